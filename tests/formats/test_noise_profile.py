from pathlib import Path

import numpy as np
import pytest
import tifffile

from lowlight_desktop.formats.noise_profile import NOISE_PROFILE, profile_of, read_noise_profile
from lowlight_desktop.formats.noise_table import known_noise, sensors
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.studio.noise import noise_of
from tests.develop.noise_scenes import as_mosaic, light_of, noisy_mosaic
from tests.formats.dng_writing import BLACK, WHITE, write_dng

FULL = WHITE - BLACK
CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"


def _dng(folder: Path, profile: tuple[float, ...], values: np.ndarray | None = None) -> Path:
    """A DNG with a profile; tifffile adds the tag to what `write_dng` wrote."""
    data = np.full((64, 96), 2000, np.uint16) if values is None else values
    path = write_dng(folder / "a.dng", data)
    if profile:
        with tifffile.TiffFile(path) as tiff:
            tags = [
                (t.code, int(t.dtype), t.count, t.value, True)
                for t in tiff.pages.first.tags
                if t.code in (271, 272, 274) or t.code >= 33421
            ]
        tags.append((NOISE_PROFILE, 12, len(profile), profile, True))
        tifffile.imwrite(path, data, photometric="cfa", extratags=tags, metadata=None)
    return path


def _of(path: Path) -> NoiseLevel | None:
    mosaic = read_photo(path).mosaic
    assert mosaic is not None
    return read_noise_profile(path, mosaic)


def test_a_profile_is_read_in_sensor_values(tmp_path: Path) -> None:
    profile = profile_of((2.0, 3.0, 4.0), (5.0, 6.0, 7.0), BLACK, WHITE)
    found = _of(_dng(tmp_path, profile))
    assert found is not None
    # Red, green, blue, and the second green as the first; exact but for the last bits.
    np.testing.assert_allclose(found.gain, (2.0, 3.0, 4.0, 3.0), rtol=1e-14)
    np.testing.assert_allclose(found.read, (5.0, 6.0, 7.0, 6.0), rtol=1e-14)
    assert found.source is NoiseSource.PROFILE


def test_one_pair_holds_for_all_colors(tmp_path: Path) -> None:
    found = _of(_dng(tmp_path, (1e-4, 4e-8)))
    assert found is not None
    np.testing.assert_allclose(found.gain, 1e-4 * FULL, rtol=1e-14)
    np.testing.assert_allclose(found.read, 2e-4 * FULL, rtol=1e-14)


@pytest.mark.parametrize("profile", [(), (0.0, 0.0), (-1e-4, 1e-8), (float("nan"), 1e-8)])
def test_no_profile_and_nonsense_are_none(tmp_path: Path, profile: tuple[float, ...]) -> None:
    assert _of(_dng(tmp_path, profile)) is None


def test_a_file_that_is_no_tiff_has_no_profile() -> None:
    assert _of(CRW) is None


def test_the_profile_goes_before_the_estimate(tmp_path: Path) -> None:
    values = noisy_mosaic(light_of("smooth"), 6.0, 7.0).data
    without = noise_of(read_photo(_dng(tmp_path, (), values)))
    assert without is not None
    assert without.source is NoiseSource.PHOTO
    np.testing.assert_allclose(without.gain, 6.0, rtol=0.15)
    said = noise_of(read_photo(_dng(tmp_path, (1e-4, 4e-8), values)))
    assert said is not None
    assert said.source is NoiseSource.PROFILE


def test_photos_without_a_mosaic_have_no_noise_level(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.zeros((20, 30, 3), np.uint8), photometric="rgb")
    assert noise_of(read_photo(path)) is None


@pytest.mark.parametrize(
    ("iso", "gain", "read"),
    # Measured at these speeds by PMN: gain, read noise in 14-bit steps.
    [(800, 0.765, 3.548), (1600, 1.530, 6.299), (2000, 1.913, 2.654), (6400, 6.120, 7.116)],
)
def test_the_table_knows_both_conversion_gains_of_a_sony(
    iso: float, gain: float, read: float
) -> None:
    found = known_noise("Sony ILCE-7SM2", as_mosaic(np.zeros((8, 8), np.uint16), iso=iso))
    assert found is not None
    np.testing.assert_allclose(found.gain, gain, rtol=0.01)
    np.testing.assert_allclose(found.read, read, rtol=0.03)
    assert found.source is NoiseSource.TABLE


@pytest.mark.parametrize(
    ("camera", "iso"),
    [("SONY ILCE-7SM2", None), ("SONY ILCE-7SM2", 51200), ("SONY ILCE-7SM2", 1800), ("", 800)],
)
def test_the_table_claims_nothing_that_was_not_measured(camera: str, iso: float | None) -> None:
    assert known_noise(camera, as_mosaic(np.zeros((8, 8), np.uint16), iso=iso)) is None


def test_every_sensor_of_the_table_has_a_plausible_noise() -> None:
    for camera in sensors():
        at_800 = known_noise(camera, as_mosaic(np.zeros((8, 8), np.uint16), iso=800))
        assert at_800 is not None
        assert 0.5 < at_800.gain[0] < 5.0
        assert 1.0 < at_800.read[0] < 30.0
