"""The recipe of the large network for light, top to bottom: Light Best.

    lowlight train mirnet_light --data DIR [--start models/flw] [--steps N]

It begins with a finished FLW, which stays as it is, and trains what goes on from there. Patches
grow while batches shrink: a step costs the same all along.
"""

from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.networks.light import LightNetwork
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.training import losses
from lowlight_desktop.training.data_sets import training_sets, validation_sets
from lowlight_desktop.training.flw_samples import Prepared, prepare
from lowlight_desktop.training.flw_validation import FlwValidation
from lowlight_desktop.training.loop import Schedule, pick_device, train
from lowlight_desktop.training.starting import begin_with
from lowlight_desktop.training.train_flw import WEIGHTS, batch_at, data_facts, light_losses

MIRNET_LIGHT_SCHEDULE = Schedule(steps=16000, rate=1e-3, warm_up=300, every=1000, muon_rate=0.01)
PATCHES = ((0.0, 80, 2.0), (0.4, 112, 1.0), (0.8, 160, 0.5))
"""From which share of the steps on, sides of the crops in pixels, and crops a step as a factor."""

_BETA = 1.2
"""Of the shares in a mixture, as in MIRNet-v2's released recipe."""


def patches_at(schedule: Schedule, step: int) -> tuple[int, int]:
    """Side of the crops in pixels, and their number, of a step."""
    done = step / schedule.steps
    _, side, factor = [stage for stage in PATCHES if stage[0] <= done][-1]
    return side, max(round(schedule.batch * factor), 1)


def progressive_batch_at(
    prepared: Prepared, schedule: Schedule, step: int, mixup: float
) -> tuple[Tensor, ...]:
    """As `batch_at`, in patches that grow; a share of the batches is mixed."""
    side, crops = patches_at(schedule, step)
    batch = batch_at(prepared, replace(schedule, batch=crops), step, side)
    rng = np.random.default_rng((schedule.seed, step, 1))
    return mixed(batch, float(rng.beta(_BETA, _BETA))) if rng.random() < mixup else batch


def mixed(batch: tuple[Tensor, ...], share: float) -> tuple[Tensor, ...]:
    """Each example laid over the next one, with everything that is known of it.

    Args:
        batch: (B, ...) tensors.
        share: Of the example itself, in [0, 1].

    Source:
        Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018.
    """
    return tuple(share * t + (1.0 - share) * t.roll(1, 0) for t in batch)


def train_mirnet_light(
    data: Path,
    run: Path,
    schedule: Schedule,
    config: MirnetLightConfig,
    start: Path,
    mixup: float = 0.0,
) -> LightNetwork:
    """Train what follows on FLW.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast; its batch is that of the patches in the middle.
        config: Size of the network.
        start: Folder of the FLW model that it begins with.
        mixup: Share of the batches whose examples are laid over each other.

    Returns:
        The averaged network.

    Raises:
        ModelError: If that model is damaged, or of other sizes.
    """
    torch.manual_seed(schedule.seed)
    network = MirnetLight(config)
    begun = begin_with(network, start, whole=False)
    network.freeze_flw()
    prepared = prepare(training_sets(data))
    fast = fastest_format(pick_device()) is torch.bfloat16
    trained = train(
        run,
        network,
        schedule,
        batch_at=lambda step: progressive_batch_at(prepared, schedule, step, mixup),
        losses_of=lambda net, batch: light_losses(
            net, batch, WEIGHTS, fast=fast, distance=losses.charbonnier
        ),
        validate=FlwValidation.build(validation_sets(data), fast=fast).figures,
        facts={
            "network": "mirnet_light",
            "config": asdict(config),
            "weights": asdict(WEIGHTS),
            "patches": PATCHES,
            "mixup": mixup,
            "start": begun,
            **data_facts(data),
        },
    )
    assert isinstance(trained, LightNetwork)
    return trained
