import numpy as np
import pytest

from lowlight_desktop.formats.cicp import HdrCurve, HdrSpace, hdr_light, space_of
from lowlight_desktop.photo.color_space import DISPLAY_P3, SRGB, WORKING


def test_code_points_name_our_spaces() -> None:
    assert space_of(1, 13) is SRGB
    assert space_of(12, 13) == DISPLAY_P3
    assert space_of(9, 8) is WORKING
    assert space_of(9, 16) == HdrSpace(WORKING, HdrCurve.PQ)
    assert space_of(2, 2) is None


def test_camera_curves_count_as_srgb() -> None:
    assert space_of(1, 1) is SRGB


@pytest.mark.parametrize(
    ("curve", "signal", "light"),
    [
        # BT.2408: 58 % PQ is 203 cd/m², 100 % is 10,000; 75 % HLG is diffuse white.
        (HdrCurve.PQ, 0.58069, 1.0),
        (HdrCurve.PQ, 1.0, 10_000 / 203),
        (HdrCurve.HLG, 0.75, 1.0),
        (HdrCurve.HLG, 0.5, (1 / 12) / 0.26496),
        (HdrCurve.HLG, 0.0, 0.0),
    ],
)
def test_hdr_puts_diffuse_white_on_one(curve: HdrCurve, signal: float, light: float) -> None:
    levels = hdr_light(65536, curve)
    assert levels.dtype == np.float32
    assert levels[round(signal * 65535)] == pytest.approx(light, rel=1e-3, abs=1e-6)
