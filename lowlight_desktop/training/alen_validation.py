"""How good ALEN is while it is trained: photos it never sees, through a known sensor."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise, add_sensor_noise
from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.networks.blocks.bayer import PACKED_COLORS, cell_means, packed
from lowlight_desktop.photo.survey_sizes import SURVEY_CELLS
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.losses import ssim
from lowlight_desktop.training.unprocess import (
    PHASES,
    SONY_A7S2,
    camera_rgb,
    color_index,
    light_of,
    mosaic_of,
)

RATIO = 100.0
ISOS = (800, 1600, 3200)


def sony_a7s2(iso: int) -> SensorNoise:
    """The sensor's noise at an ISO speed, without scatter.

    Source:
        The laws of the ELD calibration for this camera, Wei et al. 2021; its gain by ISO from
        Feng et al. 2022 (PMN), in 14-bit steps.
    """
    gain = 9.546e-4 * iso - 0.00193
    read = np.exp(0.54075 * np.log(gain) + 1.21824)
    row = np.exp(0.52754 * np.log(gain) - 0.59170)
    return SensorNoise(
        gain=gain / DN_RANGE_14_BIT,
        read=float(read) / DN_RANGE_14_BIT,
        tail=-0.05,
        row=float(row) / DN_RANGE_14_BIT,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    group: str
    noisy: Tensor
    clean: Tensor
    noise: SensorNoise


@dataclass(frozen=True, slots=True, eq=False)
class AlenValidation:
    """Fixed noisy mosaics with their truth.

    Attributes:
        cases: The mosaics.
        fast: Whether the network computes in bfloat16.
    """

    cases: tuple[_Case, ...]
    fast: bool

    @classmethod
    def build(cls, photos: tuple[Photo, ...], *, fast: bool) -> "AlenValidation":
        """Make the mosaics: always the same ones."""
        return cls(tuple(_case(i, p, iso) for iso in ISOS for i, p in enumerate(photos)), fast)

    @torch.inference_mode()
    def figures(self, network: nn.Module) -> dict[str, float]:
        """Means by ISO speed.

        Returns:
            "isoN_in" and "isoN_mosaic", PSNR in dB of the mosaic before and after; "isoN_rgb"
            and "isoN_ssim" of all three colors. All are of linear light, a hundred times
            brightened, cut to [0, 1].
        """
        assert isinstance(network, Alen)
        network.eval()
        rows: dict[str, list[float]] = {}
        for case in self.cases:
            out = _bright(self._cleaned(network, case))
            wanted, before = _bright(case.clean), _bright(case.noisy)
            truth = _sampled(wanted)
            found = {
                "in": _psnr(packed(before), truth),
                "mosaic": _psnr(_sampled(out), truth),
                "rgb": _psnr(out, wanted),
                "ssim": float(ssim(out, wanted)),
            }
            for name, value in found.items():
                rows.setdefault(f"{case.group}_{name}", []).append(value)
        return {name: float(np.mean(values)) for name, values in rows.items()}

    def _cleaned(self, network: Alen, case: _Case) -> Tensor:
        device = next(network.parameters()).device
        height, width = case.noisy.shape[-2:]
        grid = network.config.grid_px
        ends = (0, -width % grid, 0, -height % grid)
        mosaic = F.pad(case.noisy.to(device), ends, mode="reflect")
        noise = case.noise
        survey = network.survey(
            cell_means(case.noisy.to(device), SURVEY_CELLS),
            torch.tensor([noise.gain], device=device),
            torch.tensor([float(np.hypot(noise.read, noise.row))], device=device),
            torch.from_numpy(SONY_A7S2.white_balance)[None].to(device),
        )
        with torch.autocast(device.type, torch.bfloat16, enabled=self.fast):
            out = network.render(mosaic, survey)
        return out[..., :height, :width].float().cpu()


def _case(index: int, photo: Photo, iso: int) -> _Case:
    height, width = (side // 2 * 2 for side in photo.shape[:2])
    clean = camera_rgb(light_of(photo[:height, :width]), SONY_A7S2) / np.float32(RATIO)
    noise, rng = sony_a7s2(iso), np.random.default_rng((iso, index))
    noisy = add_sensor_noise(mosaic_of(clean), noise, color_index(height, width, PHASES[0]), rng)
    picture = torch.from_numpy(np.ascontiguousarray(clean)).permute(2, 0, 1)[None]
    return _Case(f"iso{iso}", torch.from_numpy(noisy)[None, None], picture, noise)


def _bright(light: Tensor) -> Tensor:
    return (light * RATIO).clamp(0.0, 1.0)


def _sampled(rgb: Tensor) -> Tensor:
    """The colors that an RGGB mosaic has, packed: (B, 4, H/2, W/2)."""
    planes = F.pixel_unshuffle(rgb, 2)  # four places of each color
    return planes[:, [4 * color + place for place, color in enumerate(PACKED_COLORS)]]


def _psnr(out: Tensor, wanted: Tensor) -> float:
    return float(-10.0 * (out - wanted).square().mean().clamp_min(1e-12).log10())
