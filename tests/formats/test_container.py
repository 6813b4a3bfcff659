import pytest

from lowlight_desktop.formats.container import Container, container_of, describe_stranger


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\xff\xd8\xff\xe1", Container.JPEG),
        (b"\x89PNG\r\n\x1a\n", Container.PNG),
        (b"II*\0\x08\0\0\0", Container.TIFF),
        (b"MM\0+\0\x08\0\0", Container.TIFF),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Container.WEBP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Container.HEIF),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Container.AVIF),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", Container.RAW),
        (b"II\x1a\0\0\0HEAPCCDR", Container.RAW),
        (b"FUJIFILMCCD-RAW 0201", Container.RAW),
        (b"IIU\0\x18\0\0\0", Container.RAW),
    ],
)
def test_the_first_bytes_tell_what_it_is(head: bytes, container: Container) -> None:
    assert container_of(head) is container


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "a video"),
        (b"GIF89a", "a GIF picture"),
        ("Grüße vom Bodensee\n".encode(), "a text file"),
        (b"<html><body>Not found</body></html>", "a web page"),
        ("日本".encode()[:-1], "of an unknown kind"),
        (b"\x13\x37\xd5\x02\xd9\x03", "of an unknown kind"),
    ],
)
def test_what_is_no_photo_is_named(head: bytes, name: str) -> None:
    assert container_of(head) is None
    assert describe_stranger(head) == name
