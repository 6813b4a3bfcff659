"""The recipe of the weights that repair compression, top to bottom.

    lowlight train detail --data DIR --run runs/detail [--steps N]

From clean photographs alone: made smaller, dimmed for a share of them, given the noise that
denoisers leave, and stored as JPEG (`detail_samples.py`).
"""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.loading import fastest_format
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.training import detail_samples
from lowlight_desktop.training.alen_photos import SHARES, CleanPhotos, training_photos
from lowlight_desktop.training.denoiser_losses import decibel_loss
from lowlight_desktop.training.detail_validation import DetailValidation
from lowlight_desktop.training.loop import Batch, Losses, Schedule, pick_device, train

DETAIL_SCHEDULE = Schedule(
    steps=20000, batch=12, rate=1.5e-3, warm_up=300, every=1000, muon_rate=0.02
)
CROP_PX = 96


def detail_losses_of(network: nn.Module, batch: Batch, *, fast: bool) -> Losses:
    """The loss of a batch; `fast` computes the network in bfloat16."""
    stored, whole = batch
    with torch.autocast(stored.device.type, torch.bfloat16, enabled=fast):
        out = network(stored)
    return {"decibel": decibel_loss(out[:, None], whole[:, None])}


def detail_batch_at(photos: CleanPhotos, schedule: Schedule, step: int) -> tuple[Tensor, ...]:
    """The batch of a step: stored and whole, (B, 3, P, P)."""
    rng = np.random.default_rng((schedule.seed, step))
    samples = [detail_samples.draw(photos, CROP_PX, rng) for _ in range(schedule.batch)]
    sides = ([s.stored for s in samples], [s.whole for s in samples])
    return tuple(torch.from_numpy(np.stack(side)).permute(0, 3, 1, 2) for side in sides)


def train_detail(data: Path, run: Path, schedule: Schedule, config: DetailConfig) -> Detail:
    """Train the network.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        config: Sizes of the network.

    Returns:
        The averaged network.
    """
    torch.manual_seed(schedule.seed)
    photos = training_photos(data)
    fast = fastest_format(pick_device()) is torch.bfloat16
    trained = train(
        run,
        Detail(config),
        schedule,
        batch_at=lambda step: detail_batch_at(photos, schedule, step),
        losses_of=lambda network, batch: detail_losses_of(network, batch, fast=fast),
        validate=DetailValidation.build(data, fast=fast).figures,
        facts={
            "network": "detail",
            "config": asdict(config),
            "photos": photos.sizes(),
            "shares": SHARES,
            "crop_px": CROP_PX,
            "storing": {
                "quality": detail_samples.QUALITY,
                "clean": detail_samples.CLEAN_CHANCE,
                "noisy": detail_samples.NOISY_CHANCE,
                "sigmas": detail_samples.SIGMAS,
                "full_color": detail_samples.FULL_COLOR_CHANCE,
                "shrink": detail_samples.SHRINK,
                "dim_chance": detail_samples.DIM_CHANCE,
                "dim": detail_samples.DIM,
            },
        },
    )
    assert isinstance(trained, Detail)
    return trained
