"""From two runs to `models/flw/`: weights, the card, the page for people, the golden picture."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from safetensors.torch import save_file

from lowlight_desktop.develop.color import Stored, decode, encode
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.light import light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.networks.flw import Flw, FlwConfig, parameter_count
from lowlight_desktop.photo.color_space import SRGB, WORKING
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.data_sets import validation_sets
from lowlight_desktop.training.flw_page import flw_page
from lowlight_desktop.training.flw_validation import FlwValidation
from lowlight_desktop.training.golden import golden_input

_FIGURES = {
    "psnr": "PSNR, brightness from the reference, dB",
    "ssim": "SSIM, brightness from the reference",
    "psnr_mean": "PSNR with GT-mean, brightness from the reference, dB",
    "blind_psnr": "PSNR, blind, dB",
    "blind_ssim": "SSIM, blind",
    "target_error": "mean error of the predicted brightness",
}


def publish_flw(data: Path, runs: Path, models: Path, version: str) -> None:
    """Write the model's folder.

    Args:
        data: The data folder, for the validation figures.
        runs: Folder with the runs `flw` and `flw-target`.
        models: Folder of the models.
        version: Of the weights: a date.
    """
    light = checkpoint.load(runs / "flw" / "checkpoint.safetensors")
    target = checkpoint.load(runs / "flw-target" / "checkpoint.safetensors")
    sizes = {**cast("dict[str, Any]", light.facts["config"])}
    sizes["predictor_width"] = target.facts["width"]
    config = FlwConfig(**sizes)
    network = Flw(config)
    light_half = {k: v for k, v in light.average.items() if not k.startswith("predictor.")}
    predictor = {f"predictor.{k}": v for k, v in target.average.items()}
    network.load_state_dict({**light_half, **predictor})
    network.eval().requires_grad_(requires_grad=False)
    folder = models / "flw"
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "weights.safetensors"
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, weights)
    card = ModelCard(
        id="flw",
        title="FLW light",
        step="light",
        quality="fast",
        network="flw",
        config=asdict(config),
        weights=weights,
        sha256=hashlib.sha256(weights.read_bytes()).hexdigest(),
        parameters=parameter_count(network),
        version=version,
        measured={},
    )
    loaded = Loaded(card, network, choose("cpu"))
    figures = FlwValidation.build(validation_sets(data)).figures(network)
    measured = {**_numeric_facts(loaded), **_named(figures)}
    steps = {"light": light.step, "target": target.step}
    (folder / "card.toml").write_text(_card_text(card, measured, steps))
    (folder / "README.md").write_text(flw_page(card, measured, steps))
    cv2.imwrite(str(folder / "golden.png"), golden(loaded)[..., ::-1])


def _named(figures: Mapping[str, float]) -> dict[str, object]:
    groups = {
        "lol": "LOL, held-out blocks, stretched to 600x400 with synthetic noise",
        "sice": "SICE, held-out scenes at 384x384",
        "clean": "McMaster, darkened by 3.5 stops with synthetic noise and JPEG",
    }
    return {
        f"{groups[name.split('_', 1)[0]]}: {_FIGURES[name.split('_', 1)[1]]}": round(value, 4)
        for name, value in figures.items()
    }


def _numeric_facts(model: Loaded) -> dict[str, object]:
    """What tiles and bfloat16 change, on the golden photo, in units of the encoded value."""
    whole = _lit(model, tile_px=4096, fast=False)
    differences = [
        float(np.abs(_lit(model, tile_px=px, fast=False) - whole).max()) for px in (64, 90, 256)
    ]
    rounded = np.abs(_lit(model, tile_px=4096, fast=True) - whole)
    return {
        "largest difference between tile sizes": float(f"{max(differences):.2g}"),
        "largest loss in bfloat16": float(f"{rounded.max():.2g}"),
        "mean loss in bfloat16": float(f"{rounded.mean():.2g}"),
    }


def _lit(model: Loaded, *, tile_px: int, fast: bool) -> Pixels:
    photo = Image(decode(golden_input()), WORKING)
    wish = Light()
    survey = survey_light(model, photo, wish)
    step = light_step(
        model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=tile_px, fast=fast
    )
    return step(Region.whole(photo.height, photo.width))


def golden(model: Loaded) -> Stored:
    """The golden input lit by a model with the default wish, (181, 240, 3) uint8 sRGB."""
    return encode(_lit(model, tile_px=4096, fast=False), SRGB, 8)


def _card_text(card: ModelCard, measured: Mapping[str, object], steps: Mapping[str, int]) -> str:
    def value(v: object) -> str:
        return str(v).lower() if isinstance(v, bool) else repr(v).replace("'", '"')

    def table(name: str, rows: Mapping[str, object]) -> str:
        return f"\n[{name}]\n" + "".join(f'"{k}" = {value(v)}\n' for k, v in rows.items())

    config = FlwConfig(**cast("dict[str, Any]", card.config))
    head = (
        f'title = "{card.title}"\nstep = "{card.step}"\nquality = "{card.quality}"\n'
        f'network = "{card.network}"\nsha256 = "{card.sha256}"\nparameters = {card.parameters}\n'
        f'version = "{card.version}"\n'
        'input = "sRGB-encoded RGB in [0, 1]; wide gamut and highlights are carried around it"\n'
        f"grid_px = {config.grid_px}\n"
        f"reach_px = {config.reach_px}\n"
    )
    trained = {
        "light steps": steps["light"],
        "predictor steps": steps["target"],
        "data": "LOL-v1 (437 squeezed pairs), SICE (539 pairs), 270 photos of BSDS500 and SUN-Hays",
    }
    return (
        head
        + table("config", card.config)
        + table("trained", trained)
        + table("measured", measured)
    )
