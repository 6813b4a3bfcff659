from itertools import pairwise

import numpy as np
import pytest

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.develop import Networks, Step, develop
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.photo.region import Region

HEIGHT, WIDTH = 157, 211  # odd: no vector, strip or tile fits
# Sharp noise with lamps and colors outside of the space.
PHOTO = Image(
    (np.random.default_rng(2).random((HEIGHT, WIDTH, 3), np.float32) - np.float32(0.05)) ** 3 * 8,
    WORKING,
)
FINISHES = [
    Finish(exposure_ev=0.7, temperature=30.0, saturation=1.3),
    Finish(contrast=0.4, highlights=-0.8, shadows=0.6),
    Finish(sharpening=1.3),
    Finish(-0.4, 0.3, -0.5, 0.4, 25.0, -12.0, 1.2, 0.8),
]


def pieces() -> list[Region]:
    """The photo in parts of odd sizes, down to one pixel."""
    rows, columns = [0, 1, 4, 37, 101, 156, HEIGHT], [0, 1, 2, 9, 64, 127, 130, WIDTH]
    return [
        Region(top, left, bottom, right)
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
    ]


def whole_and_parts(settings: Finish) -> tuple[np.ndarray, np.ndarray]:
    step = develop(PHOTO, Recipe(finish=settings), Networks())
    parts = np.empty_like(PHOTO.pixels)
    for region in pieces():
        parts[region.slices] = step(region)
    return step(Region.whole(HEIGHT, WIDTH)), parts


@pytest.mark.parametrize("settings", FINISHES)
def test_a_photo_comes_out_alike_however_it_is_cut(settings: Finish) -> None:
    whole, parts = whole_and_parts(settings)
    np.testing.assert_array_equal(parts.view(np.uint32), whole.view(np.uint32))


@pytest.mark.parametrize("depth", [8, 16])
def test_a_file_comes_out_alike_however_the_photo_is_cut(depth: int) -> None:
    whole, _ = whole_and_parts(FINISHES[0])
    values = encode(whole, SRGB, depth)
    for region in pieces():
        part = encode(whole[region.slices], SRGB, depth, top=region.top, left=region.left)
        np.testing.assert_array_equal(part, values[region.slices])


def test_nothing_wanted_gives_the_photo_itself() -> None:
    step = develop(PHOTO, Recipe(), Networks())
    assert np.shares_memory(step(Region(3, 5, 9, 11)), PHOTO.pixels)


def test_a_finish_that_is_switched_off_does_nothing() -> None:
    off = Finish(exposure_ev=2.0, contrast=0.5, sharpening=1.0, on=False)
    step = develop(PHOTO, Recipe(finish=off), Networks())
    assert np.shares_memory(step(Region(3, 5, 9, 11)), PHOTO.pixels)


def test_only_sharpening_asks_for_more_than_is_wanted() -> None:
    def asked_for(settings: Finish) -> Region:
        asked: list[Region] = []

        def light(before: Step) -> Step:
            def step(region: Region) -> np.ndarray:
                asked.append(region)
                return before(region)

            return step

        develop(PHOTO, Recipe(finish=settings), Networks(light))(Region(0, 50, 20, 70))
        return asked[0]

    assert asked_for(FINISHES[1]) == Region(0, 50, 20, 70)
    assert asked_for(FINISHES[2]) == Region(0, 47, 23, 73)  # three pixels, as far as there are any
