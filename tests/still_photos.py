"""How far PolyU's photos lie beside the means that they are judged by, and what that costs.

    python -m tests.still_photos --data DATA

The mean of many exposures is the truth of a real photo, if the camera stood still. Where it moved,
the photo is shifted against the mean, and the mean is softer than every photo. Shift is what fits
best, a fraction of a pixel; the rest of what moving a camera does is fitted as a blur of 9x9
weights from the mean to the photo, for each color. What no fit explains is noise.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from lowlight_desktop.develop.color import decode
from lowlight_desktop.engine.denoise import noise_of_picture
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.denoiser_figures import cleaned
from lowlight_desktop.training.denoiser_levels import noise_of, rank_correlation
from lowlight_desktop.training.denoiser_quality import file_of
from lowlight_desktop.training.denoiser_validation import polyu_pairs

STEADY_PX = 0.1
"""Less is a camera that stood still."""

_BLUR_PX = 0.6
_WEIGHTS_PX = 9
_REACH_PX = _WEIGHTS_PX // 2
_SQUARE_PX = 64
_EDGE_PX = 16  # what is beyond the mean's edges is not known
_ROUNDS = 8
_SMOOTH_PX = 1.2  # noise tells nothing about the shift


def shifted(picture: Pixels, by: tuple[float, float]) -> Pixels:
    """(H, W, 3) as seen from `by` pixels farther right and down."""
    place = np.array([[1, 0, by[0]], [0, 1, by[1]]], np.float32)
    how = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    size = picture.shape[1], picture.shape[0]
    moved = cv2.warpAffine(picture, place, size, flags=how, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, np.float32)


def shift_of(photo: Pixels, mean: Pixels) -> tuple[float, float]:
    """By how much the mean must be shifted to lie on the photo, right and down, in pixels."""
    across = down = 0.0
    wanted = _in_gray(photo)
    for _ in range(_ROUNDS):
        seen = _in_gray(shifted(mean, (across, down)))
        slopes = [cv2.Sobel(seen, -1, dx, dy, ksize=3) / 8 for dx, dy in ((1, 0), (0, 1))]
        columns = np.stack([_inner(np.asarray(s, np.float32)).ravel() for s in slopes], 1)
        step = np.linalg.lstsq(
            columns, _inner(np.asarray(wanted - seen, np.float32)).ravel(), rcond=None
        )[0]
        across, down = across + float(step[0]), down + float(step[1])
    return across, down


def _in_gray(picture: Pixels) -> Pixels:
    return np.asarray(cv2.GaussianBlur(picture.mean(2), (0, 0), _SMOOTH_PX), np.float32)


def _inner(picture: Pixels) -> Pixels:
    return picture[_EDGE_PX:-_EDGE_PX, _EDGE_PX:-_EDGE_PX]


def moved(photo: Pixels, mean: Pixels) -> Pixels:
    """The mean as a camera that moved has seen it: through the 9x9 weights that fit best."""
    return _fit(photo, _padded(mean))


def fitted(photo: Pixels, mean: Pixels) -> Pixels:
    """Likewise, with weights of their own for every square of 64 pixels.

    Noise lies a fiftieth nearer to it than to the truth: so many weights are fitted.
    """
    around, out = _padded(mean), np.empty_like(photo)
    for top in range(0, photo.shape[0], _SQUARE_PX):
        for left in range(0, photo.shape[1], _SQUARE_PX):
            part = photo[top : top + _SQUARE_PX, left : left + _SQUARE_PX]
            height, width = (side + 2 * _REACH_PX for side in part.shape[:2])
            seen = around[top : top + height, left : left + width]
            out[top : top + _SQUARE_PX, left : left + _SQUARE_PX] = _fit(part, seen)
    return out


def _padded(mean: Pixels) -> Pixels:
    px = _REACH_PX
    return np.asarray(cv2.copyMakeBorder(mean, px, px, px, px, cv2.BORDER_REFLECT_101), np.float32)


def _fit(photo: Pixels, around: Pixels) -> Pixels:
    """(H, W, 3) made of `around`, which is 8 rows and columns larger."""
    height, width = photo.shape[:2]
    out = np.empty_like(photo)
    for color in range(3):
        parts = [
            around[i : i + height, j : j + width, color].ravel()
            for i in range(_WEIGHTS_PX)
            for j in range(_WEIGHTS_PX)
        ]
        columns: NDArray[np.float64] = np.stack([*parts, np.ones(height * width)], 1, dtype=float)
        wanted = columns.T @ photo[..., color].ravel().astype(float)
        weights = np.linalg.solve(
            columns.T @ columns + 1e-3 * height * width * np.eye(columns.shape[1]), wanted
        )
        out[..., color] = (columns @ weights).reshape(height, width)
    return out


def decibels(picture: Pixels, truth: Pixels) -> float:
    """PSNR in dB of what a file would hold, without its edges."""
    error = _inner(np.clip(np.rint(picture), 0, 255)) - _inner(truth)
    return float(10 * np.log10(255**2 / np.mean(np.square(error, dtype=float))))


@dataclass(frozen=True, slots=True)
class Judged:
    """One photo.

    Attributes:
        shift_px: How far it lies beside the mean.
        plain: PSNR against the mean of the photo, of our answer, and of that blurred.
        aligned: Likewise, against the mean shifted onto the photo.
        found: The noise that is found.
        levels: What the photo differs by from the mean as it is, aligned, and moved.
    """

    shift_px: float
    plain: tuple[float, ...]
    aligned: tuple[float, ...]
    found: PictureNoise
    levels: tuple[PictureNoise, ...]


def judged(noisy: Photo, answer: Photo, mean: Photo, found: PictureNoise) -> Judged:
    """Judge one photo and what became of it."""
    photo, clean, truth = (x.astype(np.float32) for x in (noisy, answer, mean))
    by = shift_of(photo, truth)
    truths = truth, shifted(truth, by)
    soft = np.asarray(cv2.GaussianBlur(clean, (0, 0), _BLUR_PX), np.float32)
    plain, aligned = (
        tuple(decibels(picture, wanted) for picture in (photo, clean, soft)) for wanted in truths
    )
    levels = tuple(noise_of(_inner(photo - wanted)) for wanted in (*truths, moved(photo, truth)))
    return Judged(float(np.hypot(*by)), plain, aligned, found, levels)


def _row(name: str, photos: Sequence[Judged]) -> str:
    plain, aligned = (
        [fmean(values) for values in zip(*rows, strict=True)]
        for rows in ([j.plain for j in photos], [j.aligned for j in photos])
    )
    figures = " | ".join(f"{value:.2f}" for value in (*plain, *aligned))
    return f"| {name} | {len(photos)} | {figures} |"


def main(arguments: Sequence[str]) -> int:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.still_photos", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    wish = parser.parse_args(arguments)
    model, say, all_of_them = (
        load(find("denoise", "fast"), choose("cpu")),
        tqdm.write,
        list[Judged](),
    )
    for noisy, mean in tqdm(polyu_pairs(wish.data), unit="photo", leave=False):
        found = noise_of_picture(model, Image(decode(noisy), WORKING))
        answer = file_of(cleaned(model, noisy, fast=model.way.bfloat16)[0])
        all_of_them.append(judged(noisy, answer, mean, found))
    still = [j for j in all_of_them if j.shift_px < STEADY_PX]
    say("| PSNR, dB | photos | photo | cleaned | blurred | aligned: photo | cleaned | blurred |")
    say("|---|--:|--:|--:|--:|--:|--:|--:|")
    say(_row("the camera stood still", still))
    say(_row("it moved", [j for j in all_of_them if j.shift_px >= STEADY_PX]))
    say(_row("all", all_of_them))
    say("\n| rank of the level found with that of | luminance | color |")
    say("|---|--:|--:|")
    for i, name in enumerate(("the difference", "the difference, aligned", "what no fit explains")):
        ranks = (
            rank_correlation(
                [getattr(j.found, kind) for j in all_of_them],
                [getattr(j.levels[i], kind) for j in all_of_them],
            )
            for kind in ("luminance", "color")
        )
        say(f"| {name} | {' | '.join(f'{rank:.2f}' for rank in ranks)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
