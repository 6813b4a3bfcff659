"""The page for people that `publish` writes beside the FLW weights."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.flw_card import FlwRuns
from lowlight_desktop.training.flw_figures import GROUPS
from lowlight_desktop.training.run_facts import (
    lengths_told,
    schedule_of,
    unfinished_told,
    weights_told,
)

_STRONGER_NOISE = (
    "\nThe read noise of this training was 1.3 to 2.2 times as strong as those laws say: a mistake "
    "that is\nmended in the code, but not in these weights.\n"
)


def flw_page(card: ModelCard, measured: Figures, runs: FlwRuns) -> str:
    """The Markdown page of a published FLW model; every number is a fact or was measured.

    Args:
        card: Its card.
        measured: Figures by what they are.
        runs: Where the weights come from.
    """
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        parameters=card.parameters,
        version=card.version,
        light_step=runs.light.step,
        light=schedule_of(runs.light),
        light_flags=_flags(card.config),
        crop=runs.light.facts.get("crop_px", 112),  # the one size before runs told theirs
        plans=lengths_told(runs.light, "the light's run"),
        unfinished=unfinished_told(runs.light),
        target=runs.target.facts,
        weights=weights_told(runs.light),
        photos=runs.photos,
        noise="" if "read_noise" in runs.light.facts else _STRONGER_NOISE,
        figures=figure_tables(measured),
        brightness=_brightness(measured),
    )


def _flags(config: Mapping[str, Any]) -> str:
    flags = f"--width {config['width']} --fold {config['fold']}"
    return flags if config["modulated"] else f"{flags} --unmodulated"


def _brightness(measured: Figures) -> str:
    """How far the predicted brightness is off, in words."""
    parts: list[str] = []
    for title in GROUPS.values():
        errors = measured.get(f"{title}, error of the brightness")
        if isinstance(errors, Mapping):
            network, constant = errors["of the network"], errors["of the best constant"]
            parts.append(f"{network} on {title} (the best constant: {constant})")
    return ",\n  ".join(parts)
