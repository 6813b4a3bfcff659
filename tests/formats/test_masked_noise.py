from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.raw import opened, read_mosaic
from lowlight_desktop.formats.raw_sensor import masked_noise
from tests.formats.dng_writing import write_dng

CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"


def test_a_canon_tells_its_read_noise_by_its_masked_columns() -> None:
    with opened(CRW) as raw:
        found = masked_noise(raw)
        mosaic = read_mosaic(raw)
        masked = raw.raw_image[6:1726, :12].astype(float)
    # Noise of columns, rows and pixels together; theirs alone is a little less.
    assert found == pytest.approx(float(masked.std()), rel=0.1)
    assert mosaic is not None
    assert mosaic.masked_noise == found


def test_a_sensor_without_masked_pixels_tells_nothing(tmp_path: Path) -> None:
    with opened(write_dng(tmp_path / "a.dng", np.full((64, 96), 700, np.uint16))) as raw:
        assert masked_noise(raw) is None
