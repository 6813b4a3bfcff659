import io
import mmap
import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from lowlight_desktop.develop.color import decode
from lowlight_desktop.formats.isolation.parcel import packed, unpacked
from lowlight_desktop.photo import room
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.sentence import Sentence, quoted

HERE, THERE = Path("photos/bridge.dng"), Path("/the/same/bridge.dng")
RNG = np.random.default_rng(3)
LARGE, SMALL = (120, 200), (4, 6)  # 288 KB and 288 bytes of float32 RGB


def _image(size: tuple[int, int], *, alpha: bool = False) -> Image:
    cover = RNG.random(size, np.float32) if alpha else None
    return Image(RNG.random((*size, 3), np.float32), WORKING, cover)


def _mapped(arrays: Sequence[memoryview]) -> list[mmap.mmap]:
    maps = [mmap.mmap(-1, array.nbytes) for array in arrays]
    for one, array in zip(maps, arrays, strict=True):
        one[:] = array
    return maps


def _sent(photo: Photograph) -> Photograph:
    structure, arrays = packed(photo)
    return unpacked(HERE, structure, _mapped(arrays))


@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_a_picture_arrives_bit_for_bit(size: tuple[int, int]) -> None:
    photo = Photograph(THERE, _image(size, alpha=True), "16-bit PNG", 16)
    came = _sent(photo)
    np.testing.assert_array_equal(came.image.pixels, photo.image.pixels)
    assert came.image.alpha is not None
    assert photo.image.alpha is not None
    np.testing.assert_array_equal(came.image.alpha, photo.image.alpha)
    assert (came.source_format, came.bit_depth, came.is_developed) == ("16-bit PNG", 16, True)
    assert not came.image.pixels.flags.writeable


def test_the_path_is_the_one_that_was_asked_for_and_the_space_is_the_only_one() -> None:
    came = _sent(Photograph(THERE, _image(SMALL), "JPEG", 8))
    assert came.path == HERE
    assert came.image.space is WORKING


def test_a_remark_arrives_as_a_sentence() -> None:
    remark = Sentence("its color profile is {0}", quoted("damaged"))
    came = _sent(Photograph(THERE, _image(SMALL), "JPEG", 8, remark=remark)).remark
    assert (came, came.text, came.values) == (remark, remark.text, remark.values)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pixels are copied")
def test_pixels_in_a_room_that_can_be_shown_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_shown", True)
    pixels = decode(np.zeros((300, 400, 3), np.uint8))
    _, (content,) = packed(Photograph(THERE, Image(pixels, WORKING), "JPEG", 8))
    assert room.descriptor_of(content) is not None


def test_only_big_arrays_travel_apart() -> None:
    structure, arrays = packed(Photograph(THERE, _image(LARGE), "JPEG", 8))
    assert [array.nbytes for array in arrays] == [120 * 200 * 3 * 4]
    assert len(structure) < 1000
    assert packed(Photograph(THERE, _image(SMALL), "JPEG", 8))[1] == []


def test_a_picture_of_one_value_costs_nothing_and_still_takes_no_memory() -> None:
    black = Image(np.broadcast_to(np.float32(0.0), (3000, 4000, 3)), WORKING)
    structure, arrays = packed(Photograph(THERE, black, "RAW", 14, is_developed=False))
    assert arrays == []
    assert len(structure) < 1000
    came = unpacked(HERE, structure, ())
    assert came.image.pixels.shape == (3000, 4000, 3)
    assert came.image.pixels.strides == (0, 0, 0)
    assert not came.is_developed


def test_a_mosaic_and_its_tags_arrive() -> None:
    shading = LensShading(RNG.random((13, 17, 3), np.float32))
    mosaic = Mosaic(
        data=RNG.integers(0, 16384, (300, 200), np.uint16),
        pattern=np.array([[0, 1], [1, 2]], np.uint8),
        colors="RGBG",
        black_level=(512.0,) * 4,
        white_level=16383.0,
        white_balance=(2.0, 1.0, 1.6, 1.0),
        camera_matrix=RNG.random((3, 3), np.float32),
        orientation=6,
        iso=3200.0,
        exposure_s=None,
        masked_noise=4.5,
        shading=shading,
    )
    tags = Metadata(MappingProxyType({"Exif.Image.Make": "Canon"}), camera="Canon", iso=3200.0)
    came = _sent(Photograph(THERE, _image(SMALL), "Canon CRW", 14, mosaic, tags))
    assert came.metadata == tags
    assert came.mosaic is not None
    assert came.mosaic.shading is not None
    np.testing.assert_array_equal(came.mosaic.shading.gains, shading.gains)
    for name in set(Mosaic.__slots__) - {"shading"}:
        np.testing.assert_array_equal(getattr(came.mosaic, name), getattr(mosaic, name))
    assert came.mosaic.data.dtype == np.uint16
    with pytest.raises(TypeError):
        came.metadata.exif["Exif.Image.Make"] = "Nikon"  # pyright: ignore[reportIndexIssue]


class _Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return os.getpid, ()


@pytest.mark.parametrize("what", [_Trap(), io.BytesIO, {"pixels": 1}])
def test_what_is_no_photograph_is_not_unpacked(what: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpacked(HERE, pickle.dumps(what), ())
