"""The recipe of the ALEN weights, top to bottom.

    lowlight train alen --data DIR --run runs/alen [--steps N] [--start models/alen]

From clean photographs, unprocessed to what a sensor would have seen, and from low-ISO RAW files:
their light is exposed through a noise model of any camera (`alen_samples.py`).
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.training import alen_losses, alen_samples
from lowlight_desktop.training.alen_photos import (
    SHARES,
    training_photos,
    validation_photos,
)
from lowlight_desktop.training.alen_samples import AlenPhotos
from lowlight_desktop.training.alen_validation import AlenValidation
from lowlight_desktop.training.loop import Batch, Losses, Schedule, pick_device, train
from lowlight_desktop.training.sensor_photos import sensor_photos
from lowlight_desktop.training.starting import begin_with

ALEN_SCHEDULE = Schedule(steps=15000, rate=1.5e-3, every=1000, muon_rate=0.02)
CROP_PX = 160


@dataclass(frozen=True, slots=True)
class AlenLossWeights:
    """How much each loss counts."""

    tone: float = 1.0
    light: float = 1.0
    edges: float = 0.25
    far: float = 10.0


def alen_losses_of(
    network: nn.Module, batch: Batch, weights: AlenLossWeights, *, fast: bool
) -> Losses:
    """The losses of a batch, weighted; `fast` computes the network in bfloat16.

    Light is compared white-balanced, at the brightness of the finished photo.
    """
    assert isinstance(network, Alen)
    mosaic, clean, cells, gain, read, balance, ratio = batch
    survey = network.survey(cells, gain, read, balance)
    with torch.autocast(mosaic.device.type, torch.bfloat16, enabled=fast):
        out = network.render(mosaic, survey)
    finish = (balance * ratio[:, None])[:, :, None, None]
    out, wanted = (x * finish for x in alen_losses.up_to_full(out.float(), clean))
    return {
        "tone": weights.tone * alen_losses.tone_loss(out, wanted),
        "light": weights.light * alen_losses.light_loss(out, wanted),
        "edges": weights.edges * alen_losses.edge_loss(out, wanted),
        "far": weights.far * alen_losses.far_loss(out, wanted),
    }


def alen_batch_at(photos: AlenPhotos, schedule: Schedule, step: int) -> tuple[Tensor, ...]:
    """The batch of a step: (mosaic, clean, cells, gain, read, white balance, ratio)."""
    rng = np.random.default_rng((schedule.seed, step))
    samples = [alen_samples.draw(photos, CROP_PX, rng) for _ in range(schedule.batch)]

    def pictures(name: str) -> Tensor:
        return torch.from_numpy(np.stack([getattr(s, name) for s in samples])).permute(0, 3, 1, 2)

    def numbers(name: str) -> Tensor:
        return torch.tensor([getattr(s, name) for s in samples], dtype=torch.float32)

    mosaic = torch.from_numpy(np.stack([s.mosaic for s in samples]))[:, None]
    balance = torch.from_numpy(np.stack([s.white_balance for s in samples]))
    light = (mosaic, pictures("clean"), pictures("cells"))
    return *light, numbers("gain"), numbers("read"), balance, numbers("ratio")


def train_alen(
    data: Path,
    run: Path,
    schedule: Schedule,
    config: AlenConfig,
    weights: AlenLossWeights | None = None,
    start: Path | None = None,
) -> Alen:
    """Train the RAW network.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        config: Size and parts of the network.
        weights: Of the losses; None: those of the recipe.
        start: Folder of a model of the same sizes whose weights are trained further; None: begin
            with chance.

    Returns:
        The averaged network.

    Raises:
        ModelError: If the model to start from is damaged, or of other sizes.
    """
    torch.manual_seed(schedule.seed)
    network = Alen(config)
    begun = {} if start is None else {"start": begin_with(network, start)}
    photos = AlenPhotos(training_photos(data), sensor_photos(data))
    fast = fastest_format(pick_device()) is torch.bfloat16
    validation = AlenValidation.build(validation_photos(data), fast=fast)
    chosen = weights or AlenLossWeights()
    trained = train(
        run,
        network,
        schedule,
        batch_at=lambda step: alen_batch_at(photos, schedule, step),
        losses_of=lambda net, batch: alen_losses_of(net, batch, chosen, fast=fast),
        validate=validation.figures,
        facts={**_facts(config, chosen, photos), **begun},
    )
    assert isinstance(trained, Alen)
    return trained


def _facts(config: AlenConfig, weights: AlenLossWeights, photos: AlenPhotos) -> dict[str, object]:
    """Everything that decides what a step trains on."""
    return {
        "network": "alen",
        "config": asdict(config),
        "weights": asdict(weights),
        "photos": {**photos.developed.sizes(), "raw": len(photos.sensor)},
        "shares": SHARES,
        "crop_px": CROP_PX,
        "exposures": {
            "dark_chance": alen_samples.DARK_CHANCE,
            "dark_ratios": alen_samples.DARK_RATIOS,
            "light_ratios": alen_samples.LIGHT_RATIOS,
            "gains_dn": alen_samples.GAINS_DN,
            "least_electrons": alen_samples.LEAST_ELECTRONS,
        },
        "scenes": {
            "sensor": alen_samples.SENSOR_CHANCE,
            "stars": alen_samples.STAR_CHANCE,
            "highlights": alen_samples.HIGHLIGHT_CHANCE,
            "toned": alen_samples.TONED_CHANCE,
            "saturated": alen_samples.SATURATED_CHANCE,
        },
        "estimate_error": {
            "gain": alen_samples.GAIN_ERROR,
            "read": alen_samples.READ_ERROR,
        },
    }
