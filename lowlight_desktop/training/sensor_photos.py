"""Low-ISO RAW files as clean light: the strongest colors that a sensor sees are in no 8-bit photo.

Nine of their pixels become one, and their noise a third of what it was. Where there is no LibRaw
(a machine that only trains), the light is read from 32-bit TIFF files that were made beside them:

    python -m lowlight_desktop.training.sensor_photos DATA
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.develop.color import apply_matrix, rgb_to_rgb
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS

_FILES = ("raw/Canon_PowerShot_G2_CRW_0304.CRW", "raw/nikon_d1_iso200.NEF")
"""At low ISO speeds. The dim ones beside them are never trained on."""
_REDUCED = 3


@dataclass(frozen=True, slots=True, eq=False)
class SensorPhoto:
    """A RAW file's light.

    Attributes:
        light: (H, W, 3) float32 linear sRGB, white-balanced; 1 is the full sensor. What lies
            beyond the colors of sRGB is below 0 or above 1.
        cells: (64, 64, 3) of the whole photo, area-averaged.
    """

    light: Pixels
    cells: Pixels


def sensor_photos(data: Path) -> tuple[SensorPhoto, ...]:
    """The RAW files that are trained on.

    Args:
        data: The data folder.

    Raises:
        FileNotFoundError: If the data folder is not complete, or what was made of them is damaged.
        ReadError: If one of them is damaged.
    """
    lights = [_light(data / name) for name in _FILES]
    cells = (SURVEY_CELLS, SURVEY_CELLS)
    return tuple(SensorPhoto(light, _averaged(light, cells)) for light in lights)


def _light(path: Path) -> Pixels:
    made = _made(path)
    if made.is_file():
        bgr = cv2.imread(str(made), cv2.IMREAD_UNCHANGED)
        if bgr is None or bgr.dtype != np.float32:
            raise FileNotFoundError(f"{made} cannot be read; make it again (`prepare`).")
        return np.ascontiguousarray(bgr[..., ::-1], np.float32)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; is the data folder complete?")
    return _developed(path)


def _made(path: Path) -> Path:
    return path.with_suffix(".light.tiff")


def _developed(path: Path) -> Pixels:
    """(H, W, 3) linear sRGB of a RAW file, reduced."""
    from lowlight_desktop.formats.reading import read_photo  # brings LibRaw, which may be missing

    pixels = read_photo(path).image.pixels
    height, width = (side // _REDUCED for side in pixels.shape[:2])
    return _averaged(apply_matrix(pixels, rgb_to_rgb(WORKING, SRGB)), (height, width))


def _averaged(light: Pixels, size: tuple[int, int]) -> Pixels:
    """Reduced to (height, width)."""
    return np.asarray(cv2.resize(light, size[::-1], interpolation=cv2.INTER_AREA), np.float32)


def prepare(data: Path) -> None:
    """Write the light of the RAW files beside them, as 32-bit TIFF.

    Raises:
        OSError: If a file cannot be written.
        ReadError: If a RAW file is damaged.
    """
    for path in (data / name for name in _FILES):
        if not cv2.imwrite(str(_made(path)), _developed(path)[..., ::-1]):
            raise OSError(f"{_made(path)} cannot be written.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m lowlight_desktop.training.sensor_photos DATA")
    prepare(Path(sys.argv[1]))
