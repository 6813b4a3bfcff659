import numpy as np
import pytest

from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.pyramid import Pyramid


def photo(height: int, width: int) -> Image:
    return Image(np.random.default_rng(0).random((height, width, 3), np.float32), WORKING)


def test_a_level_is_the_area_average_of_the_photo() -> None:
    whole = photo(64, 96)
    level = Pyramid(whole).level(4)  # two halvings
    expected = whole.pixels.reshape(16, 4, 24, 4, 3).mean((1, 3))
    np.testing.assert_allclose(level.pixels, expected, atol=1e-6)


@pytest.mark.parametrize("size", [(301, 517), (400, 600), (1, 900), (900, 1)])
def test_no_level_is_smaller_than_the_screen_and_none_is_wastefully_large(
    size: tuple[int, int],
) -> None:
    pyramid = Pyramid(photo(*size))
    for scale in (3.0, 1.0, 0.9, 0.71, 0.51, 0.5, 0.3, 0.25, 0.1):
        level = pyramid.level(pyramid.for_scale(scale))
        longest = max(level.height, level.width)
        assert longest >= round(min(scale, 1.0) * max(size))
        if scale >= 0.1 and scale <= 0.5:
            assert longest <= scale * max(size) * 2**0.5 + 2


def test_at_100_percent_it_is_the_photo_itself() -> None:
    whole = photo(40, 60)
    pyramid = Pyramid(whole)
    assert pyramid.level(pyramid.for_scale(1.0)) is whole
    assert pyramid.at_most(40 * 60) is whole


@pytest.mark.parametrize("size", [(301, 517), (37, 900), (4000, 3)])
def test_a_budget_is_kept_and_nearly_used(size: tuple[int, int]) -> None:
    pyramid = Pyramid(photo(*size))
    for budget in (700, 3_000, 10_000):
        small = pyramid.at_most(budget)
        px = small.height * small.width
        assert px <= budget
        assert px > 0.5 * budget or min(size) * px**0.5 < 60  # a thin photo has thick pixels
        assert small is pyramid.at_most(budget), "it is remembered"


def test_a_part_within_a_budget_comes_from_the_largest_level_that_allows_it() -> None:
    pyramid = Pyramid(photo(400, 600))
    quarter = 0.25
    number = pyramid.within(0, quarter, 10_000)
    level = pyramid.level(number)
    assert level.height * level.width * quarter <= 10_000
    larger = pyramid.level(number - 1)
    assert larger.height * larger.width * quarter > 10_000


def test_a_region_goes_to_a_level_and_back() -> None:
    pyramid = Pyramid(photo(400, 600))
    level = pyramid.level(4)
    region = Region(40, 81, 203, 600)
    small = pyramid.to_level(region, level)
    assert small == Region(10, 20, 51, 150)
    assert pyramid.to_photo(small, level) == Region(40, 80, 204, 600)
