"""How near cleaned photos come to the truth, and which defects they are free of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored, encode
from lowlight_desktop.develop.defects import MEASURES, find_defects
from lowlight_desktop.develop.metrics import psnr, ssim
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.denoiser_validation import with_sigma

Clean = Callable[[Loaded, Stored], tuple[Pixels, PictureNoise]]
"""A network and a photo to the photo clean, linear Rec. 2020, and the noise found in it."""
Tables = dict[str, Mapping[str, float]]
Pairs = Sequence[tuple[Photo, Photo]]
"""Noisy photos, each with its truth."""

SIGMAS = (10, 30, 50)
_MOST_DB = 90.0  # a photo that comes back as it was: infinity is no number for a card


def file_of(light: Pixels) -> Photo:
    """What a file of 8 bits holds, dither and all."""
    return encode(light, SRGB, 8).astype(np.uint8, copy=False)


def decibels(picture: Photo, truth: Photo) -> float:
    """PSNR in dB, at most 90."""
    return min(psnr(picture, truth), _MOST_DB)


def gaussian_figures(model: Loaded, photos: Sequence[Photo], clean: Clean) -> Tables:
    """Photos with Gaussian noise, its level not told, and photos without.

    Args:
        model: A denoising network.
        photos: Without noise, never trained on.
        clean: The program.
    """
    tables: Tables = {}
    for sigma in SIGMAS:
        noisy = [with_sigma(photo, sigma, i) for i, photo in enumerate(photos)]
        files = [file_of(clean(model, photo)[0]) for photo in noisy]
        judged = map(_judged, noisy, files, photos)
        tables[f"McMaster, Gaussian {sigma}"] = _means(list(judged))
    kept = [decibels(file_of(clean(model, photo)[0]), photo) for photo in photos]
    tables["McMaster, clean in and out"] = {
        "least PSNR": round(min(kept), 2),
        "mean PSNR": round(fmean(kept), 2),
    }
    return tables


def real_figures(model: Loaded, pairs: Pairs, clean: Clean) -> Tables:
    """Photos of real cameras.

    Args:
        model: A denoising network.
        pairs: Noisy photo and mean of many.
        clean: The program.
    """
    files = [file_of(clean(model, noisy)[0]) for noisy, _ in pairs]
    judged = [_judged(noisy, file, mean) for file, (noisy, mean) in zip(files, pairs, strict=True)]
    won = [j.psnr - j.psnr_before for j in judged]
    return {
        "PolyU": _means(judged),
        "PolyU, decibels won": {
            "least": round(min(won), 2),
            "mean": round(fmean(won), 2),
            "most": round(max(won), 2),
        },
        **_defects(pairs, files),
    }


@dataclass(frozen=True, slots=True)
class _Judged:
    psnr_before: float
    psnr: float
    ssim_before: float
    ssim: float


def _judged(noisy: Photo, file: Photo, truth: Photo) -> _Judged:
    return _Judged(
        decibels(noisy, truth), decibels(file, truth), ssim(noisy, truth), ssim(file, truth)
    )


def _means(judged: Sequence[_Judged]) -> dict[str, float]:
    return {
        "PSNR before": round(fmean(j.psnr_before for j in judged), 2),
        "PSNR": round(fmean(j.psnr for j in judged), 2),
        "SSIM before": round(fmean(j.ssim_before for j in judged), 3),
        "SSIM": round(fmean(j.ssim for j in judged), 3),
    }


def _defects(pairs: Pairs, files: Sequence[Photo]) -> Tables:
    """Shares of photos that pass each measure of the six defects, with the truth as reference."""

    def passed(finished: Sequence[Photo]) -> NDArray[np.float64]:
        judged = (find_defects(n, f, m) for f, (n, m) in zip(finished, pairs, strict=True))
        return np.array([[d.passed for d in defects] for defects in judged]).mean(0)

    shares = {
        "before": passed([noisy for noisy, _ in pairs]),
        "after": passed(files),
        "the truth": passed([mean for _, mean in pairs]),
    }
    return {
        f"PolyU, passes: {measure.name}": {
            name: round(float(share[i]), 3) for name, share in shares.items()
        }
        for i, measure in enumerate(MEASURES)
        if measure.name != "input without signal"  # says nothing of what was made of it
    }
