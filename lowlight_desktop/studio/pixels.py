"""Finished pixels without a file: for judging."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Recipe
from lowlight_desktop.studio.export import finish_photo
from lowlight_desktop.studio.raw_development import needs_picture


def finished_pixels(path: Path, recipe: Recipe, enhancer: Enhancer) -> NDArray[np.uint8]:
    """A photo as `export` would write it in 8-bit sRGB, (H, W, 3) uint8."""
    photo = read_photo(path, develop=needs_picture(recipe))
    finished = finish_photo(photo, recipe, ExportOptions(), enhancer, Progress())
    return finished.values.astype(np.uint8, copy=False)


def plain_pixels(path: Path) -> NDArray[np.uint8]:
    """A photo as it is, in 8-bit sRGB, (H, W, 3) uint8, upright."""
    return finished_pixels(path, ORIGINAL, Enhancer())
