"""The recipe of the SA U-Net's noise head: how noisy a picture is, from crops of it.

    lowlight train sa_level --data DATA --run runs/sa_level [--steps N]

Apart from the network, because it takes minutes, and learns from the same pictures. What the head
asks of a crop does not change while it learns: it is asked once of each of `POOL` crops, and these
numbers are learned from again and again. On real photos, which are not like those of the training,
it is right only after many steps: after 1,250 of 64 its order of 44 photos has rank 0.3 with what
they truly are, after 10,000 it has 0.7.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import trange

from lowlight_desktop.networks.blocks.noise_head import NoiseHead
from lowlight_desktop.training import denoiser_losses, denoiser_samples
from lowlight_desktop.training.alen_photos import CleanPhotos, training_photos
from lowlight_desktop.training.denoiser_samples import Mix
from lowlight_desktop.training.denoiser_validation import polyu_pairs
from lowlight_desktop.training.loop import Batch, Losses, Schedule, train
from lowlight_desktop.training.train_denoiser import data_facts

POOL = 16000
"""Crops whose numbers are learned from."""
NUMBERS_ERROR = 0.1
"""By how much these are made wrong, standard deviation in octaves: real photos are not ours."""
_CROP_PX = 128  # as a survey looks at


def pool_of(photos: CleanPhotos, mix: Mix, crops: int, seed: int) -> tuple[Tensor, Tensor]:
    """What the head is told of noisy crops, and how noisy they are.

    Args:
        photos: Without noise.
        mix: Kinds of noise.
        crops: How many.
        seed: Of all chance.

    Returns:
        (crops, n) as `NoiseHead.numbers`, and (crops, 2) levels of values in [0, 1].
    """
    head, told, levels = NoiseHead(members=1), list[Tensor](), list[Tensor]()
    for i in trange(crops, unit="crop", mininterval=2.0):
        sample = denoiser_samples.draw(photos, mix, _CROP_PX, 1, np.random.default_rng((seed, i)))
        noisy, clean = (
            torch.from_numpy(side).permute(0, 3, 1, 2) for side in (sample.noisy, sample.clean)
        )
        told.append(head.numbers(noisy))
        levels.append(denoiser_losses.true_level(noisy[None], clean[None]))
    return torch.cat(told), torch.cat(levels)


def noise_head_losses_of(network: nn.Module, batch: Batch) -> Losses:
    """The loss of a batch: numbers of crops, as from `pool_of`, and their levels."""
    assert isinstance(network, NoiseHead)
    numbers, level = batch
    middle, compared = numbers.split([level.shape[1], numbers.shape[1] - level.shape[1]], 1)
    compared = compared + NUMBERS_ERROR * torch.randn_like(compared)
    blurred = torch.cat([middle, compared], 1)
    found = torch.pow(2.0, network.believed(blurred)) / 255.0
    return {"level": denoiser_losses.level_loss(found, level)}


def train_noise_head(
    data: Path, run: Path, schedule: Schedule, mix: Mix, crops: int = POOL
) -> NoiseHead:
    """Train the head that reads the level of the noise.

    Args:
        data: The data folder.
        run: Folder of the run.
        schedule: How long and how fast.
        mix: Kinds of noise.
        crops: How many are learned from.

    Returns:
        The averaged head.
    """
    photos, pairs = training_photos(data), polyu_pairs(data)
    real = [(_crops(torch.from_numpy(a)), _crops(torch.from_numpy(b))) for a, b in pairs]
    numbers, levels = pool_of(photos, mix, crops, schedule.seed)

    def batch_at(step: int) -> Batch:
        chosen = np.random.default_rng((schedule.seed, step)).integers(crops, size=schedule.batch)
        return numbers[chosen], levels[chosen]

    torch.manual_seed(schedule.seed)
    trained = train(
        run,
        NoiseHead(),
        schedule,
        batch_at=batch_at,
        losses_of=noise_head_losses_of,
        validate=lambda head: _figures(head, real),
        facts={
            "network": "sa_level",
            "quantile": denoiser_losses.LEVEL_QUANTILE,
            "pool": crops,
            "numbers_error": NUMBERS_ERROR,
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
