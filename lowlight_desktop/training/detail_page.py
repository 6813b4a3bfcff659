"""The page for people that `publish` writes beside the weights of the Detail network."""

from pathlib import Path

from lowlight_desktop.networks.detail import Detail
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.card_text import Figures
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_figures import work_per_px
from lowlight_desktop.training.detail_figures import REPEATS_FROM
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.run_facts import (
    flags_told,
    lengths_told,
    schedule_of,
    start_told,
    unfinished_told,
    weights_told,
)
from lowlight_desktop.training.train_detail import DETAIL_SCHEDULE


def detail_page(
    card: ModelCard,
    network: Detail,
    measured: Figures,
    run: Checkpoint,
    head: Checkpoint,
    machine: str,
) -> str:
    """The Markdown page of the published network; every number is a fact or was measured.

    Args:
        card: Its card.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
        head: And those of the head that tells how much is wrong.
        machine: What the training ran on, and for how long, in words; "" if nobody says so.
    """
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    rate = schedule_of(run)["rate"] / DETAIL_SCHEDULE.rate
    return page.format(
        parameters=card.parameters,
        version=card.version,
        unfinished=unfinished_told(run, head),
        work=work_per_px(network) / 1000,
        reach=network.sizes.reach_px,
        grid=network.sizes.grid_px,
        config=network.config,
        window=network.config.window * network.config.shrink * 2,
        step=run.step,
        schedule=schedule_of(run),
        flags=flags_told(
            ("--start models/detail", "start" in run.facts), (f"--rate {rate:g}", rate != 1.0)
        ),
        start=start_told(run),
        head=schedule_of(head),
        head_step=head.step,
        crop=run.facts["crop_px"],
        weights=weights_told(run),
        machine=f"\nTrained on {machine}." if machine else "",
        plans=lengths_told(run, "the run"),
        photos=run.facts["photos"],
        shares=run.facts["shares"],
        error=run.facts["level_error"],
        storing=run.facts["storing"],
        judged=measured["photos"],
        repeats=REPEATS_FROM,
        figures=figure_tables({n: f for n, f in measured.items() if n != "photos"}),
        thirty=measured["McMaster, JPEG 30"],
        ninety=measured["McMaster, JPEG 90"],
        clean=measured["McMaster, never compressed"],
    )
