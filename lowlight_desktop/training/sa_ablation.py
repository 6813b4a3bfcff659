"""What shuffle attention is worth, and what real noise: runs of equal length, compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.networks.sa_unet import SaUnet
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.comparable_runs import Facts, comparable_runs
from lowlight_desktop.training.denoiser_facts import attention_told, flags_of, gaussian_share
from lowlight_desktop.training.denoiser_figures import work_per_px
from lowlight_desktop.training.figure_tables import wide_table
from lowlight_desktop.training.publishing import network_of
from lowlight_desktop.training.run_facts import schedule_of

RUNS = tuple(f"sa_unet-{name}" for name in ("none", "decoder", "encoder", "both", "gaussian"))
"""Names of the runs."""

_OWN = {"figures", "lengths", "mix"}
"""Facts in which runs that are compared may differ, beside the place of the attention."""
_COLUMNS = {"sigma30": "Gaussian 30", "sigma50": "Gaussian 50", "polyu": "PolyU", "clean": "clean"}


def ablation_runs(runs: Path) -> dict[str, Checkpoint]:
    """The runs of `RUNS` that there are.

    Args:
        runs: Folder of all runs.

    Raises:
        UsageError: If one is not at its end, or if they differ in more than the attention and the
            kind of noise.
    """
    return comparable_runs(runs, RUNS, _shared)


def _shared(facts: Facts) -> Facts:
    config = {**cast("dict[str, Any]", facts["config"]), "attention": ""}
    return {**{name: fact for name, fact in facts.items() if name not in _OWN}, "config": config}


def ablation_text(found: Mapping[str, Checkpoint]) -> str:
    """A section of the page; "" where there is nothing to compare.

    Args:
        found: What `ablation_runs` has found.
    """
    if len(found) < 2:
        return ""
    schedule = schedule_of(next(iter(found.values())))
    columns = ("numbers", "kMAC a pixel", *_COLUMNS.values())
    return (
        "\n## What each part is worth\n"
        f"Runs of {schedule['steps']:,} steps, equal data in equal order, one seed each; the "
        "validation of the training\n(the middle of each photo, 256x256), the true level told, "
        "PSNR in dB. Differences below 0.1 dB mean\nnothing, and short runs say little about long "
        "ones."
        "\n\n"
        f"    lowlight train sa_unet --data DATA --run runs/NAME --steps {schedule['steps']} "
        f"--seed {schedule['seed']} FLAGS\n\n"
        f"{wide_table(columns, dict(map(_row, found.values())))}\n"
    )


def _kind(run: Checkpoint) -> tuple[str, float]:
    """Where the attention stands, and the share of Gaussian noise."""
    config = cast("dict[str, Any]", run.facts["config"])
    return str(config["attention"]), gaussian_share(run)


def _row(run: Checkpoint) -> tuple[str, tuple[object, ...]]:
    """A name, made of what the run says of itself, and its cells."""
    network = network_of(run)
    assert isinstance(network, SaUnet)
    attention, gaussian = _kind(run)
    name = attention_told(attention)
    if gaussian == 1.0:
        name += ", trained with Gaussian noise alone"
    flags = flags_of(run).strip()
    figures = cast("dict[str, float]", run.facts["figures"])
    return (f"{name} (`{flags}`)" if flags else name), (
        f"{parameter_count(network):,}",
        f"{work_per_px(network) / 1000:.1f}",
        *(f"{figures[column]:.2f}" for column in _COLUMNS),
    )
