import io
from pathlib import Path

import numpy as np
import pyexiv2
import pytest
from numpy.typing import NDArray
from PIL import Image

from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo import room
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.tagged_photo import write_tagged_photo

BRIGHT = np.full((240, 400, 3), (250, 200, 150), np.uint8)


def _written(folder: Path, metadata: Metadata, quality: int = 95) -> Path:
    return write_photo(
        folder / "photo.jpg",
        BRIGHT,
        ExportOptions(quality=quality),
        metadata=metadata,
        recipe=Recipe(),
    )


def _pixels(jpeg: Path | bytes) -> NDArray[np.uint8]:
    with Image.open(jpeg if isinstance(jpeg, Path) else io.BytesIO(jpeg)) as image:
        return np.asarray(image)


def _thumbnail(path: Path) -> bytes:
    with pyexiv2.Image(str(path)) as image:
        return image.read_thumbnail()


def test_chroma_is_whole_and_the_file_comes_in_one_pass(tmp_path: Path) -> None:
    with Image.open(_written(tmp_path, NO_METADATA)) as image:
        layers: list[tuple[int, int, int, int]] = getattr(image, "layer")  # noqa: B009 - untyped
        assert {(horizontal, vertical) for _, horizontal, vertical, _ in layers} == {(1, 1)}
        assert "progressive" not in image.info


def test_a_very_large_photo_has_the_usual_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = _written(tmp_path, NO_METADATA)
    whole, size = _pixels(small), small.stat().st_size
    monkeypatch.setattr(room, "LARGE_PX", 1000)
    path = _written(tmp_path, NO_METADATA)
    assert path.stat().st_size > size
    np.testing.assert_array_equal(_pixels(path), whole)


def test_quality_is_what_was_asked_for(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    noise = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    sizes: list[int] = []
    for quality in (50, 80, 95, 100):
        options = ExportOptions(quality=quality)
        path = write_photo(
            tmp_path / f"{quality}.jpg", noise, options, metadata=NO_METADATA, recipe=Recipe()
        )
        sizes.append(path.stat().st_size)
    assert sizes == sorted(sizes)
    error = np.abs(_pixels(tmp_path / "100.jpg").astype(int) - noise)
    assert error.max() <= 3  # 4:2:0 would lose whole colors of noise


def test_the_thumbnail_shows_the_result_not_the_dark_original(tmp_path: Path) -> None:
    source = write_tagged_photo(tmp_path / "night.jpg")
    old = _pixels(_thumbnail(source))
    path = _written(tmp_path, read_metadata(source))
    new = _pixels(_thumbnail(path))
    assert old.mean() < 10
    assert new.shape == (96, 160, 3)  # 240x400 scaled to 160
    np.testing.assert_allclose(new.mean(axis=(0, 1)), (250, 200, 150), atol=2)


def test_a_small_photo_is_its_own_thumbnail(tmp_path: Path) -> None:
    path = write_photo(
        tmp_path / "dot.jpg", BRIGHT[:1, :1], ExportOptions(), metadata=NO_METADATA, recipe=Recipe()
    )
    assert _pixels(_thumbnail(path)).shape == (1, 1, 3)


def test_notes_too_long_for_a_segment_are_left_out_before_all_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    note = " ".join(str(byte) for byte in b"Apple iOS\0" + bytes(65000))
    metadata = Metadata(
        exif={
            "Exif.Image.Make": "Apple",
            "Exif.Photo.MakerNote": note,
            "Exif.GPSInfo.GPSLatitudeRef": "N",
        }
    )
    path = _written(tmp_path, metadata)
    after = read_metadata(path)
    assert "Exif.Photo.MakerNote" not in after.exif
    assert after.exif["Exif.GPSInfo.GPSLatitudeRef"] == "N"
    assert _thumbnail(path)
    assert f"{path}: the maker notes do not fit" in caplog.text


def test_short_notes_of_apple_are_kept_byte_for_byte(tmp_path: Path) -> None:
    note = " ".join(str(byte) for byte in b"Apple iOS\0\0\1MM" + bytes(range(100)))
    exif = {"Exif.Image.Make": "Apple", "Exif.Photo.MakerNote": note}
    after = read_metadata(_written(tmp_path, Metadata(exif=exif)))
    assert after.exif["Exif.Photo.MakerNote"] == note


def test_notes_that_would_point_at_nothing_are_left_out(tmp_path: Path) -> None:
    note = " ".join(str(byte) for byte in b"Unknown maker" + bytes(50))
    after = read_metadata(_written(tmp_path, Metadata(exif={"Exif.Photo.MakerNote": note})))
    assert "Exif.Photo.MakerNote" not in after.exif


def test_xmp_too_long_for_a_segment_keeps_the_recipe_and_the_rating(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    xmp = {"Xmp.xmp.Rating": "3", "Xmp.dc.source": "x" * 70000}
    after = read_metadata(_written(tmp_path, Metadata(xmp=xmp)))
    assert after.xmp["Xmp.xmp.Rating"] == "3"
    assert after.xmp["Xmp.lowlight.LightStrength"] == "1.0"
    assert "Xmp.dc.source" not in after.xmp
    assert "Xmp.dc.source" in caplog.text
    caplog.clear()


def test_exif_too_long_for_a_segment_still_makes_a_whole_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    exif = {"Exif.Image.Model": "Camera", "Exif.Photo.UserComment": "x" * 70000}
    path = _written(tmp_path, Metadata(exif=exif))
    assert read_metadata(path).camera == "Camera"
    np.testing.assert_allclose(_pixels(path), BRIGHT, atol=3)
    assert f"{path}: these tags cannot be kept: Exif.Photo.UserComment" in caplog.text
    caplog.clear()
