import io
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lowlight_desktop.formats.jpeg_damage import is_damaged
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import ReadError

KINDS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "optimized": {"optimize": True},
    "full chroma": {"subsampling": 0},
    "half chroma": {"subsampling": 1},
    "progressive": {"progressive": True},
    "restart marks": {"restart_marker_rows": 1},
    "progressive with restart marks": {"progressive": True, "restart_marker_blocks": 7},
    "low quality": {"quality": 20},
    "best quality": {"quality": 100},
}
SECTOR = 512  # what a disk or a card loses at once


def _picture() -> NDArray[np.uint8]:
    """(256, 384, 3) smooth colors with noise, as dark photos have it."""
    rng = np.random.default_rng(3)
    smooth = cv2.resize(rng.integers(0, 200, (9, 13, 3), np.uint8), (384, 256))
    return np.clip(smooth + rng.normal(0, 6, (256, 384, 3)), 0, 255).astype(np.uint8)


def _jpeg(mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    picture = Image.fromarray(_picture()).convert(mode)
    picture.save(out, "jpeg", **{"quality": 90, **options})
    return out.getvalue()


def _hurt(data: bytes, how: str) -> bytes:
    middle = len(data) // 2
    lost = {
        "zeroed": bytes(SECTOR),
        "overwritten": np.random.default_rng(5).bytes(SECTOR),
        "erased": b"\xff" * SECTOR,
        "cut out": b"",
    }[how]
    return data[:middle] + lost + data[middle + SECTOR :]


@pytest.mark.parametrize("how", ["zeroed", "overwritten", "erased", "cut out"])
@pytest.mark.parametrize(
    "kind", ["baseline", "optimized", "full chroma", "restart marks", "best quality"]
)
def test_a_lost_sector_is_noticed(kind: str, how: str) -> None:
    assert is_damaged(_hurt(_jpeg(**KINDS[kind]), how))


@pytest.mark.parametrize("how", ["overwritten", "erased", "cut out"])
def test_a_lost_sector_of_a_progressive_photo_is_noticed(how: str) -> None:
    assert is_damaged(_hurt(_jpeg(**KINDS["progressive"]), how))


def test_restart_marks_out_of_order_are_noticed() -> None:
    data = bytearray(_jpeg(restart_marker_rows=1))
    first, second = data.index(b"\xff\xd0"), data.index(b"\xff\xd1")
    data[first + 1], data[second + 1] = 0xD1, 0xD0
    assert is_damaged(bytes(data))


def test_many_wrong_bytes_are_noticed() -> None:
    data = bytearray(_jpeg())
    for place in range(len(data) // 4, len(data) * 3 // 4, 997):
        data[place] ^= 0x5A
    assert is_damaged(bytes(data))


def test_the_sentence_says_what_is_wrong_and_what_to_do(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(_hurt(_jpeg(), "overwritten"))
    with pytest.raises(ReadError, match=r"damaged in the middle.*\. Copy it once more"):
        read_photo(path)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("kind", KINDS)
def test_good_photos_of_every_kind_pass(
    kind: str, mode: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not is_damaged(_jpeg(mode, **KINDS[kind]))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("subsampling", ["444", "422", "420", "411", "440"])
def test_good_photos_of_every_subsampling_pass(subsampling: str) -> None:
    assert not is_damaged(bytes(imagecodecs.jpeg8_encode(_picture(), subsampling=subsampling)))


def test_twelve_bits_pass() -> None:
    deep = _picture().astype(np.uint16) * 16
    assert not is_damaged(bytes(imagecodecs.jpeg8_encode(deep, level=90, bitspersample=12)))


@pytest.mark.parametrize(
    "after", [bytes(4096), b"\xff" * 9, _jpeg(), b"MPF" + _jpeg()[:900], bytes(range(256))]
)
def test_what_follows_the_end_does_not_matter(after: bytes) -> None:
    assert not is_damaged(_jpeg() + after)


def test_fill_bytes_before_a_mark_do_not_matter() -> None:
    data = _jpeg()
    tables = data.index(b"\xff\xc4")
    assert not is_damaged(data[:tables] + b"\xff" * 5 + data[tables:-2] + b"\xff" * 5 + data[-2:])


@pytest.mark.parametrize("filling", [b"\0", b"\x55"])
def test_filling_up_before_the_end_does_not_matter(filling: bytes) -> None:
    data = _jpeg()
    assert not is_damaged(data[:-2] + filling * 300 + data[-2:])


def test_what_others_wrote_beside_the_picture_does_not_matter(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def segment(code: int, body: bytes) -> bytes:
        return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body

    odd = segment(0xE1, b"Exif\0\0 broken") + segment(0xE2, b"ICC_PROFILE\0\7\1 broken")
    odd += segment(0xEE, b"Adobe" + bytes(6) + b"\x09") + segment(0xFE, b"a comment")
    data = _jpeg()
    assert not is_damaged(data[:2] + odd + data[2:])
    assert capfd.readouterr().err == ""
