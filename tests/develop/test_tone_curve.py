import itertools

import numpy as np
import pytest

from lowlight_desktop.develop.tone_curve import Tone, tone_gain, tone_way

CORNERS = [Tone(*values) for values in itertools.product((-1.0, 0.0, 1.0), repeat=3)]
STOPS = np.linspace(-12.0, 8.0, 200_001)  # what the table covers


def gains(luminance: np.ndarray, tone: Tone) -> np.ndarray:
    return tone_gain(luminance.astype(np.float32)[None], tone)[0]


@pytest.mark.parametrize("tone", CORNERS)
def test_what_was_brighter_stays_brighter(tone: Tone) -> None:
    assert (np.diff(STOPS + tone_way(STOPS, tone)) > 0).all()


@pytest.mark.parametrize("tone", CORNERS)
def test_the_table_is_as_good_as_the_formula(tone: Tone) -> None:
    light = (0.18 * np.exp2(STOPS)).astype(np.float32)
    exact = np.exp2(tone_way(np.log2(light.astype(np.float64) / 0.18), tone))
    # A 16-bit step is 1.5e-5 of white.
    np.testing.assert_allclose(gains(light, tone), exact, rtol=1e-5)


@pytest.mark.parametrize("tone", CORNERS)
def test_a_16_bit_ramp_gets_no_bands(tone: Tone) -> None:
    ramp = np.arange(1, 65536) / 65535
    toned = ramp * gains(ramp, tone)
    assert (np.diff(toned) > 0).all()
    exact = ramp * np.exp2(tone_way(np.maximum(np.log2(ramp / 0.18), -12.0), tone))
    in_file = exact <= 1.0
    assert np.abs(toned - exact)[in_file].max() * 65535 < 0.5  # a third of a step at most


def test_highlights_reach_beyond_white() -> None:
    lamp = np.array([1.0, 4.0])
    dimmed = lamp * gains(lamp, Tone(highlights=-1.0))
    assert dimmed[0] == pytest.approx(0.5, abs=0.02)  # a stop darker
    assert dimmed[1] < 1.0  # shape is back in a lamp two stops over white
    assert dimmed[1] > dimmed[0]


def test_shadows_leave_what_is_brighter_than_middle_gray() -> None:
    light = np.array([0.18, 0.5, 3.0])
    np.testing.assert_allclose(gains(light, Tone(shadows=1.0)), 1.0, rtol=2e-6)
    # Two stops at the deepest, also of the black below the table.
    np.testing.assert_allclose(
        gains(np.array([1e-4, 0.0, -1.0]), Tone(shadows=1.0)), 4.0, rtol=1e-5
    )


def test_contrast_doubles_the_distance_from_middle_gray() -> None:
    stops = np.array([-3.0, -1.0, 1.0, 2.0])
    np.testing.assert_allclose(tone_way(stops, Tone(contrast=1.0)), stops)
    np.testing.assert_allclose(tone_way(stops, Tone(contrast=-1.0)), -stops / 2)
