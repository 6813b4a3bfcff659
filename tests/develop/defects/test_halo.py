import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.photo.image import Rgb8
from tests.develop.defects.scene import dark_photo, encode, finding, lit_light


def sharpened(picture: Rgb8, amount: float, radius_px: float) -> Rgb8:
    values = picture.astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(values, (0, 0), radius_px), np.float32)
    return np.clip(np.rint(values + amount * (values - soft)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("with_reference", [False, True])
@pytest.mark.parametrize("radius_px", [2.0, 4.0])
def test_unsharp_masking_makes_a_halo(radius_px: float, with_reference: bool) -> None:
    lit = encode(lit_light())
    reference = lit if with_reference else None
    halos = [
        finding(find_defects(dark_photo(), sharpened(lit, amount, radius_px), reference), "halo")
        for amount in (0.0, 0.5, 1.0)
    ]
    assert halos[0].value < 2.0
    assert halos[0].passed
    assert not halos[2].passed
    assert halos[0].value < halos[1].value < halos[2].value


def test_the_halo_is_a_share_of_the_edge() -> None:
    step = np.full((96, 96, 3), 60, np.uint8)
    step[:, 48:] = 160
    ringed = step.copy()
    ringed[:, 50:56] = 180  # a band 20 steps too light, at an edge of 100
    found = finding(find_defects(step, ringed, step), "halo")
    assert found.value == pytest.approx(20.0, abs=1.0)


def test_shade_on_the_dark_side_counts_as_well() -> None:
    step = np.full((96, 96, 3), 60, np.uint8)
    step[48:] = 160
    shaded = step.copy()
    shaded[40:46] = 45
    assert finding(find_defects(step, shaded, step), "halo").value == pytest.approx(15.0, abs=1.0)


def test_softening_an_edge_is_no_halo() -> None:
    lit = encode(lit_light())
    soft = np.asarray(cv2.GaussianBlur(lit, (0, 0), 2.0), np.uint8)
    assert finding(find_defects(dark_photo(), soft), "halo").value < 1.0


def test_a_halo_that_the_reference_has_is_right() -> None:
    ringed = np.full((96, 96, 3), 60, np.uint8)
    ringed[:, 48:] = 160
    ringed[:, 50:56] = 175
    assert finding(find_defects(ringed, ringed, ringed), "halo").value == 0.0
