import numpy as np
import pytest

from lowlight_desktop.training.scenes import Scene, rolled_off, varied
from lowlight_desktop.training.synthesis import to_light
from tests.training.pictures import picture

CLEAN = to_light(picture(3, (120, 160)))


def scenes() -> list[Scene]:
    return [varied(CLEAN, np.random.default_rng(seed)) for seed in range(80)]


def test_scenes_are_light_of_the_same_size_and_some_are_left_as_they_are() -> None:
    for scene in scenes():
        assert scene.light.shape == CLEAN.shape
        assert scene.light.dtype == np.float32
        assert np.isfinite(scene.light).all()
        assert scene.light.min() >= 0
    assert any(scene.light is CLEAN for scene in scenes())


def test_nights_are_darker_than_day_with_black_places_and_lamps_beyond_white() -> None:
    nights = [s.light for s in scenes() if s.is_night]
    assert np.median([n.mean() for n in nights]) < CLEAN.mean() / 2
    # By day nine tenths of this scene are brighter than 0.19 of white.
    assert np.quantile(CLEAN.max(2), 0.1) > 0.15
    assert np.median([(n.max(2) < 0.02).mean() for n in nights]) > 0.2
    assert max(n.max() for n in nights) > 1


def test_stronger_colors_reach_the_edge_of_the_space_where_a_channel_is_empty() -> None:
    saturated = [s.light for s in scenes() if not s.is_night and s.light is not CLEAN]
    empty = [(light.min(2) == 0).mean() for light in saturated]
    assert max(empty) > 0.05


@pytest.mark.parametrize("peak", [0.5, 1.0, 8.0])
def test_rolling_off_keeps_order_and_what_is_below_half(peak: float) -> None:
    light = np.linspace(0, peak, 64, dtype=np.float32)
    out = rolled_off(light)
    assert (np.diff(out) >= 0).all()
    assert out.max() <= 1
    np.testing.assert_allclose(out[light <= 0.5], light[light <= 0.5], atol=1e-7)
