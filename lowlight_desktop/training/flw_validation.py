"""How good FLW is while it is trained: on photos that it never trains on.

Quick figures for the log, without the program around the network; what a photographer gets is
measured when a model is published (`flw_figures.py`).
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.develop.metrics import gt_mean, mean_brightness, psnr, ssim
from lowlight_desktop.networks.light import LightNetwork
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training.dark_photos import DarkPhoto, dark_photos
from lowlight_desktop.training.data_sets import DataSets, Photo
from lowlight_desktop.training.flw_samples import coarse_at, thumbnail_of


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    group: str
    dark: Tensor
    bright: Photo
    coarse: Tensor
    thumbnail: Tensor
    target: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class FlwValidation:
    """Fixed dark photos with their references.

    Attributes:
        cases: The photos.
        fast: Whether the network computes in bfloat16.
    """

    cases: tuple[_Case, ...]
    fast: bool

    @classmethod
    def build(cls, sets: DataSets, *, fast: bool) -> "FlwValidation":
        """Make the photos: always the same ones."""
        return cls(tuple(_case(photo) for photo in dark_photos(sets)), fast)

    @torch.inference_mode()
    def figures(self, network: nn.Module) -> dict[str, float]:
        """PSNR and SSIM by group, the brightness told by the reference, and with GT-mean."""
        assert isinstance(network, LightNetwork)
        network.eval()
        rows: dict[str, list[float]] = {}
        for case in self.cases:
            for name, value in self._measure(network, case).items():
                rows.setdefault(f"{case.group}_{name}", []).append(value)
        return {name: float(np.mean(values)) for name, values in rows.items()}

    def _measure(self, network: LightNetwork, case: _Case) -> dict[str, float]:
        device = next(network.parameters()).device
        dark, coarse, thumbnail, target = (
            t.to(device) for t in (case.dark, case.coarse, case.thumbnail, case.target)
        )
        height, width = dark.shape[2:]
        dark, coarse = (_on_grid(t, network.sizes.grid_px) for t in (dark, coarse))
        dark = dark.contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=self.fast):
            out = network.render(dark, coarse, network.survey(thumbnail, target))
        levels = (out[0, :, :height, :width].float().clamp(0, 1) * 255).round().to(torch.uint8)
        lit = levels.permute(1, 2, 0).contiguous().cpu().numpy()
        return {
            "psnr": psnr(lit, case.bright),
            "ssim": ssim(lit, case.bright),
            "psnr_mean": psnr(gt_mean(lit, case.bright), case.bright),
        }


def _case(photo: DarkPhoto) -> _Case:
    dark = photo.dark.astype(np.float32) / np.float32(255)
    height, width = dark.shape[:2]
    thumbnail = thumbnail_of(dark)
    rows, columns = (np.arange(height) + 0.5) / height, (np.arange(width) + 0.5) / width
    return _Case(
        photo.group,
        _picture(dark),
        photo.bright,
        torch.from_numpy(coarse_at(thumbnail, rows, columns))[None, None],
        _picture(thumbnail),
        torch.tensor([mean_brightness(photo.bright)], dtype=torch.float32),
    )


def _on_grid(x: Tensor, grid: int) -> Tensor:
    """The same, its last rows and columns repeated up to a multiple of the network's grid."""
    down, right = -x.shape[2] % grid, -x.shape[3] % grid
    return F.pad(x, (0, right, 0, down), mode="replicate") if down or right else x


def _picture(pixels: Pixels) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(pixels)).permute(2, 0, 1)[None]
