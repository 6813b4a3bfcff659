"""The recipe of the weights that clean pictures, top to bottom.

    lowlight train sa_unet --data DIR --run runs/sa_unet [--steps N] [--start models/sa_unet]
    lowlight train mirnet_denoiser --data DIR [--steps N] [--channels 48] [--blocks 3]

From clean photographs alone: they are given noise as it is in finished pictures
(`developed_noise.py`), and Gaussian noise for a share of them.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.engine.backends.torch_format import fastest_format
from lowlight_desktop.networks.mirnet import CascadeConfig
from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.networks.sa_unet import SaUnetConfig
from lowlight_desktop.training import denoiser_losses, denoiser_samples, developed_noise
from lowlight_desktop.training.alen_photos import SHARES, CleanPhotos, training_photos
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.denoiser_validation import DenoiserValidation
from lowlight_desktop.training.grain import GRAIN_LEFT, calmed
from lowlight_desktop.training.loop import Batch, Losses, Schedule, pick_device, train
from lowlight_desktop.training.starting import begin_with

DENOISER_SCHEDULE = Schedule(steps=20000, rate=1.5e-3, warm_up=300, every=1000, muon_rate=0.02)
CROP_PX = 128
CROPS = 1
"""Of each photo in a batch; they would share its statistics, as the crops of a survey do. The more
kinds of noise there are in a batch, the steadier is what it teaches."""
LEVEL_ERROR = 0.15
"""By how much the told level is wrong, standard deviation of the natural logarithm. Where it is
more, the network believes what it sees, and takes a camera's noise for texture."""


@dataclass(frozen=True, slots=True)
class DenoiserLossWeights:
    """How much each loss counts."""

    decibel: float = 1.0
    far: float = 0.5


def denoiser_losses_of(
    network: nn.Module, batch: Batch, weights: DenoiserLossWeights, *, fast: bool
) -> Losses:
    """The losses of a batch, weighted; `fast` computes the network in bfloat16."""
    assert isinstance(network, PictureDenoiser)
    noisy, clean, error = batch
    level = denoiser_losses.true_level(noisy, clean)
    with torch.autocast(noisy.device.type, torch.bfloat16, enabled=fast):
        out = network.clean(noisy, level * error)
    return {
        "decibel": weights.decibel * denoiser_losses.decibel_loss(out, clean),
        "far": weights.far * denoiser_losses.far_loss(out, clean, level),
    }


def denoiser_batch_at(
    photos: CleanPhotos, mix: Mix, schedule: Schedule, step: int
) -> tuple[Tensor, ...]:
    """The batch of a step: noisy and clean (B, K, 3, P, P), and how wrong the level is (B, 2)."""
    rng = np.random.default_rng((schedule.seed, step))
    of_photos = range(schedule.batch // CROPS)
    samples = [denoiser_samples.draw(photos, mix, CROP_PX, CROPS, rng) for _ in of_photos]

    def pictures(name: str) -> Tensor:
        stacked = np.stack([getattr(s, name) for s in samples])
        return torch.from_numpy(stacked).permute(0, 1, 4, 2, 3)

    error = rng.normal(0.0, LEVEL_ERROR, (len(samples), 2)) * 0.7
    error += rng.normal(0.0, LEVEL_ERROR, (len(samples), 1)) * 0.7
    told = torch.from_numpy(np.exp(error).astype(np.float32))
    return pictures("noisy"), pictures("clean"), told


def train_denoiser(
    data: Path,
    run: Path,
    schedule: Schedule,
    config: SaUnetConfig | CascadeConfig,
    mix: Mix,
    weights: DenoiserLossWeights | None = None,
    start: Path | None = None,
) -> PictureDenoiser:
    """Train a denoiser of finished pictures.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast; its batch counts crops.
        config: Size and parts of the network.
        mix: Kinds of noise.
        weights: Of the losses; None: those of the recipe.
        start: Folder of a model of the same sizes whose weights are trained further; None: begin
            with chance.

    Returns:
        The averaged network.

    Raises:
        ModelError: If the model to start from is damaged, or of other sizes.
    """
    torch.manual_seed(schedule.seed)
    name = "sa_unet" if isinstance(config, SaUnetConfig) else "mirnet_denoiser"
    network = NETWORKS[name](asdict(config))
    begun = {} if start is None else {"start": begin_with(network, start)}
    photos = calmed(training_photos(data))
    fast = fastest_format(pick_device()) is torch.bfloat16
    chosen = weights or DenoiserLossWeights()
    trained = train(
        run,
        network,
        schedule,
        batch_at=lambda step: denoiser_batch_at(photos, mix, schedule, step),
        losses_of=lambda net, batch: denoiser_losses_of(net, batch, chosen, fast=fast),
        validate=DenoiserValidation.build(data, fast=fast).figures,
        facts={
            "network": name,
            "config": asdict(config),
            "weights": asdict(chosen),
            "level_error": LEVEL_ERROR,
            "grain_left": GRAIN_LEFT,
            **data_facts(mix, photos),
            **begun,
        },
    )
    assert isinstance(trained, PictureDenoiser)
    return trained


def data_facts(mix: Mix, photos: CleanPhotos) -> dict[str, object]:
    """Everything that decides what pictures there are."""
    return {
        "mix": asdict(mix),
        "photos": photos.sizes(),
        "shares": SHARES,
        "crop_px": CROP_PX,
        "crops": CROPS,
        "noise": {
            "electrons": developed_noise.ELECTRONS,
            "gains_dn": developed_noise.GAINS_DN,
            "least_range": developed_noise.LEAST_RANGE,
            "jpeg_chance": developed_noise.JPEG_CHANCE,
            "rounded_chance": developed_noise.ROUNDED_CHANCE,
            "jpeg_quality": developed_noise.JPEG_QUALITY,
            "truth_quality": developed_noise.TRUTH_QUALITY,
            "sharp": denoiser_samples.SHARP,
            "soft": denoiser_samples.SOFT,
            "soft_chance": denoiser_samples.SOFT_CHANCE,
            "far_px": denoiser_samples.FAR_PX,
            "sharpened": developed_noise.SHARPENED_CHANCE,
            "smoothed": developed_noise.SMOOTHED_CHANCE,
            "shrunk": developed_noise.SHRUNK_CHANCE,
            "dim": developed_noise.DIM_CHANCE,
            "sigmas": denoiser_samples.WHITE_SIGMAS,
            "uniform": denoiser_samples.UNIFORM_CHANCE,
            "as_it_is": denoiser_samples.AS_IT_IS_CHANCE,
            "gaussian_shrink": denoiser_samples.GAUSSIAN_SHRINK,
            "correlated": denoiser_samples.CORRELATED_CHANCE,
            "clean": denoiser_samples.CLEAN_CHANCE,
        },
    }
