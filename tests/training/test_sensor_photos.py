import shutil
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.training import sensor_photos

SAMPLE = Path("resources/samples/Canon_PowerShot_S40_CRW_0117.CRW")
NAMES = ("Canon_PowerShot_G2_CRW_0304", "nikon_d1_iso200")


@pytest.fixture
def raw_data(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    for name, ending in zip(NAMES, (".CRW", ".NEF"), strict=True):
        shutil.copy(SAMPLE, tmp_path / "raw" / f"{name}{ending}")
    return tmp_path


def test_a_raw_file_is_read_as_linear_light_of_a_third_of_its_size(raw_data: Path) -> None:
    one, other = sensor_photos.sensor_photos(raw_data)
    np.testing.assert_array_equal(one.light, other.light)
    height, width = one.light.shape[:2]
    assert (height, width) == (573, 770)
    assert one.cells.shape == (64, 64, 3)
    assert one.light.dtype == one.cells.dtype == np.float32
    # A painted red flower: beyond sRGB, whose green would be below 0.
    assert one.light.min() < -0.005
    assert 0.01 < one.light.mean() < 0.5
    np.testing.assert_allclose(one.cells.mean((0, 1)), one.light.mean((0, 1)), rtol=0.01)


def test_without_libraw_it_is_read_from_what_was_made_before(raw_data: Path) -> None:
    before = sensor_photos.sensor_photos(raw_data)
    sensor_photos.prepare(raw_data)
    for name, ending in zip(NAMES, (".CRW", ".NEF"), strict=True):
        (raw_data / "raw" / f"{name}{ending}").unlink()
    for one, other in zip(before, sensor_photos.sensor_photos(raw_data), strict=True):
        np.testing.assert_array_equal(one.light, other.light)


def test_a_data_folder_without_them_is_not_complete(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is the data folder complete"):
        sensor_photos.sensor_photos(tmp_path)
