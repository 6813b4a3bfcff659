"""Finished pixels without a file: for judging and for publishing."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.develop import Networks, develop
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import rendered


def finished_pixels(path: Path, recipe: Recipe, enhancer: Enhancer) -> NDArray[np.uint8]:
    """A photo as `export` would write it in 8-bit sRGB, (H, W, 3) uint8."""
    photo = read_photo(path).image
    step = develop(photo, recipe, enhancer.survey(photo, recipe).networks)
    values = rendered(photo, step, ExportOptions(), Progress())
    assert values.dtype == np.uint8
    return values.astype(np.uint8, copy=False)


def plain_pixels(path: Path) -> NDArray[np.uint8]:
    """A photo as it is, in 8-bit sRGB, (H, W, 3) uint8, upright."""
    photo = read_photo(path).image
    values = rendered(photo, develop(photo, Recipe(), Networks()), ExportOptions(), Progress())
    return values.astype(np.uint8, copy=False)
