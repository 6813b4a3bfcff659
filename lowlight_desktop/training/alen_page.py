"""The page for people that `publish` writes beside the ALEN weights."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.alen_ablation import ablation_text
from lowlight_desktop.training.alen_figures import work_per_px
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.run_facts import (
    flags_told,
    lengths_told,
    rate_flag,
    schedule_of,
    start_told,
    unfinished_told,
    weights_told,
)
from lowlight_desktop.training.train_alen import ALEN_SCHEDULE


def alen_page(
    card: ModelCard,
    network: Alen,
    measured: Figures,
    run: Checkpoint,
    ablation: Mapping[str, Checkpoint],
    machine: str,
) -> str:
    """The Markdown page of a published ALEN model; every number is a fact or was measured.

    Args:
        card: Its card.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
        ablation: Short runs to compare, as `ablation_runs` finds them.
        machine: What the training ran on, and for how long, in words; "" if nobody says so.
    """
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        parameters=card.parameters,
        version=card.version,
        unfinished=unfinished_told(run),
        work=work_per_px(network) / 1000,
        reach=network.config.reach_px,
        step=run.step,
        schedule=schedule_of(run),
        flags=_flags(card.config, run),
        crop=run.facts["crop_px"],
        weights=weights_told(run),
        machine=f"\nTrained on {machine}." if machine else "",
        start=start_told(run),
        plans=lengths_told(run, "the run"),
        photos=run.facts["photos"],
        shares=run.facts["shares"],
        scenes=run.facts["scenes"],
        exposures=run.facts["exposures"],
        judged=measured["photos"],
        figures=figure_tables({n: f for n, f in measured.items() if n != "photos"}),
        ablation=ablation_text(ablation, run),
    )


def _flags(config: Mapping[str, Any], run: Checkpoint) -> str:
    """What the command has to say besides its defaults."""
    return flags_told(
        ("--max-pool", config["pool"] == "max"),
        ("--local-only", not config["attention_width"]),
        ("--unconditioned", not config["conditioned"]),
        ("--exposures", config["exposures"]),
        ("--start models/alen", "start" in run.facts),
        rate_flag(run, ALEN_SCHEDULE.rate),
    )
