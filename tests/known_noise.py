"""Denoise Fast beside published figures: Gaussian noise on photos of the kind that those are of.

    python -m tests.known_noise --data DATA

CBSD68 are 68 photos of BSDS500, for which FFDNet, told the level, is published with 30.30 and
27.95 dB at 30 and 50 (8 bits, cut and rounded). We do not have them; these are 40 other photos
of the same collection, on which our network was trained.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.training.data_sets import Photo, read_rgb
from lowlight_desktop.training.denoiser_figures import cleaned
from lowlight_desktop.training.denoiser_quality import decibels, file_of
from lowlight_desktop.training.denoiser_validation import SIGMAS, DenoiserValidation, with_sigma

_PHOTOS = 40


def photos_in(data: Path) -> list[Photo]:
    """The first ones of the test half, their sides cut to multiples of the network's grid."""
    files = sorted((data / "clean/bsds500/test").glob("*.jpg"))[:_PHOTOS]
    photos = [read_rgb(file) for file in files]
    return [photo[: len(photo) // 16 * 16, : photo.shape[1] // 16 * 16] for photo in photos]


def found(model: Loaded, noisy: Photo, clean: Photo) -> float:
    """PSNR in dB through the program, which has to find out."""
    return decibels(file_of(cleaned(model, noisy, fast=model.way.bfloat16)[0]), clean)


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.known_noise", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    model = load(find("denoise", "fast"), choose("cpu"))
    photos = photos_in(parser.parse_args(arguments).data)
    told = DenoiserValidation.of_gaussian(photos, fast=False).figures(model.network)
    write = sys.stdout.write
    write("| Gaussian | noisy | level told | found by the program |\n|---|--:|--:|--:|\n")
    for sigma in SIGMAS:
        pairs = [(with_sigma(photo, sigma, i), photo) for i, photo in enumerate(photos)]
        figures = (
            fmean(decibels(*pair) for pair in pairs),
            told[f"sigma{sigma}"],
            fmean(found(model, *pair) for pair in pairs),
        )
        write(f"| {sigma} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
