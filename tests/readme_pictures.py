"""Makes the pictures of the README from the shipped samples.

    python -m tests.readme_pictures

Above: a dim RAW before and after. Below: the same frame 4.5 stops darker, as a RAW with a
sensor's noise. Then the window's main states.
"""

import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.gui import screenshots
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Recipe
from lowlight_desktop.studio.preview import Preview
from tests.raw_pictures import dark_raw

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.CRW"))
IMAGES = ROOT / "docs" / "images"

_WIDTH, _HEIGHT, _GAP = 720, 480, 8


def before_and_after(path: Path) -> NDArray[np.uint8]:
    """(480, 1448, 3) uint8 RGB: a photo as it is, and cleaned and lit."""
    preview, parts = Preview(read_photo(path), Enhancer("cpu")), list[NDArray[np.uint8]]()
    for recipe in (ORIGINAL, Recipe()):
        preview.clean(recipe, Progress())
        rgb = preview.whole(recipe, 1_600_000, Progress()).rgb
        height = round(rgb.shape[0] * _WIDTH / rgb.shape[1])
        small = cv2.resize(rgb, (_WIDTH, height), interpolation=cv2.INTER_AREA)
        top = (height - _HEIGHT) // 2
        parts.append(np.asarray(small[top : top + _HEIGHT], np.uint8))
    return np.hstack([parts[0], np.full((_HEIGHT, _GAP, 3), 255, np.uint8), parts[1]])


def main() -> None:
    """Write them all."""
    sample = SAMPLES[1]
    with tempfile.TemporaryDirectory() as folder:
        rows = [before_and_after(sample), before_and_after(dark_raw(sample, Path(folder)))]
        gap = np.full((_GAP, rows[0].shape[1], 3), 255, np.uint8)
        picture = np.vstack([rows[0], gap, rows[1]])
        options = [cv2.IMWRITE_JPEG_QUALITY, 88]
        cv2.imwrite(str(IMAGES / "before-after.jpg"), picture[..., ::-1], options)
        shots = Path(folder) / "shots"
        night = dark_raw(sample, Path(folder))
        screenshots.main([str(night), *map(str, SAMPLES), "--output", str(shots)])
        shot = cv2.imread(str(shots / "split.png"))
        assert shot is not None
        cv2.imwrite(str(IMAGES / "window-split.png"), shot, [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    main()
