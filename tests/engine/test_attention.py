import numpy as np
import pytest

from lowlight_desktop.develop.light_curve import light_curve
from lowlight_desktop.engine.attention import gain_ev, light_map, local_ev
from lowlight_desktop.engine.light import SurveyedLight, light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from tests.engine.scenes import dark_photo


def map_of(model: Loaded, photo: Image, name: str, wish: Light, region: Region) -> Pixels:
    survey = survey_light(model, photo, wish)

    def before(region: Region) -> Pixels:
        return photo.pixels[region.slices]

    after = light_step(model, survey, wish, before, tile_px=64, fast=False)
    return light_map(SurveyedLight(model, survey, wish, fast=False), name, before, after, region)


def test_twice_the_light_is_one_stop() -> None:
    before = np.full((4, 5, 3), 0.2, np.float32)
    np.testing.assert_allclose(gain_ev(before, before * 2), 1.0, atol=2e-3)
    np.testing.assert_allclose(gain_ev(before, before), 0.0, atol=1e-6)


def test_black_that_stays_black_has_gained_nothing() -> None:
    noise = np.random.default_rng(0).normal(0, 1e-6, (2, 8, 8, 3)).astype(np.float32)
    assert np.abs(gain_ev(*noise)).max() < 0.03


def test_what_is_invisible_before_and_after_does_not_speckle_the_map() -> None:
    step = 1 / 255 / 12.92  # light of the first 8-bit step above black
    rng = np.random.default_rng(0)
    noise = rng.uniform(0, 0.9 * step, (2, 64, 64, 3)).astype(np.float32)
    # Unweighted, its ratios reach more than a stop.
    np.testing.assert_array_equal(gain_ev(*noise), 0.0)


def test_the_gain_comes_in_smoothly_from_one_step_of_light_to_four() -> None:
    step = 1 / 255 / 12.92
    light = np.linspace(0.5 * step, 5 * step, 400, dtype=np.float32)
    after = np.repeat(light[None, :, None], 3, axis=2)
    gain = gain_ev(after * np.float32(0.25), after)[0]
    rises = np.diff(gain)
    assert np.all(rises >= 0)
    assert rises.max() < 0.02  # stops per hundredth of a step: no edge
    assert np.all(gain[light <= step] == 0)
    offset = 2.0**-12
    expected = np.log2((light + offset) / (light / 4 + offset))
    np.testing.assert_allclose(gain[light >= 4 * step], expected[light >= 4 * step], rtol=1e-3)


def test_the_gain_knows_of_brush_and_strength(model: Loaded) -> None:
    photo = dark_photo(96, 128)
    whole = Region.whole(96, 128)
    brush = Stroke(((0.5, 0.5),), radius=0.25, softness=0.2)
    full = map_of(model, photo, "gain", Light(target=0.45), whole)
    limited = map_of(model, photo, "gain", Light(target=0.45, limits=(brush,)), whole)
    assert full[48, 64] > 1.0
    assert limited[48, 64] == pytest.approx(0.0, abs=1e-6)
    assert limited[2, 2] == full[2, 2]
    half = map_of(model, photo, "gain", Light(target=0.45, strength=0.5), whole)
    assert 0 < half[48, 64] < full[48, 64]


@pytest.mark.parametrize("name", ["gain", "local"])
def test_a_region_of_a_map_is_what_it_is_in_the_whole(model: Loaded, name: str) -> None:
    photo, region = dark_photo(203, 310), Region(41, 17, 180, 299)
    whole = map_of(model, photo, name, Light(target=0.45), Region.whole(203, 310))
    part = map_of(model, photo, name, Light(target=0.45), region)
    np.testing.assert_allclose(part, whole[region.slices], atol=2e-3)
    assert part.dtype == np.float32


CURVE = (0.5, 0.3, 0.1, 0.0, 0.0, -0.1, 0.0)


def test_the_local_map_is_zero_where_the_network_adds_nothing_to_its_curve() -> None:
    seen = np.random.default_rng(0).uniform(0.02, 0.9, (16, 16, 3)).astype(np.float32)
    v = seen.max(2, keepdims=True)
    lit = (seen * (light_curve(v, CURVE) / v)).astype(np.float32)
    np.testing.assert_allclose(local_ev(seen, lit, CURVE), 0.0, atol=1e-4)
    assert local_ev(seen, lit, CURVE).dtype == np.float32


def test_the_local_map_counts_stops() -> None:
    seen, lit = (np.full((4, 4, 3), v, np.float32) for v in (0.5, 0.685876))
    # 0.5 is light of 0.214, and 0.685876 of twice as much; the guard against noise adds 0.0002.
    np.testing.assert_allclose(local_ev(seen, lit, (0.0,) * 7), 1.0, atol=3e-3)


def test_a_map_that_there_is_not_is_refused(model: Loaded) -> None:
    with pytest.raises(ValueError, match="affinity"):
        map_of(model, dark_photo(40, 50), "affinity", Light(), Region(0, 0, 8, 8))
