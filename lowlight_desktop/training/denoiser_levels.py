"""How well the SA U-Net judges noise: levels found against true ones, and against hindsight."""

import copy
from collections.abc import Iterator, Sequence
from itertools import product

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lowlight_desktop.develop.color import decode
from lowlight_desktop.engine.denoise import noise_of_picture
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.networks.blocks.opponent import noise_level, to_opponent
from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.denoiser_quality import Clean, Pairs, Tables, decibels, file_of
from lowlight_desktop.training.denoiser_validation import middle

_STEPS = 255.0
# Told levels for hindsight: half octaves of luminance; color of developed pictures is smoother.
_LUMINANCE = tuple(2.0 * 2.0 ** (k / 2) for k in range(7))
_COLOR_SHARES = (0.25, 0.45, 0.8)
_AROUND_PX = 9


def level_figures(model: Loaded, pairs: Pairs, clean: Clean) -> Tables:
    """Real photos: whether the level that is found is the true one, and what it costs if not.

    Args:
        model: A denoising network.
        pairs: Noisy photo and truth.
        clean: The program.

    Returns:
        Rank correlations of found and true levels; and the mean PSNR of the middles when the level
        is the found one, half or twice of it, the one of a grid that suits all photos best, and
        the one that suits each best.
    """
    found = [noise_of_picture(model, Image(decode(noisy), WORKING)) for noisy, _ in pairs]
    true = [true_noise(noisy, truth) for noisy, truth in pairs]
    smooth = [smooth_noise(noisy, truth) for noisy, truth in pairs]
    middles = [(middle(noisy), middle(truth)) for noisy, truth in pairs]

    def tried(levels: Sequence[PictureNoise]) -> list[float]:
        return [
            decibels(file_of(clean(told(model, level), noisy)[0]), truth)
            for level, (noisy, truth) in zip(levels, middles, strict=True)
        ]

    as_found, half, twice = (
        _mean(tried([_scaled(n, by) for n in found])) for by in (1.0, 0.5, 2.0)
    )
    fixed = np.array([tried([level] * len(pairs)) for level in _fixed_levels()])
    return {
        "PolyU, rank correlation of the found with the true level": {
            "luminance": _correlation([n.luminance for n in found], [n.luminance for n in true]),
            "color": _correlation([n.color for n in found], [n.color for n in true]),
            "luminance, smooth half": _correlation(
                [n.luminance for n in found], [n.luminance for n in smooth]
            ),
            "color, smooth half": _correlation([n.color for n in found], [n.color for n in smooth]),
        },
        "PolyU, PSNR when the level told is": {
            "the one found": as_found,
            "half of it": half,
            "twice of it": twice,
            "one for all photos, the best by hindsight": _mean(fixed.mean(1).max()),
            "one for each photo, the best by hindsight": _mean(fixed.max(0)),
        },
    }


def _mean(values: Sequence[float] | NDArray[np.float64]) -> float:
    return round(float(np.mean(values)), 2)


def true_noise(noisy: Photo, truth: Photo) -> PictureNoise:
    """The noise that a photo has, measured as the network is told it."""
    return noise_of(noisy.astype(np.float32) - truth.astype(np.float32))


def noise_of(difference: Pixels) -> PictureNoise:
    """The same, of what a photo differs by from the truth, (H, W, 3) in steps of 255."""
    luminance, color = noise_level(torch.from_numpy(difference).permute(2, 0, 1)[None, None])[0]
    return PictureNoise(float(luminance), float(color))


def smooth_noise(noisy: Photo, truth: Photo) -> PictureNoise:
    """The noise in the smoother half of a photo, by the truth's contrast around every place.

    At edges a photo differs from the mean of many by more than noise: the camera shook a little,
    and every exposure is sharper than the mean.
    """
    gray = truth.astype(np.float32).mean(2)
    mean, power = (
        np.asarray(cv2.blur(x, (_AROUND_PX, _AROUND_PX)), np.float32) for x in (gray, gray * gray)
    )
    contrast = power - mean * mean
    smooth = torch.from_numpy(contrast <= np.median(contrast))
    difference = torch.from_numpy(noisy.astype(np.float32) - truth.astype(np.float32))
    planes = to_opponent(difference.permute(2, 0, 1)[None])[0][:, smooth]
    luminance, *color = planes.square().mean(1).tolist()
    return PictureNoise(luminance**0.5, (sum(color) / len(color)) ** 0.5)


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    return round(rank_correlation(one, other), 3)


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's: 1 where both have one order, -1 where one is the other's reverse.

    Returns:
        0 where one of them is all equal.
    """
    first, second = _ranks(one), _ranks(other)
    if 0 in (first.std(), second.std()):
        return 0.0
    return float(np.asarray(np.corrcoef(first, second))[0, 1])


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """The place of each in the order; equal ones share the mean of their places."""
    one, other = np.array(values)[:, None], np.array(values)[None]
    return (other < one).sum(1) + (other == one).sum(1) / 2


class _Says(NoiseHead):
    """Takes every photo to be equally noisy."""

    def __init__(self, noise: PictureNoise) -> None:
        super().__init__()
        self._level = torch.tensor([noise.luminance, noise.color]) / _STEPS

    def forward(self, crops: Tensor) -> Tensor:
        """(B, 2) the level."""
        return self._level.to(crops.device).expand(len(crops), -1)


def told(model: Loaded, noise: PictureNoise) -> Loaded:
    """The same network, but it takes every photo to have this noise."""
    network = copy.deepcopy(model.network)
    assert isinstance(network, PictureDenoiser)
    network.noise_head = _Says(noise)
    return in_hand(model.card, network, model.device)


def _fixed_levels() -> Iterator[PictureNoise]:
    for luminance, share in product(_LUMINANCE, _COLOR_SHARES):
        yield PictureNoise(luminance, luminance * share)


def _scaled(noise: PictureNoise, by: float) -> PictureNoise:
    return PictureNoise(noise.luminance * by, noise.color * by)
