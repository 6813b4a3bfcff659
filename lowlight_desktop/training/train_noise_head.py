"""The recipe of the SA U-Net's noise head: how noisy a picture is, from crops of it.

    lowlight train sa_level --data DATA --run runs/sa_level [--steps N]

Apart from the network, because it takes minutes, and learns from the same pictures.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.training import denoiser_losses
from lowlight_desktop.training.alen_photos import training_photos
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.denoiser_validation import polyu_pairs
from lowlight_desktop.training.loop import Batch, Losses, Schedule, train
from lowlight_desktop.training.train_denoiser import data_facts, denoiser_batch_at

_CROP_PX = 128  # as a survey looks at


def noise_head_losses_of(network: nn.Module, batch: Batch) -> Losses:
    """The loss of a batch as `denoiser_batch_at` makes it."""
    noisy, clean, _ = batch
    return {
        "level": denoiser_losses.level_loss(
            network(noisy), denoiser_losses.true_level(noisy, clean)
        )
    }


def train_noise_head(data: Path, run: Path, schedule: Schedule, mix: Mix) -> NoiseHead:
    """Train the head that reads the level of the noise.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        mix: Kinds of noise.

    Returns:
        The averaged head.
    """
    torch.manual_seed(schedule.seed)
    photos, pairs = training_photos(data), polyu_pairs(data)
    crops = [(_crops(torch.from_numpy(a)), _crops(torch.from_numpy(b))) for a, b in pairs]
    trained = train(
        run,
        NoiseHead(),
        schedule,
        batch_at=lambda step: denoiser_batch_at(photos, mix, schedule, step),
        losses_of=noise_head_losses_of,
        validate=lambda head: _figures(head, crops),
        facts={
            "network": "sa_level",
            "quantile": denoiser_losses.LEVEL_QUANTILE,
            **data_facts(mix, photos),
        },
    )
    assert isinstance(trained, NoiseHead)
    return trained


def _crops(photo: Tensor) -> Tensor:
    """(1, K, 3, 128, 128) all whole squares of a photo (H, W, 3) uint8."""
    squares = photo.permute(2, 0, 1).unfold(1, _CROP_PX, _CROP_PX).unfold(2, _CROP_PX, _CROP_PX)
    return squares.flatten(1, 2).transpose(0, 1)[None].float() / 255.0


@torch.inference_mode()
def _figures(head: nn.Module, crops: list[tuple[Tensor, Tensor]]) -> dict[str, float]:
    """What is found over what there is, in real photos: the medians."""
    device = next(head.parameters()).device
    ratios = torch.cat(
        [head(a.to(device)).cpu() / denoiser_losses.true_level(a, b) for a, b in crops]
    )
    luminance, color = ratios.median(0).values.tolist()
    return {"polyu_luminance": luminance, "polyu_color": color}
