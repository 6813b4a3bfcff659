"""Makes the pictures of docs/noise.md: noisy JPEGs at 100 %, before and after Denoise Fast.

    python -m tests.noise_pictures

A shipped frame is made 4.5 stops darker and given a sensor's noise, developed by LibRaw and lit, as
a camera or another program would, and saved as a JPEG: that is the noisy picture.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio.export import export
from lowlight_desktop.studio.pixels import finished_pixels, plain_pixels
from tests.raw_pictures import SAMPLES, dark_raw, side_by_side, write_picture

_DEVELOP = Recipe(raw=Quality.OFF, light=Light(target=0.4))
_CLEAN = Recipe(raw=Quality.OFF, denoise=Quality.FAST, light=Light(Quality.OFF))
_PLACES: Mapping[str, tuple[str, tuple[int, int]]] = {
    "noise-flower": ("Canon_PowerShot_S40_CRW_0117.CRW", (640, 900)),
    "noise-chart": ("Canon_PowerShot_S40_CRW_0112.CRW", (620, 700)),
}
"""A file, and the top left corner of what is shown of it."""


def noisy_jpeg(name: str, folder: Path) -> Path:
    """A dark frame, lit with all its noise, as a JPEG of quality 92."""
    dark = dark_raw(SAMPLES / name, folder)
    output, options = folder / f"{Path(name).stem}.jpg", ExportOptions(quality=92)
    if output.exists():
        return output
    return export(dark, output, _DEVELOP, options, Enhancer("cpu"), Progress()).output


def pair(path: Path, place: tuple[int, int]) -> NDArray[np.uint8]:
    """(420, 1288, 3) uint8 RGB: a part of a picture at 100 %, as it is and clean."""
    clean = finished_pixels(path, _CLEAN, Enhancer("cpu"))
    return side_by_side(plain_pixels(path), clean, place)


def main() -> None:
    """Write them all."""
    with tempfile.TemporaryDirectory() as folder:
        for picture, (name, place) in _PLACES.items():
            write_picture(picture, pair(noisy_jpeg(name, Path(folder)), place))


if __name__ == "__main__":
    main()
