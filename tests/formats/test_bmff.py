import pytest

from lowlight_desktop.formats.bmff import boxes, main_picture


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def test_boxes_are_walked_in_all_three_ways_of_saying_their_size() -> None:
    wide = (1).to_bytes(4, "big") + b"wide" + (18).to_bytes(8, "big") + b"ab"
    last = (0).to_bytes(4, "big") + b"last" + b"xyz"
    data = _box(b"free", b"1") + wide + last
    assert [(b.kind, data[b.start : b.end]) for b in boxes(data)] == [
        (b"free", b"1"), (b"wide", b"ab"), (b"last", b"xyz"),
    ]  # fmt: skip


@pytest.mark.parametrize("cut", [1, 5, 9])
def test_a_box_that_reaches_beyond_the_end_is_an_end_of_file(cut: int) -> None:
    data = _box(b"ftyp", b"heic") + _box(b"mdat", b"0123456789")
    with pytest.raises(EOFError):
        list(boxes(data[:-cut]))


def test_a_box_of_impossible_size_does_not_loop() -> None:
    with pytest.raises(EOFError):
        list(boxes((4).to_bytes(4, "big") + b"free"))


def test_only_the_properties_of_the_main_picture_count() -> None:
    def size(width: int, height: int) -> bytes:
        body = bytes(4) + width.to_bytes(4, "big") + height.to_bytes(4, "big")
        return _box(b"ispe", body)

    container = _box(b"ipco", size(160, 120) + size(4000, 3000) + _box(b"irot", b"\3"))
    owners = bytes((0, 0, 0, 0)) + (2).to_bytes(4, "big")
    owners += (1).to_bytes(2, "big") + bytes((1, 0x81))  # item 1, a thumbnail
    owners += (2).to_bytes(2, "big") + bytes((2, 0x82, 0x83))  # item 2, the photo, turned
    main = _box(b"pitm", bytes(4) + (2).to_bytes(2, "big"))
    inside = main + _box(b"iprp", container + _box(b"ipma", owners))
    data = _box(b"ftyp", b"heic") + _box(b"meta", bytes(4) + inside)
    picture = main_picture(data)
    assert (picture.width, picture.height, picture.orientation) == (4000, 3000, 6)
    assert picture.icc is None
    assert picture.cicp is None
