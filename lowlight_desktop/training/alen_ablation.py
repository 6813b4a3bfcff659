"""What each part of ALEN is worth: short runs of equal length, compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from lowlight_desktop.networks.alen import Alen
from lowlight_desktop.networks.blocks.counting import parameter_count
from lowlight_desktop.training.alen_figures import by_iso, work_per_px
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.comparable_runs import Facts, comparable_runs
from lowlight_desktop.training.figure_tables import wide_table
from lowlight_desktop.training.publishing import network_of
from lowlight_desktop.training.run_facts import schedule_of, weights_told

VARIANTS = {
    "alen-whole": "whole",
    "alen-max-pool": "max-pooling, not the inverted shuffle layer (`--max-pool`)",
    "alen-local-only": "without non-local attention (`--local-only`)",
    "alen-unconditioned": "not told how strong the noise is (`--unconditioned`)",
    "alen-exposures": "with the stacked exposures (`--exposures`)",
}
"""Names of the runs, and what they leave out."""

_OWN = {"config", "figures", "lengths"}
"""Facts in which runs that are compared may differ."""


def ablation_runs(runs: Path) -> dict[str, Checkpoint]:
    """The runs that there are, by the names of `VARIANTS`.

    Args:
        runs: Folder of all runs.

    Raises:
        UsageError: If one is not at its end, or if they differ in more than the network.
    """
    return comparable_runs(runs, VARIANTS, _shared)


def _shared(facts: Facts) -> Facts:
    return {name: fact for name, fact in facts.items() if name not in _OWN}


def ablation_text(found: Mapping[str, Checkpoint], published: Checkpoint) -> str:
    """A section of the page; "" where there is nothing to compare.

    Args:
        found: What `ablation_runs` has found.
        published: The run that the weights come from.
    """
    if "alen-whole" not in found or len(found) < 2:
        return ""
    rows = {VARIANTS[name]: _row(run) for name, run in found.items()}
    isos = [name.removeprefix("McMaster, ") for name in by_iso(_figures(found["alen-whole"]))]
    columns = ("numbers", "kMAC a pixel", *(f"{iso}: mosaic, RGB, SSIM" for iso in isos))
    whole = found["alen-whole"]
    schedule = schedule_of(whole)
    is_other = any(whole.facts[name] != published.facts[name] for name in ("weights", "photos"))
    recipe = (
        f"They had another recipe: losses {weights_told(whole)}; photos of "
        f"{', '.join(cast('Mapping[str, int]', whole.facts['photos']))}.\n"
    )
    return (
        "\n## What each part is worth\n"
        f"Runs of {schedule['steps']:,} steps, equal data in equal order, one seed each; the same "
        "validation, PSNR in dB.\nDifferences below 0.1 dB mean nothing, and short runs say little "
        f"about long ones.\n{recipe if is_other else ''}\n"
        f"    lowlight train alen --data DATA --run runs/NAME --steps {schedule['steps']} "
        f"--seed {schedule['seed']} FLAG\n\n"
        f"{wide_table(columns, rows)}\n"
    )


def _figures(run: Checkpoint) -> dict[str, float]:
    return cast("dict[str, float]", run.facts["figures"])


def _row(run: Checkpoint) -> tuple[object, ...]:
    network = network_of(run)
    assert isinstance(network, Alen)
    told = [
        f"{f['PSNR']:.2f}, {f['PSNR of all colors']:.2f}, {f['SSIM']:.3f}"
        for f in by_iso(_figures(run)).values()
    ]
    return f"{parameter_count(network):,}", f"{work_per_px(network) / 1000:.1f}", *told
