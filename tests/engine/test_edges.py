"""The edges of a photo: nothing is seen beyond them, and nothing of that shall be seen."""

from collections.abc import Iterable

import numpy as np
import pytest

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.photo.region import Region

HEIGHT, WIDTH = 211, 304
BALANCE = np.array([2.0, 1.0, 1.6], np.float32)
_MOST = 1.0  # steps of 255; with zeros beyond the edges there were 30


@pytest.fixture(params=[(0.02, 0.004, 0.001), (0.001, 0.003, 0.02)], ids=["red", "blue"])
def frame(request: pytest.FixtureRequest) -> Pixels:
    """Dark, of one strong color, linear Rec. 2020."""
    return np.broadcast_to(np.array(request.param, np.float32), (HEIGHT, WIDTH, 3)).copy()


def joined(blocks: Iterable[tuple[Region, Pixels]]) -> Pixels:
    out = np.empty((HEIGHT, WIDTH, 3), np.float32)
    for region, pixels in blocks:
        out[region.slices] = pixels
    return out


def unevenness(light: Pixels) -> float:
    """The farthest that a pixel is from the middle one, in steps of 255."""
    seen = 255.0 * seen_by_network(np.ascontiguousarray(light))
    return float(np.abs(seen - seen[HEIGHT // 2, WIDTH // 2]).max())


def test_a_flat_frame_stays_flat_to_its_edges_when_it_is_lit(frame: Pixels) -> None:
    lighting = Enhancer("cpu").survey(Image(frame, WORKING), Recipe()).light
    assert lighting is not None
    lit = lighting.full(lambda region: frame[region.slices], (HEIGHT, WIDTH))
    assert unevenness(lit(Region.whole(HEIGHT, WIDTH))) <= _MOST


def test_so_does_it_when_it_is_cleaned(frame: Pixels) -> None:
    cleaner = Enhancer("cpu").survey_picture(Image(frame, WORKING), Quality.FAST, 2.0)
    assert unevenness(joined(cleaner.blocks(0, lambda: None))) <= _MOST


@pytest.mark.parametrize("first", [(0, 1, 1, 2), (1, 2, 0, 1)], ids=["RGGB", "GBRG"])
def test_so_does_a_sensor_s(frame: Pixels, first: tuple[int, int, int, int]) -> None:
    cell = np.array(first, np.uint8).reshape(2, 2)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    values = (frame / BALANCE)[rows, columns, cell[rows % 2, columns % 2]]
    cleaner = Enhancer("cpu").survey_raw(
        SensorLight(values, cell, 1e-4, 2e-3, BALANCE), Quality.FAST
    )
    assert cleaner is not None
    clean = joined(cleaner.blocks(0, lambda: None))
    assert unevenness(4.0 * BALANCE * clean) <= _MOST
