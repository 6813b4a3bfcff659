"""The page for people that `publish` writes beside the weights of a denoiser."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from lowlight_desktop.networks.picture_denoiser import PictureDenoiser
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_facts import DENOISERS, flags_of, head_flags_of
from lowlight_desktop.training.denoiser_figures import work_per_px
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.run_facts import (
    lengths_told,
    schedule_of,
    start_told,
    unfinished_told,
    weights_told,
)


def denoiser_page(
    card: ModelCard,
    network: PictureDenoiser,
    measured: Figures,
    run: Checkpoint,
    head: Checkpoint,
    ablation: str,
    machine: str,
) -> str:
    """The Markdown page of a published denoiser; every number is a fact or was measured.

    Args:
        card: Its card.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
        head: And those of the noise head.
        ablation: A section about short runs that were compared; or "".
        machine: What the training ran on, and for how long, in words; "" if nobody says so.
    """
    soft = cast("Mapping[str, Sequence[float]]", run.facts["noise"])["soft"]
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        title=card.title,
        quality=card.quality.capitalize(),
        name=card.id,
        about=DENOISERS[card.network].about(card.config),
        parameters=card.parameters,
        version=card.version,
        unfinished=unfinished_told(run, head),
        work=work_per_px(network) / 1000,
        reach=network.sizes.reach_px,
        grid=network.sizes.grid_px,
        step=run.step,
        schedule=schedule_of(run),
        flags=flags_of(run),
        head=schedule_of(head),
        head_flags=head_flags_of(head),
        head_step=head.step,
        quantile=head.facts["quantile"],
        pool=head.facts["pool"],
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
        grain_left=run.facts["grain_left"],
        enlarged=1.0 / soft[0],
        least_enlarged=1.0 / soft[1],
        start=start_told(run),
        judged=measured["photos"],
        figures=figure_tables({n: f for n, f in measured.items() if n != "photos"}),
        won=measured["PolyU, decibels won"],
        clean=measured["McMaster, clean in and out"],
        level=measured["PolyU, PSNR when the level told is"],
        stars=stars_told(measured),
        ablation=ablation,
    )


def stars_told(measured: Figures) -> str:
    """How much of the light of stars is left: "12, 60 and 95 %"."""
    left = [
        f"{100 * figures['after']:.0f}"
        for name, figures in measured.items()
        if name.startswith("stars ") and isinstance(figures, Mapping)
    ]
    return f"{', '.join(left[:-1])} and {left[-1]} %"
