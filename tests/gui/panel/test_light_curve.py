import numpy as np
import pytest

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.gui.panel.light_curve import (
    HANDLES,
    STRAIGHT,
    lit,
    through,
    turned,
)

SOME = (0.6, -0.3, 0.5, 0.2, -0.1, 0.4, 0.0)
RAMP = np.linspace(0.0, 1.0, 101)


def test_without_parameters_nothing_changes() -> None:
    np.testing.assert_array_equal(light_curve(RAMP, STRAIGHT), RAMP)


@pytest.mark.parametrize("steps", [SOME, (1.0,) * 7, (-1.0,) * 7])
def test_the_curve_keeps_black_white_and_the_order(steps: tuple[float, ...]) -> None:
    curve = light_curve(RAMP, steps)
    assert (curve[0], curve[-1]) == (0.0, 1.0)
    assert (np.diff(curve) >= -1e-12).all()  # rounding


def test_one_step_is_the_published_formula() -> None:
    assert lit(0.25, (0.5, *STRAIGHT[1:])) == 0.25 + 0.5 * 0.25 * 0.75


@pytest.mark.parametrize("place", range(7))
def test_the_curve_passes_where_the_hand_points(place: int) -> None:
    x = HANDLES[place]
    low, high = lit(x, turned(SOME, place, -1.0)), lit(x, turned(SOME, place, 1.0))
    wanted = (low + high) / 2  # surely within reach
    steps = through(SOME, place, wanted)
    assert lit(x, steps) == pytest.approx(wanted, abs=1e-9)
    assert [a for i, a in enumerate(steps) if i != place] == [
        a for i, a in enumerate(SOME) if i != place
    ]


@pytest.mark.parametrize(("height", "end"), [(1.0, 1.0), (0.0, -1.0)])
def test_out_of_reach_the_curve_goes_as_far_as_it_can(height: float, end: float) -> None:
    assert through(SOME, 3, height) == turned(SOME, 3, end)
