import math

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.develop.defects.cells import linear_light
from lowlight_desktop.develop.defects.drift import oklab
from lowlight_desktop.photo.image import Rgb8
from tests.develop.defects.scene import dark_photo, encode, finding, lit_light

# Ottosson's published inverse matrices, written out: the product's own are not asked.
_FROM_OKLAB = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
_FROM_CONES = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


def turned_and_bleached(degrees: float, chroma: float) -> Rgb8:
    """The lit scene with its hues turned, and its chroma scaled, in Oklab."""
    lab = oklab(linear_light(encode(lit_light()))).astype(np.float64)
    c, s = math.cos(math.radians(degrees)) * chroma, math.sin(math.radians(degrees)) * chroma
    lab = lab @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]]).T
    cones = lab @ _FROM_OKLAB.T
    return encode(cones**3 @ _FROM_CONES.T)


def test_white_has_no_chroma_and_lightness_one() -> None:
    np.testing.assert_allclose(oklab(np.ones((1, 3), np.float32)), [[1, 0, 0]], atol=1e-6)


@pytest.mark.parametrize("degrees", [4.0, -12.0, 25.0])
def test_a_turned_hue_is_measured_in_degrees(degrees: float) -> None:
    # Half the chroma first, so that no turned color leaves sRGB and is clipped.
    basis = turned_and_bleached(0.0, 0.5)
    shift = finding(
        find_defects(dark_photo(), turned_and_bleached(degrees, 0.5), basis), "hue shift"
    )
    assert shift.value == pytest.approx(abs(degrees), abs=0.5)
    assert shift.passed == (abs(degrees) <= 5.0)


def test_without_a_reference_the_noisy_input_still_shows_a_turn() -> None:
    right = finding(find_defects(dark_photo(), encode(lit_light())), "hue shift")
    wrong = finding(find_defects(dark_photo(), turned_and_bleached(30.0, 0.8)), "hue shift")
    assert right.value < 1.5
    assert wrong.value == pytest.approx(30.0, abs=3.0)
    assert (right.passed, wrong.passed) == (True, False)


@pytest.mark.parametrize(("chroma", "passed"), [(0.95, True), (0.8, False), (0.4, False)])
def test_bleaching_is_measured_in_percent(chroma: float, passed: bool) -> None:
    loss = finding(
        find_defects(dark_photo(), turned_and_bleached(0.0, chroma), encode(lit_light())),
        "chroma loss",
    )
    assert loss.value == pytest.approx(100.0 * (1.0 - chroma), abs=1.5)
    assert loss.passed == passed


def test_more_light_alone_is_no_drift() -> None:
    for times in (2.0, 6.0, 20.0):
        found = find_defects(dark_photo(), encode(lit_light(times)))
        assert finding(found, "hue shift").value < 1.5
        assert finding(found, "chroma loss").value < 3.0


def test_one_color_that_became_another_shows_in_the_worst_twentieth() -> None:
    lit = encode(lit_light())
    swapped = lit.copy()
    swapped[64:128, :76] = lit[64:128, :76, ::-1]  # one paint of five: red is blue now
    found = find_defects(dark_photo(), swapped, lit)
    assert finding(found, "hue shift").passed
    assert not finding(found, "hue shift, worst twentieth").passed


def test_a_gray_photo_has_no_color_to_lose() -> None:
    gray = cv2.cvtColor(encode(lit_light()), cv2.COLOR_RGB2GRAY)
    picture = np.repeat(np.asarray(gray, np.uint8)[..., None], 3, axis=2)
    assert finding(find_defects(picture, picture), "chroma loss").value == 0.0


def test_the_color_of_mere_noise_is_nobodys_color() -> None:
    noise = np.random.default_rng(11).standard_normal((256, 256, 3))
    # Correlated over four pixels, as developed noise is.
    blotches = np.asarray(cv2.GaussianBlur(noise, (0, 0), 1.2))
    light = np.maximum(0.006 * (1.0 + 0.8 * blotches / blotches.std()), 0.0)
    clean = np.full((256, 256, 3), 120, np.uint8)
    clean[..., 2] = 60  # a yellow wall would be wrong if the noise had a color
    drift = find_defects(encode(light), clean)
    assert finding(drift, "hue shift").value == 0.0
    assert finding(drift, "chroma loss").value == 0.0
