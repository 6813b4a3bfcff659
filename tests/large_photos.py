"""Large dark photos for measuring speed and memory, made of real ones.

    python -m tests.large_photos --megapixels 24 --output dark24.jpg
    python -m tests.large_photos --megapixels 45 --output dark45.dng --gain 8

Nothing is enlarged: real photographs (the samples, or any folder with --photos) are laid beside
each other, mirrored so that they meet without an edge. A DNG is a Bayer mosaic of them with the
noise of a sensor (`develop.noise`), and the truth is known exactly.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise, add_sensor_noise
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.image import Pixels
from tests.formats.dng_writing import BLACK, RGGB, WHITE, WHITE_BALANCE, write_dng

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"
_ASPECT = 3 / 2


def tiled(photos: list[Pixels], height: int, width: int) -> Pixels:
    """Real photographs side by side, every other one mirrored, cut to (height, width, 3)."""
    size = min(p.shape[0] for p in photos), min(p.shape[1] for p in photos)
    cut = [p[: size[0], : size[1]] for p in photos]
    out = np.empty((height, width, 3), np.float32)
    for i, top in enumerate(range(0, height, size[0])):
        for j, left in enumerate(range(0, width, size[1])):
            piece = cut[(i // 2 + j // 2) % len(cut)]
            piece = piece[::-1] if i % 2 else piece
            piece = piece[:, ::-1] if j % 2 else piece
            place = out[top : top + size[0], left : left + size[1]]
            place[...] = piece[: place.shape[0], : place.shape[1]]
    return out


def dark_photo(megapixels: float, folder: Path, exposure_ev: float) -> Pixels:
    """(H, W, 3) linear Rec. 2020 of about so many megapixels, three to two."""
    height = round((megapixels * 1e6 / _ASPECT) ** 0.5) // 2 * 2
    width = round(height * _ASPECT) // 2 * 2
    photos = [read_photo(p).image.pixels for p in sorted(folder.iterdir())]
    return tiled(photos, height, width) * np.float32(2.0**exposure_ev)


def mosaic(light: Pixels, gain_dn: float, seed: int = 0) -> NDArray[np.uint16]:
    """(H, W) sensor values of linear light, with the noise of a sensor at that gain."""
    index = np.array(RGGB, np.uint8).reshape(2, 2)
    height, width = light.shape[:2]
    color = np.tile(index, (height // 2, width // 2))
    balanced = light / np.array(WHITE_BALANCE, np.float32)
    filtered = np.take_along_axis(balanced, color[..., None].astype(np.intp), 2)[..., 0]
    noise = SensorNoise(gain_dn / DN_RANGE_14_BIT, 2.0 * gain_dn**0.6 / DN_RANGE_14_BIT)
    noisy = add_sensor_noise(np.clip(filtered, 0, 1), noise, color, np.random.default_rng(seed))
    return np.clip(np.rint(BLACK + noisy * (WHITE - BLACK)), 0, WHITE).astype(np.uint16)


def main() -> None:
    """Write one photo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megapixels", type=float, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--photos", type=Path, default=SAMPLES, help="folder of real photographs")
    parser.add_argument("--exposure", type=float, default=-2.5, help="EV; negative is darker")
    parser.add_argument("--gain", type=float, default=4.0, help="of the sensor, for a DNG")
    wish = parser.parse_args()
    light = dark_photo(wish.megapixels, wish.photos, wish.exposure)
    if wish.output.suffix.lower() == ".dng":
        write_dng(wish.output, mosaic(light, wish.gain))
    else:
        values = encode(light, SRGB, 8)[..., ::-1]
        cv2.imwrite(str(wish.output), values, [cv2.IMWRITE_JPEG_QUALITY, 92])


if __name__ == "__main__":
    main()
