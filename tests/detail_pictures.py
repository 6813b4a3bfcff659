"""Makes the pictures of docs/detail.md: JPEGs of low quality at 100 %, before and after Detail.

    python -m tests.detail_pictures

A shipped frame is developed by LibRaw and saved as a JPEG of low quality, as a messenger does:
dark, to be lit afterwards, or lit already.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio.export import export
from lowlight_desktop.studio.pixels import finished_pixels
from tests.raw_pictures import SAMPLES, side_by_side, write_picture

_OFF = Light(Quality.OFF)
_LIT = Light(target=0.4)
_PLACES: Mapping[str, tuple[str, Light, int, tuple[int, int]]] = {
    "detail-lit-later": ("Canon_PowerShot_S40_CRW_0117.CRW", _LIT, 30, (640, 900)),
    "detail-chart": ("Canon_PowerShot_S40_CRW_0112.CRW", _OFF, 30, (620, 700)),
}
"""A file, the light that the JPEG gets in the end, its quality, and where we look."""


def stored(name: str, light: Light, quality: int, folder: Path) -> Path:
    """The JPEG: dark if it is lit later, else lit."""
    before = _OFF if light != _OFF else _LIT
    output, options = folder / f"{Path(name).stem}.jpg", ExportOptions(quality=quality)
    recipe = Recipe(raw=Quality.OFF, light=before)
    return export(SAMPLES / name, output, recipe, options, Enhancer("cpu"), Progress()).output


def pair(path: Path, light: Light, place: tuple[int, int]) -> NDArray[np.uint8]:
    """(420, 1288, 3) uint8 RGB: a part of a picture at 100 %, without and with Detail."""
    without = Recipe(raw=Quality.OFF, light=light)
    both = (without, replace(without, detail=Quality.FAST))
    left, right = (finished_pixels(path, recipe, Enhancer("cpu")) for recipe in both)
    return side_by_side(left, right, place)


def main() -> None:
    """Write them all."""
    for picture, (name, light, quality, place) in _PLACES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = stored(name, light, quality, Path(folder))
            write_picture(picture, pair(path, light, place))


if __name__ == "__main__":
    main()
