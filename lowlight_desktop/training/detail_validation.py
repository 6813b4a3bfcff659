"""How good the Detail network is while it is trained, on photos that it never sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.training.alen_photos import validation_photos
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.denoiser_losses import true_level
from lowlight_desktop.training.denoiser_validation import middle, psnr_8_bit
from lowlight_desktop.training.synthesis import jpeg

QUALITIES = (30, 50)
"""Of the JPEGs, with colors in half size."""


@dataclass(frozen=True, slots=True, eq=False)
class DetailValidation:
    """Photos as they were and as they were stored, (1, 3, H, W) sRGB in [0, 1].

    Attributes:
        cases: By group: "jpeg30", "jpeg50", "clean"; each stored and whole.
        fast: Whether the network computes in bfloat16.
    """

    cases: Mapping[str, tuple[tuple[Tensor, Tensor], ...]]
    fast: bool

    @classmethod
    def build(cls, data: Path, *, fast: bool) -> "DetailValidation":
        """The middle of each McMaster photo."""
        photos = [middle(photo) for photo in validation_photos(data)]
        sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
        cases = {
            f"jpeg{q}": tuple((_tensor(jpeg(p, q, sampling)), _tensor(p)) for p in photos)
            for q in QUALITIES
        }
        cases["clean"] = tuple((_tensor(photo), _tensor(photo)) for photo in photos)
        return cls(cases, fast)

    @torch.inference_mode()
    def figures(self, network: nn.Module) -> dict[str, float]:
        """Mean PSNR won in dB for JPEGs; of clean photos the mean and the least PSNR.

        How much is wrong is told: that is another network's to find.
        """
        assert isinstance(network, PictureDenoiser)
        network.eval()
        device = next(network.parameters()).device
        found: dict[str, list[float]] = {}
        for name, cases in self.cases.items():
            for stored, whole in cases:
                crops = stored.to(device)[:, None]
                level = true_level(crops, whole.to(device)[:, None])
                with torch.autocast(device.type, torch.bfloat16, enabled=self.fast):
                    out = network.clean(crops, level)[:, 0].cpu()
                before = 0.0 if name == "clean" else psnr_8_bit(stored, whole)
                found.setdefault(name, []).append(psnr_8_bit(out, whole) - before)
        means = {name: float(np.mean(values)) for name, values in found.items()}
        return {**means, "least clean": min(found["clean"])}


def _tensor(photo: Photo) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(photo)).permute(2, 0, 1)[None].float() / 255.0
