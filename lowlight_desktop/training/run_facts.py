"""What a run's checkpoint knows about how it was trained, in figures and in words."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from lowlight_desktop.training.checkpoint import Checkpoint


def schedule_of(run: Checkpoint) -> Mapping[str, Any]:
    """The fields of the run's `Schedule`."""
    return cast("Mapping[str, Any]", run.facts["schedule"])


def planned_steps(run: Checkpoint) -> int:
    """Steps in all, as last planned; those done, where all was computed at once."""
    return int(schedule_of(run)["steps"]) if "schedule" in run.facts else run.step


def weights_told(run: Checkpoint) -> str:
    """The weights of the losses: "tone 1, edges 0.25"."""
    weights = cast("Mapping[str, float]", run.facts["weights"])
    return ", ".join(f"{name} {weight:g}" for name, weight in weights.items())


def flags_told(*flags: tuple[str, bool]) -> str:
    """What the command has to say besides its defaults: "" or " --one --other".

    Args:
        flags: Each with whether it is given.
    """
    return "".join(f" {flag}" for flag, given in flags if given)


def rate_flag(run: Checkpoint, usual: float) -> tuple[str, bool]:
    """`--rate`, and whether the run's command has to say it.

    Args:
        run: A checkpoint.
        usual: The learning rate of its recipe.
    """
    share = schedule_of(run)["rate"] / usual
    return f"--rate {share:g}", share != 1.0


def start_told(run: Checkpoint) -> str:
    """A sentence, on a line of its own, about a run that did not begin with chance; else ""."""
    if "start" not in run.facts:
        return ""
    return f"\nIt began with the weights of {run.facts['start']}."


def lengths_told(run: Checkpoint, whose: str) -> str:
    """A sentence, on a line of its own, about a run whose length was changed.

    One command cannot repeat it.

    Args:
        run: Its last checkpoint.
        whose: "The length of ... was changed".

    Returns:
        "" for a run of one plan.
    """
    plans = cast("Sequence[tuple[int, int]]", run.facts.get("lengths", ()))
    if len(plans) < 2:
        return ""
    told = ", ".join(f"{steps:,} from step {first:,} on" for first, steps in plans)
    return f"\nThe length of {whose} was changed on the way, and its rate with it: {told}."


def unfinished_told(*runs: Checkpoint) -> str:
    """A line for the top of the page, where a run was published before its end; else ""."""
    if all(run.step >= planned_steps(run) for run in runs):
        return ""
    told = ", ".join(f"{run.step:,} of {planned_steps(run):,} steps" for run in runs)
    return f"\n**Published before the end of its training: {told}.** Good for trying, no more.\n"
