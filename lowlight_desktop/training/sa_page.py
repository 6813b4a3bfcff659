"""The page for people that `publish` writes beside the SA U-Net's weights."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.run_facts import (
    lengths_told,
    schedule_of,
    start_told,
    unfinished_told,
    weights_told,
)
from lowlight_desktop.training.sa_ablation import (
    ablation_text,
    attention_told,
    flags_of,
    level_flags_of,
)
from lowlight_desktop.training.sa_figures import work_per_px


def sa_page(
    card: ModelCard,
    network: SaUnet,
    measured: Figures,
    run: Checkpoint,
    head: Checkpoint,
    ablation: Mapping[str, Checkpoint],
    machine: str,
) -> str:
    """The Markdown page of a published SA U-Net; every number is a fact or was measured.

    Args:
        card: Its card.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
        head: And those of the noise head.
        ablation: Short runs to compare, as `ablation_runs` finds them.
        machine: What the training ran on, and for how long, in words; "" if nobody says so.
    """
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        parameters=card.parameters,
        version=card.version,
        unfinished=unfinished_told(run, head),
        work=work_per_px(network) / 1000,
        reach=network.config.reach_px,
        grid=network.config.grid_px,
        attention=attention_told(network.config.attention),
        step=run.step,
        schedule=schedule_of(run),
        flags=flags_of(run),
        head=schedule_of(head),
        head_flags=level_flags_of(head),
        head_step=head.step,
        quantile=head.facts["quantile"],
        crop=run.facts["crop_px"],
        crops=run.facts["crops"],
        weights=weights_told(run),
        machine=f"\nTrained on {machine}." if machine else "",
        plans=lengths_told(run, "the run"),
        photos=run.facts["photos"],
        shares=run.facts["shares"],
        mix=run.facts["mix"],
        error=run.facts["level_error"],
        noise=run.facts["noise"],
        enlarged=1.0 / cast("Mapping[str, Sequence[float]]", run.facts["noise"])["sharpness"][0],
        start=start_told(run),
        judged=measured["photos"],
        figures=figure_tables({n: f for n, f in measured.items() if n != "photos"}),
        won=measured["PolyU, decibels won"],
        clean=measured["McMaster, clean in and out"],
        level=measured["PolyU, PSNR when the level told is"],
        stars=stars_told(measured),
        ablation=ablation_text(ablation),
    )


def stars_told(measured: Figures) -> str:
    """How much of the light of stars is left: "12, 60 and 95 %"."""
    left = [
        f"{100 * figures['after']:.0f}"
        for name, figures in measured.items()
        if name.startswith("stars ") and isinstance(figures, Mapping)
    ]
    return f"{', '.join(left[:-1])} and {left[-1]} %"
