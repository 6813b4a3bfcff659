import imagecodecs
import numpy as np
import pytest

from lowlight_desktop.formats.jpeg_segments import is_whole, read_header


def _jpeg(subsampling: str = "444") -> bytes:
    rows = np.random.default_rng(1).integers(0, 256, (40, 56, 3), dtype=np.uint8)
    return bytes(imagecodecs.jpeg8_encode(rows, level=95, subsampling=subsampling))


def test_the_size_is_known_before_decoding() -> None:
    header = read_header(_jpeg())
    assert (header.width, header.height, header.bits, header.channels) == (56, 40, 8, 3)


@pytest.mark.parametrize("subsampling", ["444", "420"])
def test_a_whole_file_is_whole_and_no_shorter_one_is(subsampling: str) -> None:
    data = _jpeg(subsampling=subsampling)
    assert is_whole(data)
    assert not any(is_whole(data[:length]) for length in range(2, len(data) - 1, 7))


def test_what_follows_the_end_does_not_matter() -> None:
    data = _jpeg()
    assert is_whole(data + b"\0" * 512 + data[: len(data) // 2])


def test_the_end_of_an_embedded_thumbnail_is_not_the_end_of_the_photo() -> None:
    data, thumbnail = _jpeg(), _jpeg()
    exif = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    data = data[:2] + exif + data[2:]
    assert is_whole(data)
    assert not is_whole(data[: len(data) * 3 // 4])


def test_a_profile_in_parts_is_put_together_in_their_order() -> None:
    def part(number: int, body: bytes) -> bytes:
        body = b"ICC_PROFILE\0" + bytes((number, 2)) + body
        return b"\xff\xe2" + (len(body) + 2).to_bytes(2, "big") + body

    data = _jpeg()
    both = data[:2] + part(2, b"second") + part(1, b"first ") + data[2:]
    assert read_header(both).icc == b"first second"
    assert read_header(data[:2] + part(2, b"second") + data[2:]).icc is None


def test_a_header_that_ends_is_told_from_one_that_is_wrong() -> None:
    data = _jpeg()
    with pytest.raises(EOFError):
        read_header(data[:30])
    with pytest.raises(ValueError, match="mark"):
        read_header(data[:2] + b"not a segment")
