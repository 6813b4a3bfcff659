"""Large dark photos for measuring speed and memory, made of the small real ones that are shipped.

Nothing is enlarged: real photographs are laid beside each other, mirrored so that they meet without
an edge. A DNG is a Bayer mosaic of them with the noise of a sensor, and the truth is known exactly.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise, add_sensor_noise
from lowlight_desktop.formats.mosaic_dng import BLACK, RGGB, WHITE, WHITE_BALANCE, write_dng
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.studio.sample_photo import sample_photo

_ASPECT = 3 / 2
_BAND_ROWS = 512  # a photo of 100 MP in floats would take the memory that is to be measured
_QUALITY = 92


def sample_pieces(exposure_ev: float = -2.5) -> list[Pixels]:
    """The shipped photographs, (h, w, 3) linear Rec. 2020.

    Args:
        exposure_ev: Negative is darker than they are.

    Raises:
        UsageError: If they were left out of this installation.
    """
    sample = sample_photo()
    if sample is None:
        raise UsageError(
            "This installation has no sample photos, of which photos to measure are made. "
            "Measure one of yours: lowlight benchmark FILE."
        )
    return pieces_of(sample.parent, exposure_ev)


def pieces_of(folder: Path, exposure_ev: float) -> list[Pixels]:
    """Every photograph of a folder, likewise."""
    gain = np.float32(2.0**exposure_ev)
    return [read_photo(path).image.pixels * gain for path in sorted(folder.iterdir())]


def size_of(megapixels: float) -> tuple[int, int]:
    """(H, W), even, three to two, of about so many megapixels."""
    height = round((megapixels * 1e6 / _ASPECT) ** 0.5) // 2 * 2
    return height, round(height * _ASPECT) // 2 * 2


def tiled(photos: Sequence[Pixels], height: int, width: int, top: int = 0) -> Pixels:
    """Real photographs side by side, every other one mirrored: rows of a larger picture.

    Args:
        photos: (h, w, 3) each; as much of them is taken as the smallest has.
        height: Rows.
        width: Columns.
        top: Of the first row in the larger picture.

    Returns:
        (height, width, 3) float32.
    """
    rows, columns = min(p.shape[0] for p in photos), min(p.shape[1] for p in photos)
    out = np.empty((height, width, 3), np.float32)
    for i in range(top // rows, -(-(top + height) // rows)):
        first, last = max(i * rows, top), min((i + 1) * rows, top + height)
        for j, left in enumerate(range(0, width, columns)):
            piece = photos[(i // 2 + j // 2) % len(photos)][:rows, :columns]
            piece = piece[::-1] if i % 2 else piece
            piece = piece[:, ::-1] if j % 2 else piece
            place = out[first - top : last - top, left : left + columns]
            place[...] = piece[first - i * rows : last - i * rows, : place.shape[1]]
    return out


def mosaic(light: Pixels, gain_dn: float, seed: int = 0) -> NDArray[np.uint16]:
    """(H, W) sensor values of linear light, with the noise of a sensor at that gain.

    Args:
        light: (H, W, 3) camera RGB, white-balanced; even sides.
        gain_dn: Sensor values for an electron.
        seed: Of the noise.
    """
    index = np.array(RGGB, np.uint8).reshape(2, 2)
    height, width = light.shape[:2]
    color = np.tile(index, (height // 2, width // 2))
    balanced = light / np.array(WHITE_BALANCE, np.float32)
    filtered = np.take_along_axis(balanced, color[..., None].astype(np.intp), 2)[..., 0]
    noise = SensorNoise(gain_dn / DN_RANGE_14_BIT, 2.0 * gain_dn**0.6 / DN_RANGE_14_BIT)
    noisy = add_sensor_noise(np.clip(filtered, 0, 1), noise, color, np.random.default_rng(seed))
    return np.clip(np.rint(BLACK + noisy * (WHITE - BLACK)), 0, WHITE).astype(np.uint16)


def write_dark_jpeg(path: Path, megapixels: float, pieces: Sequence[Pixels]) -> Path:
    """A JPEG of the pieces.

    Args:
        path: The file.
        megapixels: About so many.
        pieces: `sample_pieces()`.
    """
    height, width = size_of(megapixels)
    out = np.empty((height, width, 3), np.uint8)
    for top, light in _bands(pieces, height, width):
        out[top : top + len(light)] = encode(light, SRGB, 8, top=top)[..., ::-1]
    cv2.imwrite(str(path), out, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return path


def write_dark_dng(
    path: Path, megapixels: float, pieces: Sequence[Pixels], gain_dn: float = 4.0
) -> Path:
    """A DNG of the pieces, as `mosaic`.

    Args:
        path: The file.
        megapixels: About so many.
        pieces: `sample_pieces()`.
        gain_dn: As for `mosaic`.
    """
    height, width = size_of(megapixels)
    out = np.empty((height, width), np.uint16)
    for top, light in _bands(pieces, height, width):
        out[top : top + len(light)] = mosaic(light, gain_dn, seed=top)
    return write_dng(path, out)


def _bands(pieces: Sequence[Pixels], height: int, width: int) -> Iterator[tuple[int, Pixels]]:
    for top in range(0, height, _BAND_ROWS):
        yield top, tiled(pieces, min(_BAND_ROWS, height - top), width, top)
