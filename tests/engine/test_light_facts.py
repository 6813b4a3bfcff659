import numpy as np
import pytest

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.color import brightest
from lowlight_desktop.develop.resize import area_average
from lowlight_desktop.engine.light import SurveyedLight, quick_facts, survey_light
from lowlight_desktop.engine.light_facts import in_small, look_at
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import Light
from tests.engine.scenes import dark_photo


@pytest.mark.parametrize("size", [(301, 517), (700, 400), (90, 70), (1, 7)])
def test_the_photo_in_small_is_the_average_of_what_the_network_sees(size: tuple[int, int]) -> None:
    photo = dark_photo(*size)
    facts, seen = look_at(photo), seen_by_network(photo.pixels)
    small = facts.proxy.shape[0], facts.proxy.shape[1]
    thumbnail, proxy = area_average(lambda rows: seen[rows], size, (64, 64), small)
    np.testing.assert_allclose(facts.thumbnail, thumbnail.clip(0, 1), atol=3e-5)
    np.testing.assert_allclose(facts.proxy, proxy, atol=3e-5)
    assert max(small) == min(max(size), 256)
    assert facts.brightness == pytest.approx(float(brightest(proxy).mean()), abs=3e-5)


def test_black_is_black_and_white_is_white() -> None:
    for value in (0.0, 1.0, 7.0):
        facts = look_at(Image(np.full((80, 90, 3), value, np.float32), WORKING))
        np.testing.assert_allclose(facts.thumbnail, min(value, 1.0), atol=2e-6)


def test_gray_is_known_as_gray() -> None:
    photo = dark_photo(200, 300)
    assert not look_at(photo).is_gray
    gray = photo.pixels.mean(2, keepdims=True).repeat(3, 2)
    assert look_at(Image(gray, WORKING)).is_gray


def test_facts_in_small_are_the_same_but_for_the_proxy() -> None:
    facts = look_at(dark_photo(400, 600))
    small = in_small(facts)
    assert small.proxy.shape == (64, 96, 3)
    assert small.proxy.mean() == pytest.approx(facts.proxy.mean(), rel=1e-4)
    assert small.thumbnail is facts.thumbnail
    assert small.brightness == facts.brightness


def test_a_quick_survey_is_nearly_as_good_as_an_exact_one(model: Loaded) -> None:
    photo = dark_photo(400, 600)
    facts = look_at(photo)
    wish = Light(target=0.4)
    first = SurveyedLight(model, survey_light(model, photo, wish, facts), wish, fast=False)
    quick = quick_facts(first, facts)
    for target in (0.3, 0.4, 0.5):
        exact = survey_light(model, photo, Light(target=target), facts)
        fast = survey_light(model, photo, Light(target=target), quick)
        assert fast.target == exact.target
        # What the network is told differs by a few 8-bit steps at most.
        assert abs(fast.network.told - exact.network.told) < 0.015
