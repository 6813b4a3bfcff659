"""How good FLW is on photos that it was never trained on, at real resolution and noise."""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.networks.flw import Flw
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training import losses
from lowlight_desktop.training.data_sets import DataSets
from lowlight_desktop.training.flw_samples import (
    CLEAN_CAMERA,
    LOL_CAMERA,
    coarse_at,
    mean_brightness,
    thumbnail_of,
)
from lowlight_desktop.training.synthesis import photograph, to_light

_LOL_SIZE = (600, 400)  # width, height before LOL was squeezed
_SICE_SIZE = (384, 384)
_CLEAN_EXPOSURE = 2.0**-3.5


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    group: str
    dark: Tensor
    bright: Tensor
    coarse: Tensor
    thumbnail: Tensor
    target: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class FlwValidation:
    """Fixed dark photos with their references."""

    cases: tuple[_Case, ...]

    @classmethod
    def build(cls, sets: DataSets) -> "FlwValidation":
        """Make the photos: always the same ones."""
        rng = np.random.default_rng(20261120)
        cases: list[_Case] = []
        for pair in sets.lol:  # stretched to their first size, with the noise that goes with it
            dark, bright = (cv2.resize(p, _LOL_SIZE, interpolation=cv2.INTER_CUBIC)
                            for p in (pair.dark, pair.bright))  # fmt: skip
            noisy = photograph(to_light(dark), LOL_CAMERA, rng)  # pyright: ignore[reportArgumentType]
            cases.append(_case("lol", noisy, bright))  # pyright: ignore[reportArgumentType]
        for pair in sets.sice:
            dark, bright = (cv2.resize(p, _SICE_SIZE, interpolation=cv2.INTER_AREA)
                            for p in (pair.dark, pair.bright))  # fmt: skip
            cases.append(_case("sice", dark.astype(np.float32) / np.float32(255), bright))  # pyright: ignore[reportArgumentType]
        for photo in sets.clean:
            dark = photograph(to_light(photo) * np.float32(_CLEAN_EXPOSURE), CLEAN_CAMERA, rng)
            cases.append(_case("clean", dark, photo))
        return cls(tuple(cases))

    @torch.inference_mode()
    def figures(self, network: nn.Module) -> dict[str, float]:
        """PSNR and SSIM by group: target from the reference, with GT-mean, and blind."""
        assert isinstance(network, Flw)
        network.eval()
        rows: dict[str, list[float]] = {}
        for case in self.cases:
            for name, value in _measure(network, case).items():
                rows.setdefault(f"{case.group}_{name}", []).append(value)
        return {name: float(np.mean(values)) for name, values in rows.items()}


def _case(group: str, dark: Pixels, bright8: np.ndarray) -> _Case:
    height, width = dark.shape[0] // 2 * 2, dark.shape[1] // 2 * 2
    dark, bright8 = dark[:height, :width], bright8[:height, :width]
    thumbnail = thumbnail_of(dark)
    rows, columns = (np.arange(height) + 0.5) / height, (np.arange(width) + 0.5) / width
    bright = bright8.astype(np.float32) / np.float32(255)
    return _Case(
        group,
        _picture(dark),
        _picture(bright),
        torch.from_numpy(coarse_at(thumbnail, rows, columns))[None, None],
        _picture(thumbnail),
        torch.tensor([mean_brightness(bright8)], dtype=torch.float32),
    )


def _picture(pixels: Pixels) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(pixels)).permute(2, 0, 1)[None]


def _measure(network: Flw, case: _Case) -> Mapping[str, float]:
    device = next(network.parameters()).device
    dark, bright, coarse, thumbnail, target = (
        t.to(device) for t in (case.dark, case.bright, case.coarse, case.thumbnail, case.target)
    )
    dark = dark.contiguous(memory_format=torch.channels_last)

    def render(wanted: Tensor) -> Tensor:
        with torch.autocast(device.type, torch.bfloat16):
            out = network.render(dark, coarse, network.survey(thumbnail, wanted))
        return (out.float().clamp(0, 1) * 255).round() / 255

    informed = render(target)
    guess = network.predictor(thumbnail)
    blind = render(guess)
    level = (bright.mean() / informed.mean()).item()
    return {
        "psnr": _psnr(informed, bright),
        "ssim": float(losses.ssim(informed, bright)),
        "psnr_mean": _psnr((informed * level).clamp(0, 1), bright),
        "blind_psnr": _psnr(blind, bright),
        "blind_ssim": float(losses.ssim(blind, bright)),
        "target_error": float((guess - target).abs()),
    }


def _psnr(out: Tensor, wanted: Tensor) -> float:
    return float(-10 * torch.log10((out - wanted).square().mean().clamp_min(1e-10)))
