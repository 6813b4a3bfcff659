"""The brightness predictor: how bright should this photo become, judged by its content?

Trained apart from the light, on thumbnails alone, with heavy augmentation: there are a thousand
opinions to learn from, and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from lowlight_desktop.networks.light import TargetPredictor
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.survey_sizes import THUMBNAIL_PX
from lowlight_desktop.training.data_sets import DataSets, Photo, training_sets, validation_sets
from lowlight_desktop.training.loop import Batch, Losses, Schedule, train
from lowlight_desktop.training.synthesis import to_light, to_srgb

_CACHE_PX = 128
_SHARES = {"lol": 0.65, "sice": 0.2, "clean": 0.15}
# An error of this size costs as much as everything else that is wrong with a lit photo (25 dB).
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """Somebody's choice of brightness for a photo.

    Attributes:
        light: (128, 128, 3) linear light of the dark photo, or of the clean one.
        wanted: (128, 128) max(R, G, B) of the bright photo.
        darken: Whether `light` is still bright and darkness is to be synthesized.
    """

    light: Pixels
    wanted: Pixels
    darken: bool


def opinions(sets: DataSets) -> dict[str, list[Opinion]]:
    """Reduce every pair to what the predictor can see and should say."""
    pairs = {"lol": sets.lol, "sice": sets.sice}
    found = {
        name: [
            Opinion(_small(to_light(p.dark)), _brightness(p.bright), darken=False) for p in group
        ]
        for name, group in pairs.items()
    }
    found["clean"] = [Opinion(_small(to_light(c)), _brightness(c), darken=True) for c in sets.clean]
    return found


def _small(picture: Pixels) -> Pixels:
    size = (_CACHE_PX, _CACHE_PX)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)  # pyright: ignore[reportReturnType]


def _brightness(photo: Photo) -> Pixels:
    return _small(photo.max(2).astype(np.float32) / np.float32(255))


def _draw(found: Mapping[str, list[Opinion]], rng: np.random.Generator) -> tuple[Pixels, float]:
    group = found[str(rng.choice(list(_SHARES), p=list(_SHARES.values())))]
    opinion = group[int(rng.integers(len(group)))]
    side = rng.uniform(0.85, 1.0, 2) * _CACHE_PX
    rows, columns = (
        slice(start := int(rng.integers(_CACHE_PX - int(s) + 1)), start + int(s)) for s in side
    )
    stops = -rng.uniform(1.0, 6.0) if opinion.darken else rng.normal(0.0, 0.5)
    tint = np.exp2(rng.normal(0.0, 0.1, 3))
    light = opinion.light[rows, columns] * (np.exp2(stops) * tint).astype(np.float32)
    size = (THUMBNAIL_PX, THUMBNAIL_PX)
    seen = cv2.resize(to_srgb(light), size, interpolation=cv2.INTER_AREA)
    if rng.random() < 0.5:
        seen = seen[:, ::-1]
    seen = seen + rng.normal(0.0, 0.002, seen.shape)
    return np.clip(seen, 0, 1).astype(np.float32), float(opinion.wanted[rows, columns].mean())


def _batch(found: Mapping[str, list[Opinion]], schedule: Schedule, step: int) -> Batch:
    rng = np.random.default_rng((schedule.seed, step))
    drawn = [_draw(found, rng) for _ in range(schedule.batch)]
    seen = torch.from_numpy(np.stack([d[0] for d in drawn])).permute(0, 3, 1, 2)
    return seen, torch.tensor([d[1] for d in drawn], dtype=torch.float32)


def _losses(network: nn.Module, batch: Batch) -> Losses:
    seen, wanted = batch
    error = (network(seen) - wanted) / _TOLERANCE
    # What a wrong brightness costs in decibels, up to a constant.
    return {"target": torch.log1p(error.square()).mean()}


def _validator(sets: DataSets) -> dict[str, tuple[Tensor, Tensor]]:
    cases: dict[str, tuple[Tensor, Tensor]] = {}
    for name, group in opinions(sets).items():
        if name == "clean":
            continue
        size = (THUMBNAIL_PX, THUMBNAIL_PX)
        seen = np.stack(
            [cv2.resize(to_srgb(o.light), size, interpolation=cv2.INTER_AREA) for o in group]
        )
        wanted = torch.tensor([float(o.wanted.mean()) for o in group])
        cases[name] = (torch.from_numpy(seen).permute(0, 3, 1, 2), wanted)
    return cases


def train_target(data: Path, run: Path, schedule: Schedule, width: int) -> TargetPredictor:
    """Train the brightness predictor.

    Args:
        data: The data folder.
        run: Folder of this run.
        schedule: How long and how fast.
        width: Of the predictor.
    """
    torch.manual_seed(schedule.seed)
    found = opinions(training_sets(data))
    cases = _validator(validation_sets(data))

    @torch.inference_mode()
    def validate(network: nn.Module) -> dict[str, float]:
        network.eval()
        device = next(network.parameters()).device
        figures: dict[str, float] = {}
        for name, (seen, wanted) in cases.items():
            error = network(seen.to(device)).cpu() - wanted
            figures[f"{name}_error"] = float(error.abs().mean())
            figures[f"{name}_cost"] = float(torch.log1p((error / _TOLERANCE).square()).mean())
            figures[f"{name}_constant"] = float((wanted - wanted.median()).abs().mean())
        return figures

    trained = train(
        run,
        TargetPredictor(width),
        schedule,
        batch_at=lambda step: _batch(found, schedule, step),
        losses_of=_losses,
        validate=validate,
        facts={"network": "flw-target", "width": width},
    )
    assert isinstance(trained, TargetPredictor)
    return trained
