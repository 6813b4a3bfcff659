"""How good a denoiser is while it is trained: photos it never sees, their true levels told."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.training.alen_photos import validation_photos
from lowlight_desktop.training.data_sets import Photo, read_rgb
from lowlight_desktop.training.denoiser_losses import true_level

SIGMAS = (30, 50)
_PART_PX = 256  # of each photo, its middle: enough to follow a training


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    group: str
    noisy: Tensor
    clean: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class DenoiserValidation:
    """Fixed noisy pictures with their truth.

    Attributes:
        cases: The pictures, (1, 3, H, W) sRGB in [0, 1].
        fast: Whether the network computes in bfloat16.
    """

    cases: tuple[_Case, ...]
    fast: bool

    @classmethod
    def build(cls, data: Path, *, fast: bool) -> "DenoiserValidation":
        """Gaussian noise on McMaster, real noise of PolyU: always the same pictures."""
        clean = [middle(photo) for photo in validation_photos(data)]
        untouched = [_Case("clean", _tensor(photo), _tensor(photo)) for photo in clean]
        real = [
            _Case("polyu", _tensor(middle(noisy)), _tensor(middle(mean)))
            for noisy, mean in polyu_pairs(data)
        ]
        return cls((*cls.of_gaussian(clean, fast=fast).cases, *untouched, *real), fast)

    @classmethod
    def of_gaussian(cls, photos: Sequence[Photo], *, fast: bool) -> "DenoiserValidation":
        """Gaussian noise of `SIGMAS` on photos without noise, their sides multiples of the grid."""
        gaussian = [
            _Case(f"sigma{sigma}", _tensor(with_sigma(photo, sigma, i)), _tensor(photo))
            for sigma in SIGMAS
            for i, photo in enumerate(photos)
        ]
        return cls(tuple(gaussian), fast)

    @torch.inference_mode()
    def figures(self, network: nn.Module) -> dict[str, float]:
        """Mean PSNR in dB by group: "sigma30", "sigma50", "clean", "polyu"."""
        assert isinstance(network, PictureDenoiser)
        network.eval()
        device = next(network.parameters()).device
        rows: dict[str, list[float]] = {}
        for case in self.cases:
            noisy = case.noisy.to(device)
            crops = noisy[:, None]
            level = true_level(crops, case.clean.to(device)[:, None])
            with torch.autocast(device.type, torch.bfloat16, enabled=self.fast):
                out = network.clean(crops, level)[:, 0]
            rows.setdefault(case.group, []).append(psnr_8_bit(out.cpu(), case.clean))
        return {name: float(np.mean(values)) for name, values in rows.items()}


def polyu_pairs(data: Path) -> list[tuple[Photo, Photo]]:
    """The real photos, noisy and mean of many, sorted by name.

    Raises:
        FileNotFoundError: If the data folder is not complete.
    """
    folder = data / "real-noise/polyu"
    names = sorted(folder.glob("*[Rr]eal*"))
    if not names:
        raise FileNotFoundError(f"{folder} is missing; is the data folder complete?")
    return [(read_rgb(name), read_rgb(_mean_of(name))) for name in names]


def _mean_of(noisy: Path) -> Path:
    return noisy.with_name(noisy.name.replace("real", "mean").replace("Real", "mean"))


def with_sigma(photo: Photo, sigma: int, seed: int) -> Photo:
    """The photo with Gaussian noise, rounded and cut to 8 bits."""
    noise = np.random.default_rng((sigma, seed)).normal(0.0, sigma, photo.shape)
    return np.clip(photo + noise + 0.5, 0, 255).astype(np.uint8)


def psnr_8_bit(out: Tensor, wanted: Tensor) -> float:
    """PSNR in dB of sRGB in [0, 1], cut and rounded to 8 bits."""
    rounded = (out.float().clamp(0, 1) * 255.0).round() / 255.0
    return float(-10.0 * (rounded - wanted).square().mean().clamp_min(1e-9).log10())


def middle(photo: Photo) -> Photo:
    """At most 256x256 of a photo: enough where it is tried again and again."""
    top, left = (max(side - _PART_PX, 0) // 2 for side in photo.shape[:2])
    return np.ascontiguousarray(photo[top : top + _PART_PX, left : left + _PART_PX])


def _tensor(photo: Photo) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(photo)).permute(2, 0, 1)[None].float() / 255.0
