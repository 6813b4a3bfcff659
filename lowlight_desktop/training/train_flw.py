"""The recipe of the weights that light photos, top to bottom.

    lowlight train flw --data DIR --run runs/flw [--steps N]

This trains the light; `train_target.py` trains the brightness predictor, and publishing joins them.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.networks.flw import Flw, FlwConfig
from lowlight_desktop.networks.light import LightNetwork
from lowlight_desktop.training import losses
from lowlight_desktop.training.data_sets import training_sets, training_sizes, validation_sets
from lowlight_desktop.training.flw_samples import Prepared, draw, prepare
from lowlight_desktop.training.flw_validation import FlwValidation
from lowlight_desktop.training.loop import Batch, Losses, Schedule, pick_device, train
from lowlight_desktop.training.scenes import NIGHT_CHANCE, SATURATED_CHANCE

CROP_PX = 112
READ_NOISE = "standard deviation"
"""What the laws of read noise were taken for; runs without this fact trained on stronger noise."""


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each loss counts. The paper has one for all and no GT-mean-tolerant term."""

    l1: float = 1.0
    ssim: float = 1.0
    color: float = 1.0
    brightness: float = 1.0
    structure: float = 1.0


# The relative losses are angles, together twenty times the size of L1 after a thousand steps: at
# the published weights they drown the two that PSNR and SSIM follow (see docs/flw_ablation.md).
WEIGHTS = LossWeights(l1=4.0, ssim=1.0, color=0.25, brightness=0.25, structure=0.25)


def light_losses(
    network: nn.Module,
    batch: Batch,
    weights: LossWeights,
    *,
    fast: bool,
    distance: losses.Loss = losses.l1,
) -> Losses:
    """The five losses of a batch, weighted; `fast` computes the network in bfloat16."""
    assert isinstance(network, LightNetwork)
    dark, bright, coarse, thumbnail, target = batch
    dark = dark.contiguous(memory_format=torch.channels_last)
    survey = network.survey(thumbnail, target)
    with torch.autocast(dark.device.type, torch.bfloat16, enabled=fast):
        out = network.render(dark, coarse, survey)
    out = out.float()
    return {
        "l1": weights.l1 * distance(out, bright),
        "ssim": weights.ssim * losses.ssim_loss(out, bright),
        "color": weights.color * losses.color_loss(out, bright),
        "brightness": weights.brightness * losses.brightness_loss(out, bright),
        "structure": weights.structure * losses.structure_loss(out, bright),
    }


def batch_at(
    prepared: Prepared, schedule: Schedule, step: int, crop_px: int = CROP_PX
) -> tuple[Tensor, ...]:
    """The batch of a step: (dark, bright, coarse, thumbnail, target)."""
    rng = np.random.default_rng((schedule.seed, step))
    samples = [draw(prepared, crop_px, rng) for _ in range(schedule.batch)]

    def stack(name: str) -> Tensor:
        pictures = np.stack([getattr(s, name) for s in samples])
        return torch.from_numpy(pictures).permute(0, 3, 1, 2)

    coarse = torch.from_numpy(np.stack([s.coarse for s in samples]))[:, None]
    target = torch.tensor([s.target for s in samples], dtype=torch.float32)
    return stack("dark"), stack("bright"), coarse, stack("thumbnail"), target


def train_flw(
    data: Path,
    run: Path,
    schedule: Schedule,
    config: FlwConfig,
    weights: LossWeights = WEIGHTS,
) -> LightNetwork:
    """Train the light; the brightness predictor is trained apart and joined by `publish`.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        config: Size of the network.
        weights: Of the losses.

    Returns:
        The averaged network.
    """
    torch.manual_seed(schedule.seed)
    network = Flw(config)
    network.predictor.requires_grad_(requires_grad=False)
    prepared = prepare(training_sets(data))
    fast = fastest_format(pick_device()) is torch.bfloat16
    validation = FlwValidation.build(validation_sets(data), fast=fast)
    facts = {
        "network": "flw",
        "config": asdict(config),
        "weights": asdict(weights),
        "crop_px": CROP_PX,
        **data_facts(data),
    }
    trained = train(
        run,
        network,
        schedule,
        batch_at=lambda step: batch_at(prepared, schedule, step),
        losses_of=lambda net, batch: light_losses(net, batch, weights, fast=fast),
        validate=validation.figures,
        facts=facts,
    )
    assert isinstance(trained, LightNetwork)
    return trained


def data_facts(data: Path) -> dict[str, object]:
    """What decides which dark photos there are."""
    return {
        "photos": training_sizes(data),
        "read_noise": READ_NOISE,
        "scenes": {"night": NIGHT_CHANCE, "saturated": SATURATED_CHANCE},
    }
