"""A network's step over a photo, as an export does it: what is spent beside the network itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.timing import timed
from lowlight_desktop.studio.benchmark.photos import tiled

if TYPE_CHECKING:
    from lowlight_desktop.engine.enhancer import Enhancer
    from lowlight_desktop.photo.model_card import ModelCard

Pour = Callable[[], None]
"""Does a step on a whole photo."""

_GAIN, _READ = 1e-4, 2e-3  # of a sensor at a high ISO speed
_WHITE_BALANCE = (2.0, 1.0, 1.6)
_NOISE_LEVEL = 2.0  # a photo without noise or damage would be done at once


def share_around(
    enhancer: Enhancer, card: ModelCard, pieces: Sequence[Pixels], side_px: int
) -> float:
    """Seconds spent around a network for each second in it: colors, guards, joining of tiles.

    Args:
        enhancer: With the network.
        card: Of the network.
        pieces: Real photographs, (h, w, 3) linear Rec. 2020.
        side_px: Of the photo that is made of them.
    """
    light = tiled(pieces, side_px, side_px)
    # As `Loaded.by` calls the network's own time.
    own = f"{card.title}: tiles"
    shares = [_share(_step(enhancer, card, light), own) for _ in range(2)]
    return min(shares)  # the first also loads and compiles


def _share(pour: Pour, own: str) -> float:
    with timed() as keeper:
        begin = time.perf_counter()
        pour()
        whole = time.perf_counter() - begin
    network = keeper.seconds()[own]
    return (whole - network) / network


def _step(enhancer: Enhancer, card: ModelCard, light: Pixels) -> Pour:
    """The step of a photo that the network has looked at."""
    quality = Quality(card.quality)
    if card.step == "light":
        return _lighting(enhancer, light, quality)
    if card.step == "raw":
        return _development(enhancer, light, quality)
    image = Image(light, WORKING)
    cleaner = enhancer.survey_picture(image, quality, _NOISE_LEVEL, step=card.step)
    return lambda: _join(cleaner.blocks(0, _go_on), light.shape)


def _lighting(enhancer: Enhancer, light: Pixels, quality: Quality) -> Pour:
    photo, recipe = Image(light, WORKING), Recipe()
    recipe = replace(recipe, light=replace(recipe.light, quality=quality))
    lighting = enhancer.survey(photo, recipe).light
    assert lighting is not None
    size = (photo.height, photo.width)
    step = lighting.full(lambda region: photo.pixels[region.slices], size)

    def pour() -> None:
        step(Region.whole(*size))

    return pour


def _development(enhancer: Enhancer, light: Pixels, quality: Quality) -> Pour:
    cell = np.array([[0, 1], [1, 2]], np.uint8)
    balance = np.array(_WHITE_BALANCE, np.float32)
    values = np.ascontiguousarray(light[..., 1])
    cleaner = enhancer.survey_raw(SensorLight(values, cell, _GAIN, _READ, balance), quality)
    assert cleaner is not None
    return lambda: _join(cleaner.blocks(0, _go_on), light.shape)


def _join(blocks: Iterator[tuple[Region, Pixels]], shape: tuple[int, ...]) -> None:
    out = np.empty(shape, np.float32)
    for region, pixels in blocks:
        out[region.slices] = pixels


def _go_on() -> None:
    """Nobody wants to stop."""
