"""The card and the page for people that `publish` writes beside the weights of Light Best."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import torch

from lowlight_desktop.networks.blocks.counting import multiplications
from lowlight_desktop.networks.mirnet_light import MirnetLight, MirnetLightConfig
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.survey_sizes import THUMBNAIL_PX
from lowlight_desktop.training.card_text import Figures, card_text
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.denoiser_facts import mirnet_flags
from lowlight_desktop.training.figure_tables import figure_tables
from lowlight_desktop.training.run_facts import (
    flags_told,
    lengths_told,
    planned_steps,
    rate_flag,
    schedule_of,
    unfinished_told,
    weights_told,
)
from lowlight_desktop.training.train_mirnet_light import MIRNET_LIGHT_SCHEDULE

_PX = 256
"""Side of the square that the work is counted on."""


@torch.inference_mode()
def light_work_per_px(network: MirnetLight) -> int:
    """Multiplications for each pixel of a region."""
    known = network.survey(torch.rand(1, 3, THUMBNAIL_PX, THUMBNAIL_PX), torch.tensor([0.4]))
    region = torch.rand(1, 3, _PX, _PX)
    return round(multiplications(lambda: network.render(region, region[:, :1], known)) / _PX**2)


def mirnet_light_card(
    card: ModelCard, network: MirnetLight, measured: Figures, run: Checkpoint
) -> str:
    """The text of `card.toml`.

    Args:
        card: The card without its figures.
        network: What it describes.
        measured: Figures by what they are.
        run: Where the weights come from.
    """
    about = {
        "input": "sRGB-encoded RGB in [0, 1]; wide gamut and highlights are carried around it",
        "grid_px": network.sizes.grid_px,
        "reach_px": network.sizes.reach_px,
        "multiplications_per_px": light_work_per_px(network),
    }
    trained = {
        "steps": run.step,
        "planned steps": planned_steps(run),
        "seed": schedule_of(run)["seed"],
        "goes on from": run.facts["start"],
        "photos": run.facts["photos"],
    }
    return card_text(card, about, trained, measured)


def mirnet_light_page(
    card: ModelCard,
    network: MirnetLight,
    measured: tuple[Figures, Figures],
    run: Checkpoint,
    machine: str,
) -> str:
    """The Markdown page of a published model; every number is a fact or was measured.

    Args:
        card: Its card.
        network: What it describes.
        measured: Figures by what they are, of this network and of Light Fast.
        run: Where the weights come from.
        machine: What the training ran on, and for how long, in words; "" if nobody says so.
    """
    own, fast = measured
    config, mixup = network.config, cast("float", run.facts["mixup"])
    sizes = mirnet_flags(card.config, MirnetLightConfig())
    page = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return page.format(
        title=card.title,
        parameters=card.parameters,
        version=card.version,
        unfinished=unfinished_told(run),
        work=light_work_per_px(network) / 1000,
        reach=network.sizes.reach_px,
        config=config,
        blocks=config.groups * config.blocks,
        step=run.step,
        schedule=schedule_of(run),
        patches=_patches(run),
        flags=flags_told(
            *sizes,
            (f"--mixup {mixup:g}", mixup > 0),
            rate_flag(run, MIRNET_LIGHT_SCHEDULE.rate),
        ),
        start=run.facts["start"],
        weights=weights_told(run),
        machine=f"\nTrained on {machine}." if machine else "",
        plans=lengths_told(run, "the run"),
        photos=run.facts["photos"],
        figures=figure_tables(beside({"Best": own, "Fast": fast})),
    )


def beside(measured: Mapping[str, Figures]) -> Figures:
    """Figures of several models, those of the same name one below the other.

    Args:
        measured: Figures by the name of their model; all have the same ones.
    """
    rows: dict[str, float | Mapping[str, float]] = {}
    for name, first in next(iter(measured.values())).items():
        if name == "photos":
            rows["photos of each set"] = first
            continue
        for model, figures in measured.items():
            rows[f"{name}: {model}"] = figures[name]
    return rows


def _patches(run: Checkpoint) -> str:
    """The stages of the training: "16 of 80x80 from 0 % of the steps on, ..."."""
    batch = int(schedule_of(run)["batch"])
    stages = cast("Sequence[tuple[float, int, float]]", run.facts["patches"])
    return ", ".join(
        f"{round(batch * factor)} of {side}x{side} from {100 * share:.0f} % of the steps on"
        for share, side, factor in stages
    )
