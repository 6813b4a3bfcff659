"""How well gain and read noise are read from photographs whose noise is known.

    python -m tests.noise_truth --clean DATA/clean/mcmaster [--scale 4]

Half of the photographs are made as large as cameras make them, given the noise of a 14-bit sensor
(ELD's laws, ISO 100 to ISO 25600), and estimated as `lowlight info` does. Enlarged photographs are
about as soft at a pixel as those of cameras are; in their own size of a quarter of a megapixel
(`--scale 1`) they are all texture, and bring noise of their own.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.develop.noise_estimate import estimate_noise
from lowlight_desktop.photo.color_space import Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.data_sets import read_rgb
from tests.develop.noise_scenes import SENSORS, noisy_mosaic, true_read

BRIGHTNESS = {"bright": 0.7, "three stops less": 0.7 / 8}
"""How much of the sensor's range white fills."""

_NEAR = 0.15


def light_of(file: Path, scale: int, white: float) -> Pixels:
    """A photograph as linear light, (H, W, 3) in [0, 1], so many times larger."""
    stored = read_rgb(file).astype(np.float32) / np.float32(255)
    size = (stored.shape[1] * scale, stored.shape[0] * scale)
    large = cv2.resize(stored, size, interpolation=cv2.INTER_CUBIC)
    lit = np.clip(large, 0.0, 1.0, dtype=np.float32)
    return np.float32(white) * linearize(lit, Transfer.SRGB)


def errors(light: Pixels, sensor: tuple[float, float, float]) -> tuple[float, float]:
    """Of gain and read noise, relative, of the worst color."""
    gain, read, tail = sensor
    found = estimate_noise(noisy_mosaic(light, gain, read, tail=tail))
    off = (
        np.abs(np.array(found.gain) / gain - 1),
        np.abs(np.array(found.read) / true_read(read) - 1),
    )
    return float(off[0].max()), float(off[1].max())


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.noise_truth", description=__doc__)
    parser.add_argument("--clean", type=Path, required=True, help="photographs without noise")
    parser.add_argument("--scale", type=int, default=4, help="how many times larger (4)")
    wish = parser.parse_args(arguments)
    files = sorted(file for file in wish.clean.iterdir() if file.is_file())[::2]
    say = tqdm.write
    say("| photo | gain | read | gain near | median, worst | read near | median, worst |")
    say("|---|--:|--:|--:|--:|--:|--:|")
    for name, white in BRIGHTNESS.items():
        lights = [light_of(file, wish.scale, white) for file in files]
        for sensor in SENSORS:
            cells: list[str] = []
            for off in zip(*(errors(light, sensor) for light in lights), strict=True):
                near = sum(value <= _NEAR for value in off)
                cells += [f"{near} of {len(off)}", f"{np.median(off):.0%}, {max(off):.0%}"]
            say(f"| {name} | {sensor[0]:g} | {sensor[1]:g} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
