"""The brightness predictor: how bright should this photo become, judged by photos like it?

Computed at once, not step by step: there are a thousand opinions to learn from, and no more. The
pairs are remembered; the clean photos, darkened, only say that such a photo was meant to be as
bright as it was.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lowlight_desktop.develop.metrics import mean_brightness
from lowlight_desktop.networks.target_predictor import FACTS, TargetPredictor, facts
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.data_sets import (
    DataSets,
    Photo,
    training_sets,
    training_sizes,
    validation_sets,
)
from lowlight_desktop.training.flw_samples import thumbnail_of
from lowlight_desktop.training.synthesis import to_light, to_srgb

# Chosen by cross-validation on all pairs (docs/flw_ablation.md): between half and twice of the
# first two nothing changes that could be told from chance.
_NEAR = 0.5
_RIDGE = 0.05
_CLEAN_SHARE = 0.4
_DARKER_STOPS = (1.0, 6.0)


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """Choices of brightness.

    Attributes:
        seen: (N, 3, 64, 64) dark photos, sRGB in [0, 1].
        wanted: (N,) mean of max(R, G, B) of the bright ones.
    """

    seen: Tensor
    wanted: Tensor


def opinions(
    photos: Sequence[tuple[Photo, Photo]], stops: Sequence[float] | None = None
) -> Opinions:
    """Reduce photos to what the predictor sees and should say.

    Args:
        photos: Each dark one with its bright one.
        stops: How much darker to make each dark one; None: dark as they are.
    """
    darker = stops or [0.0] * len(photos)
    seen = [_dark(dark, s) for (dark, _), s in zip(photos, darker, strict=True)]
    wanted = [mean_brightness(bright) for _, bright in photos]
    return Opinions(
        torch.from_numpy(np.stack(seen)).permute(0, 3, 1, 2).contiguous(),
        torch.tensor(wanted, dtype=torch.float64),
    )


def _dark(photo: Photo, stops: float) -> Pixels:
    if not stops:
        return thumbnail_of(photo.astype(np.float32) / np.float32(255))
    return thumbnail_of(to_srgb(to_light(photo) * np.float32(2.0**-stops)))


def fitted(remembered: Opinions, heard: Opinions | None, width: int) -> TargetPredictor:
    """The predictor that agrees best with all opinions.

    Args:
        remembered: Photos that pull the guess.
        heard: Photos that are agreed with, by a smaller share, and not remembered.
        width: Numbers to remember of each photo: the directions in which they differ most.
    """
    count = len(remembered.wanted)
    predictor = TargetPredictor(count, width).double()
    own = facts(remembered.seen).double()
    told = torch.cat([own, facts(remembered.seen.flip(-1)).double()])
    wanted = remembered.wanted.repeat(2)
    share = torch.full_like(wanted, 0.5)
    if heard is not None:
        told = torch.cat([told, facts(heard.seen).double()])
        wanted = torch.cat([wanted, heard.wanted])
        share = torch.cat([share, torch.full_like(heard.wanted, _CLEAN_SHARE)])
    with torch.no_grad():
        _place(predictor, told)
        predictor.examples.copy_(predictor.place(own))
        near = predictor.nearness(told)
        mean = (share * wanted).sum() / share.sum()
        among = near[:count] * (_RIDGE * share.sum() / count)
        normal = (near * share[:, None]).T @ near + among
        normal += 1e-6 * torch.eye(count, dtype=torch.float64)
        pull = torch.linalg.solve(normal, (near * share[:, None]).T @ (wanted - mean))
        predictor.pull.weight.copy_(pull[None])
        predictor.pull.bias.fill_(mean)
    return predictor.float().eval().requires_grad_(requires_grad=False)


def _place(predictor: TargetPredictor, told: Tensor) -> None:
    """Make places of the directions in which photos differ most; all kinds of facts count alike."""
    mean = told.mean(0)
    scale = torch.ones_like(mean)
    first = 0
    for kind, count in FACTS.items():
        own = slice(first, first := first + count)
        spread = told[:, own]
        # A field's spread says where photos have skies; the one of all fields keeps that.
        deviation = (
            (spread - mean[own]).square().mean().sqrt() if kind == "fields" else spread.std(0)
        )
        scale[own] = _NEAR / (deviation + 1e-6) / (2 * count) ** 0.5
    directions = torch.zeros_like(predictor.place.weight)
    found = torch.linalg.svd((told - mean) * scale, full_matrices=False).Vh[: len(directions)]
    directions[: len(found)] = found
    predictor.place.weight.copy_(directions * scale)
    predictor.place.bias.copy_(-predictor.place.weight @ mean)


def _errors(predictor: TargetPredictor, sets: DataSets) -> dict[str, float]:
    """Mean absolute errors on photos that were never heard, and of the constant that suits them."""
    figures: dict[str, float] = {}
    for name, pairs in (("lol", sets.lol), ("sice", sets.sice)):
        told = opinions([(p.dark, p.bright) for p in pairs])
        with torch.inference_mode():
            guess = predictor(told.seen).double()
        figures[f"{name}_error"] = float((guess - told.wanted).abs().mean())
        constant = told.wanted.median()
        figures[f"{name}_constant"] = float((told.wanted - constant).abs().mean())
    return figures


def train_target(data: Path, run: Path, width: int, seed: int) -> TargetPredictor:
    """Compute the brightness predictor, and keep it as the one checkpoint of a run.

    Args:
        data: The data folder.
        run: Folder of this run.
        width: Numbers to remember of each photo.
        seed: Of how much darker the clean photos are made.
    """
    sets = training_sets(data)
    rng = np.random.default_rng(seed)
    stops = rng.uniform(*_DARKER_STOPS, len(sets.clean)).tolist()
    remembered = opinions([(p.dark, p.bright) for p in (*sets.lol, *sets.sice)])
    predictor = fitted(remembered, opinions([(c, c) for c in sets.clean], stops), width)
    figures = _errors(predictor, validation_sets(data))
    sizes = {"examples": len(remembered.wanted), "width": width}
    known = {"network": "flw-target", **sizes, "seed": seed, "photos": training_sizes(data)}
    state = predictor.state_dict()
    run.mkdir(parents=True, exist_ok=True)
    kept = checkpoint.Checkpoint(1, {}, state, {}, {**known, "figures": figures})
    checkpoint.save(run / "checkpoint.safetensors", kept)
    line = {k: round(v, 5) for k, v in figures.items()}
    (run / "log.jsonl").write_text(json.dumps({"step": 1, **line}) + "\n")
    return predictor
