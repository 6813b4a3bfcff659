"""The recipe of the Detail network's head: how much is wrong with a picture, from crops of it.

    lowlight train detail_level --data DATA --run runs/detail_level [--steps N]

Apart from the network, because it takes minutes, and learns from the same pictures.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.damage_head import DamageHead
from lowlight_desktop.photo.noise_level import LEAST_TOLD, MOST_TOLD
from lowlight_desktop.training.alen_photos import training_photos
from lowlight_desktop.training.denoiser_losses import true_level
from lowlight_desktop.training.detail_validation import DetailValidation
from lowlight_desktop.training.loop import Batch, Losses, Schedule, train
from lowlight_desktop.training.train_detail import data_facts, detail_batch_at


def damage_head_losses_of(network: nn.Module, batch: Batch) -> Losses:
    """The loss of a batch as `detail_batch_at` makes it: mean error in octaves."""
    stored, whole, _ = batch
    level = true_level(stored, whole).clamp(LEAST_TOLD, MOST_TOLD)
    return {"level": F.l1_loss(network(stored).log2(), level.log2())}


def train_damage_head(data: Path, run: Path, schedule: Schedule) -> DamageHead:
    """Train the head that reads how much is wrong.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.

    Returns:
        The averaged head.
    """
    torch.manual_seed(schedule.seed)
    photos = training_photos(data)
    judged = DetailValidation.build(data, fast=False)
    trained = train(
        run,
        DamageHead(),
        schedule,
        batch_at=lambda step: detail_batch_at(photos, schedule, step),
        losses_of=damage_head_losses_of,
        validate=lambda head: _figures(head, judged),
        facts={"network": "detail_level", **data_facts(photos)},
    )
    assert isinstance(trained, DamageHead)
    return trained


@torch.inference_mode()
def _figures(head: nn.Module, judged: DetailValidation) -> dict[str, float]:
    """What is found of photos never seen, over what there is; of clean ones in steps of 255."""
    device = next(head.parameters()).device
    found: dict[str, float] = {}
    for name, cases in judged.cases.items():
        told = torch.cat([_asked(head, stored.to(device)).cpu() for stored, _ in cases])
        true = torch.cat([true_level(a[:, None], b[:, None]) for a, b in cases])
        by = told * 255.0 if name == "clean" else told / true
        for kind, values in zip(("luminance", "color"), by.T, strict=True):
            found[f"{name} {kind}"] = float(values.median())
            found[f"{name} {kind}, most"] = float(values.max())
    return found


def _asked(head: nn.Module, photo: Tensor) -> Tensor:
    """The level of a photo (1, 3, H, W), from its quarters."""
    quarters = [half for row in photo.chunk(2, 2) for half in row.chunk(2, 3)]
    return head(torch.stack(quarters, 1))
