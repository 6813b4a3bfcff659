"""From two runs to `models/flw/`: weights, the card, the page for people, the golden picture."""

import hashlib
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import cv2
import torch
from safetensors.torch import save_file
from tqdm import tqdm

from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, fastest_format
from lowlight_desktop.networks.flw import Flw, FlwConfig, parameter_count
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.dark_photos import dark_photos
from lowlight_desktop.training.data_sets import training_sizes, validation_sets
from lowlight_desktop.training.flw_card import FlwRuns, flw_card
from lowlight_desktop.training.flw_figures import Figures, golden, numeric_figures, quality_figures
from lowlight_desktop.training.flw_page import flw_page


def publish_flw(data: Path, runs: Path, models: Path, version: str) -> None:
    """Write the model's folder: all of it, or nothing.

    Args:
        data: The data folder, for the validation figures.
        runs: Folder with the runs `flw` and `flw-target`.
        models: Folder of the models.
        version: Of the weights: a date.

    Raises:
        UsageError: If a run is missing.
        ModelError: If a checkpoint is damaged.
    """
    light, target = (_checkpoint(runs / name) for name in ("flw", "flw-target"))
    facts = FlwRuns(light, target, training_sizes(data))
    network = _joined(light, target)
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".publishing-", dir=models) as work:
        folder = Path(work) / "flw"
        folder.mkdir()
        card = _write_weights(network, folder, version)
        model = Loaded(card, network, choose("cpu"))
        measured = _measured(model, data)
        (folder / "card.toml").write_text(flw_card(card, measured, facts), encoding="utf-8")
        (folder / "README.md").write_text(flw_page(card, measured, facts), encoding="utf-8")
        cv2.imwrite(str(folder / "golden.png"), golden(model)[..., ::-1])
        _put_in_place(folder, models / "flw", aside=Path(work) / "before")


def _checkpoint(run: Path) -> checkpoint.Checkpoint:
    file = run / "checkpoint.safetensors"
    if not file.is_file():
        raise UsageError(f"{file} is missing; train first: lowlight train {run.name}.")
    return checkpoint.load(file)


def _joined(light: checkpoint.Checkpoint, target: checkpoint.Checkpoint) -> Flw:
    """The light of one run with the predictor of the other."""
    sizes = {**cast("dict[str, Any]", light.facts["config"])}
    sizes["predictor_width"] = target.facts["width"]
    network = Flw(FlwConfig(**sizes))
    light_half = {k: v for k, v in light.average.items() if not k.startswith("predictor.")}
    predictor = {f"predictor.{k}": v for k, v in target.average.items()}
    network.load_state_dict({**light_half, **predictor})
    return network.eval().requires_grad_(requires_grad=False)


def _write_weights(network: Flw, folder: Path, version: str) -> ModelCard:
    weights = folder / "weights.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    weights.chmod(0o644)  # safetensors lets nobody else read them
    return ModelCard(
        id="flw",
        title="FLW light",
        step="light",
        quality="fast",
        network="flw",
        config=asdict(network.config),
        weights=weights,
        sha256=hashlib.sha256(weights.read_bytes()).hexdigest(),
        parameters=parameter_count(network),
        version=version,
        measured={},
    )


def _measured(model: Loaded, data: Path) -> Figures:
    """In the number format that the program would choose here."""
    fast = fastest_format(model.device) is torch.bfloat16
    photos = dark_photos(validation_sets(data))
    with tqdm(total=len(photos), unit="photo", mininterval=2.0) as bar:
        quality = quality_figures(model, photos, fast=fast, seen=bar.update)
    return {**numeric_figures(model), **quality}


def _put_in_place(new: Path, folder: Path, *, aside: Path) -> None:
    """Exchange the model's folder for the new one; if that fails, the old one stays."""
    if folder.exists():
        folder.rename(aside)
    try:
        new.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
