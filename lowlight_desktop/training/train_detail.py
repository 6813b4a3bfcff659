"""The recipe of the weights that repair compression, top to bottom.

    lowlight train detail --data DIR --run runs/detail [--steps N] [--start models/detail]

From clean photographs alone: made smaller, dimmed for a share of them, given the noise that
denoisers leave, and stored as JPEG (`detail_samples.py`).
"""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.networks.detail import Detail, DetailConfig
from lowlight_desktop.training import detail_samples
from lowlight_desktop.training.alen_photos import SHARES, CleanPhotos, training_photos
from lowlight_desktop.training.detail_validation import DetailValidation
from lowlight_desktop.training.loop import Schedule, pick_device, train
from lowlight_desktop.training.starting import begin_with
from lowlight_desktop.training.train_denoiser import DenoiserLossWeights, denoiser_losses_of

DETAIL_SCHEDULE = Schedule(steps=12000, rate=1.5e-3, warm_up=300, every=500, muon_rate=0.02)
CROP_PX = 128
WEIGHTS = DenoiserLossWeights(far=0.2)
LEVEL_ERROR = 0.5
"""By how much the told level is wrong, standard deviation of the natural logarithm: what a JPEG
takes away is more where there is more, and one level is told for all of a photo."""


def detail_batch_at(photos: CleanPhotos, schedule: Schedule, step: int) -> tuple[Tensor, ...]:
    """The batch of a step: stored and whole (B, 1, 3, P, P), and how wrong the level is (B, 2)."""
    rng = np.random.default_rng((schedule.seed, step))
    samples = [detail_samples.draw(photos, CROP_PX, rng) for _ in range(schedule.batch)]
    sides = ([s.stored for s in samples], [s.whole for s in samples])
    pictures = [torch.from_numpy(np.stack(side)).permute(0, 3, 1, 2)[:, None] for side in sides]
    error = rng.normal(0.0, LEVEL_ERROR, (len(samples), 1)).repeat(2, 1)
    return *pictures, torch.from_numpy(np.exp(error).astype(np.float32))


def train_detail(
    data: Path, run: Path, schedule: Schedule, config: DetailConfig, start: Path | None = None
) -> Detail:
    """Train the network.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        config: Sizes of the network.
        start: Folder of a model of the same sizes whose weights are trained further; None: begin
            with chance.

    Returns:
        The averaged network.

    Raises:
        ModelError: If the model to start from is damaged, or of other sizes.
    """
    torch.manual_seed(schedule.seed)
    network = Detail(config)
    begun = {} if start is None else {"start": begin_with(network, start)}
    photos = training_photos(data)
    fast = fastest_format(pick_device()) is torch.bfloat16
    trained = train(
        run,
        network,
        schedule,
        batch_at=lambda step: detail_batch_at(photos, schedule, step),
        losses_of=lambda net, batch: denoiser_losses_of(net, batch, WEIGHTS, fast=fast),
        validate=DetailValidation.build(data, fast=fast).figures,
        facts={
            "network": "detail",
            "config": asdict(config),
            "weights": asdict(WEIGHTS),
            "level_error": LEVEL_ERROR,
            **data_facts(photos),
            **begun,
        },
    )
    assert isinstance(trained, Detail)
    return trained


def data_facts(photos: CleanPhotos) -> dict[str, object]:
    """Everything that decides what pictures there are."""
    return {
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
    }
