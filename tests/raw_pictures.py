"""Makes the pictures of docs/raw.md: RAW files at 100 %, by LibRaw and by the RAW network.

    python -m tests.raw_pictures [FOLDER]

FOLDER holds the RAW files that do not ship (the Canon D30's); without it their pictures stay as
they are. Every pair is developed by the same recipe, which only brightens.
"""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import apply_matrix, encode
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.raw_color import camera_to_working
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.benchmark.photos import mosaic
from lowlight_desktop.studio.cleaning import clean_photo
from tests.formats.dng_writing import CAMERA_MATRIX, write_dng

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
IMAGES = ROOT / "docs" / "images"

_HEIGHT, _WIDTH, _GAP = 420, 640, 8
_PLACES: Mapping[str, tuple[int, int]] = {
    "canon_eos_d30_iso100_5s_xmastree.CRW": (560, 760),
    "Canon_PowerShot_S40_CRW_0112.CRW": (620, 700),
    "Canon_PowerShot_S40_CRW_0117.CRW": (640, 900),
}
"""The top left corner of what is shown of each file."""
_MIDDLE = 0.25  # what the mean of the part becomes, linear
# The darkened frame: 4.5 stops less light, at a gain as of ISO 3200 on a large sensor.
_DARKER, _GAIN_DN = np.float32(2.0**-4.5), 3.0


def pair(path: Path, place: tuple[int, int]) -> NDArray[np.uint8]:
    """(420, 1288, 3) uint8 RGB: a part of a RAW at 100 %, plain and clean."""
    photo = read_photo(path)
    clean = clean_photo(photo, Recipe(), Enhancer("cpu"), Progress()).photo
    at = _part(place)
    gain = np.float32(_MIDDLE / float(clean.image.pixels[at].mean()))
    shown = [_seen(each.image.pixels * gain) for each in (photo, clean)]
    return side_by_side(shown[0], shown[1], place)


def side_by_side(
    left: NDArray[np.uint8], right: NDArray[np.uint8], place: tuple[int, int]
) -> NDArray[np.uint8]:
    """(420, 1288, 3) uint8 RGB: the same part of two pictures, from its top left corner on."""
    gap = np.full((_HEIGHT, _GAP, 3), 255, np.uint8)
    return np.hstack([left[_part(place)], gap, right[_part(place)]])


def _part(place: tuple[int, int]) -> tuple[slice, slice]:
    return slice(place[0], place[0] + _HEIGHT), slice(place[1], place[1] + _WIDTH)


def _seen(light: Pixels) -> NDArray[np.uint8]:
    return encode(np.ascontiguousarray(light), SRGB, 8).astype(np.uint8)


def dark_raw(path: Path, folder: Path) -> Path:
    """The same frame in a twentieth of the light, as a RAW of a sensor whose noise is known."""
    light = read_photo(path).image.pixels * _DARKER
    even = light[: len(light) // 2 * 2, : light.shape[1] // 2 * 2]
    to_camera = np.linalg.inv(camera_to_working(CAMERA_MATRIX.astype(np.float32)))
    camera = apply_matrix(even, to_camera.astype(np.float32))
    return write_dng(folder / f"dark-{path.stem}.dng", mosaic(camera, _GAIN_DN))


def main(arguments: list[str]) -> None:
    """Write them all."""
    folders = [SAMPLES, *map(Path, arguments)]
    found = {name: file for name in _PLACES for f in folders if (file := f / name).is_file()}
    for name, file in found.items():
        write_picture(f"raw-{name.split('.')[0].lower()}", pair(file, _PLACES[name]))
    with tempfile.TemporaryDirectory() as folder:
        name = "Canon_PowerShot_S40_CRW_0117.CRW"
        dark = dark_raw(SAMPLES / name, Path(folder))
        write_picture("raw-dark", pair(dark, _PLACES[name]))


def write_picture(name: str, picture: NDArray[np.uint8]) -> None:
    """Put a picture among those of the documentation."""
    options = [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]
    cv2.imwrite(str(IMAGES / f"{name}.jpg"), picture[..., ::-1], options)


if __name__ == "__main__":
    main(sys.argv[1:])
