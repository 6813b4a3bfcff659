"""Whole files: their pixels, profiles, tags and places, read back by other programs' code."""

import os
import stat
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.formats.writing import check_target, write_photo
from lowlight_desktop.photo.color_space import OUTPUT_SPACES, ColorSpace
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import NO_METADATA
from lowlight_desktop.photo.recipe import Recipe

JPEG = ExportOptions(FileFormat.JPEG)
PNG8, PNG16 = ExportOptions(FileFormat.PNG, 8), ExportOptions(FileFormat.PNG, 16)
DNG = ExportOptions(FileFormat.DNG, 16)
TIFF8, TIFF16 = ExportOptions(FileFormat.TIFF, 8), ExportOptions(FileFormat.TIFF, 16)
JXL8, JXL16 = (ExportOptions(FileFormat.JXL, depth, quality=100) for depth in (8, 16))
AVIF = ExportOptions(FileFormat.AVIF, 10)
_IDS = {
    PNG8: "png8",
    PNG16: "png16",
    TIFF8: "tiff8",
    TIFF16: "tiff16",
    JXL8: "jxl8",
    JXL16: "jxl16",
}
LOSSLESS = pytest.mark.parametrize("options", _IDS.keys(), ids=_IDS.values())
ANY = pytest.mark.parametrize("options", [*_IDS, JPEG, AVIF], ids=[*_IDS.values(), "jpeg", "avif"])


def _values(depth: int, shape: tuple[int, ...] = (37, 53, 3)) -> Stored:
    values = np.random.default_rng(7).integers(0, 256 if depth == 8 else 65536, shape)
    return values.astype(np.uint8) if depth == 8 else values.astype(np.uint16)


def _written(folder: Path, options: ExportOptions, values: Stored | None = None) -> Path:
    return write_photo(
        folder / f"photo{options.format.suffix}",
        _values(options.depth) if values is None else values,
        options,
        metadata=NO_METADATA,
        recipe=Recipe(),
    )


def _read(path: Path) -> NDArray[np.generic]:
    """By the decoder that keeps 16 bits."""
    if path.suffix == ".tif":
        return tifffile.imread(path)
    return imagecodecs.imread(path)


@LOSSLESS
@pytest.mark.parametrize("shape", [(37, 53, 3), (1, 1, 3), (1, 2000, 3), (700, 1, 3)])
def test_lossless_files_hold_exactly_the_pixels(
    tmp_path: Path, options: ExportOptions, shape: tuple[int, ...]
) -> None:
    values = _values(options.depth, shape)
    back = _read(_written(tmp_path, options, values))
    np.testing.assert_array_equal(back, values)
    assert back.dtype == values.dtype


@LOSSLESS
def test_alpha_is_kept_apart_from_the_colors(tmp_path: Path, options: ExportOptions) -> None:
    values, alpha = _values(options.depth), _values(options.depth, (37, 53))
    path = write_photo(
        tmp_path / f"photo{options.format.suffix}",
        values,
        options,
        metadata=NO_METADATA,
        recipe=Recipe(),
        alpha=alpha,
    )
    back = _read(path)
    np.testing.assert_array_equal(back[..., :3], values)
    np.testing.assert_array_equal(back[..., 3], alpha)
    if path.suffix == ".tif":
        with tifffile.TiffFile(path) as tiff:
            assert tiff.pages.first.extrasamples == (tifffile.EXTRASAMPLE.UNASSALPHA,)


def test_jpeg_leaves_alpha_out_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_photo(
        tmp_path / "photo.jpg",
        _values(8),
        JPEG,
        metadata=NO_METADATA,
        recipe=Recipe(),
        alpha=_values(8, (37, 53)),
        original=tmp_path / "logo.png",
    )
    with Image.open(path) as image:
        assert image.mode == "RGB"
    (said,) = caplog.messages
    assert said == f"{tmp_path / 'logo.png'}: JPEG holds no transparency, it is left out"
    caplog.clear()


def test_rows_need_not_lie_together_in_memory(tmp_path: Path) -> None:
    values = _values(16, (40, 60, 3))[::2, ::-1]
    np.testing.assert_array_equal(_read(_written(tmp_path, TIFF16, values)), values)


@pytest.mark.parametrize("options", [JPEG, PNG8, PNG16, TIFF8, TIFF16, AVIF])
@pytest.mark.parametrize("space", OUTPUT_SPACES.values(), ids=OUTPUT_SPACES.keys())
def test_the_profile_of_the_space_is_embedded(
    tmp_path: Path, options: ExportOptions, space: ColorSpace
) -> None:
    options = ExportOptions(options.format, options.depth, space=space)
    if options.format is FileFormat.TIFF:
        with tifffile.TiffFile(_written(tmp_path, options)) as tiff:
            embedded = tiff.pages.first.iccprofile
    else:
        with Image.open(_written(tmp_path, options)) as image:
            embedded = image.info["icc_profile"]
    assert embedded == icc_profile(space)


@ANY
def test_equal_photos_are_equal_files(tmp_path: Path, options: ExportOptions) -> None:
    first, second = _written(tmp_path, options), _written(tmp_path, options)
    assert first != second
    assert first.read_bytes() == second.read_bytes()


@ANY
def test_a_taken_name_is_numbered(tmp_path: Path, options: ExportOptions) -> None:
    first = _written(tmp_path, options)
    first.write_bytes(b"precious")
    names = [_written(tmp_path, options).name for _ in range(2)]
    suffix = options.format.suffix
    assert names == [f"photo-2{suffix}", f"photo-3{suffix}"]
    assert first.read_bytes() == b"precious"


def test_overwriting_is_done_when_told(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"old")
    options = ExportOptions(FileFormat.PNG, 8, existing=Existing.OVERWRITE)
    assert _written(tmp_path, options) == path
    np.testing.assert_array_equal(_read(path), _values(8))
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_taken_while_computing_is_left_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"precious")
    options = ExportOptions(FileFormat.PNG, 8, existing=Existing.SKIP)
    assert _written(tmp_path, options) == path
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_result_has_the_permissions_of_an_ordinary_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    path = _written(tmp_path, JPEG)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_the_folder_is_made(tmp_path: Path) -> None:
    assert _written(tmp_path / "new" / "folder", JPEG).exists()


def test_the_folder_of_a_photo_that_is_gone_is_not_made(tmp_path: Path) -> None:
    photo = tmp_path / "card" / "night.CRW"
    for name in ("night-lit.jpg", "lit/night.jpg"):
        with pytest.raises(WriteError, match="the photo's folder is gone"):
            check_target(photo.parent / name, ExportOptions(), width=4, height=4, original=photo)
    assert not photo.parent.exists()


@pytest.mark.parametrize("via", ["name", "symlink", "hardlink"])
def test_the_original_is_never_overwritten(tmp_path: Path, via: str) -> None:
    original, path = tmp_path / "original.jpg", tmp_path / "photo.jpg"
    original.write_bytes(b"the only one")
    if via == "name":
        path = original
    elif via == "symlink":
        path.symlink_to(original)
    else:
        path.hardlink_to(original)
    with pytest.raises(WriteError, match="original"):
        write_photo(
            path,
            _values(8),
            ExportOptions(existing=Existing.OVERWRITE),
            metadata=NO_METADATA,
            recipe=Recipe(),
            original=original,
        )
    assert original.read_bytes() == b"the only one"


def test_a_result_beside_its_original_gets_a_number(tmp_path: Path) -> None:
    original = tmp_path / "photo.jpg"
    original.write_bytes(b"the only one")
    assert _written(tmp_path, JPEG).name == "photo-2.jpg"
    assert original.read_bytes() == b"the only one"


def test_jpeg_refuses_what_it_cannot_hold_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"at most 65500 pixels.*Choose PNG or TIFF\."):
        check_target(tmp_path / "strip.jpg", JPEG, width=65501, height=10)


def test_avif_refuses_what_it_cannot_hold_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="65536 pixels a side"):
        check_target(tmp_path / "wide.avif", AVIF, width=65537, height=10)


def test_tiff_refuses_more_than_four_gigabytes_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="4 GB"):
        check_target(tmp_path / "huge.tif", TIFF16, width=40000, height=40000)


@pytest.mark.parametrize(("width", "cause"), [(40000, "4 GB"), (65501, "65500 pixels a side")])
def test_dng_refuses_what_it_cannot_hold_before_the_work(
    tmp_path: Path, width: int, cause: str
) -> None:
    height = 40000 if width == 40000 else 10
    with pytest.raises(WriteError, match=cause):
        check_target(tmp_path / "huge.dng", DNG, width=width, height=height)


def test_a_dng_is_no_finished_photo(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no finished photo"):
        _written(tmp_path, DNG, _values(16, (4, 4, 3)))
    assert list(tmp_path.iterdir()) == []


def test_a_very_wide_strip_is_written(tmp_path: Path) -> None:
    path = _written(tmp_path, JPEG, _values(8, (2, 65000, 3)))
    with Image.open(path) as image:
        assert image.size == (65000, 2)


def test_values_must_have_the_depth_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="uint16 values are wanted, got uint8"):
        _written(tmp_path, PNG16, _values(8))
