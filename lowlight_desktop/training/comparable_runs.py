"""Short runs of an ablation: compared only where they differ in nothing else."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training.checkpoint import Checkpoint
from lowlight_desktop.training.publishing import trained_run

Facts = Mapping[str, object]


def comparable_runs(
    runs: Path, names: Iterable[str], shared: Callable[[Facts], Facts]
) -> dict[str, Checkpoint]:
    """The runs that there are.

    Args:
        runs: Folder of all runs.
        names: Of those that may be there.
        shared: Of a run's facts those that must be equal.

    Raises:
        UsageError: If one is not at its end, or if they differ in more than they may.
    """
    there = [name for name in names if (runs / name / "checkpoint.safetensors").is_file()]
    found = {name: trained_run(runs / name) for name in there}
    kept = [shared(run.facts) for run in found.values()]
    if any(facts != kept[0] for facts in kept):
        raise UsageError(
            f"The runs {', '.join(found)} in {runs} cannot be compared: they differ in more than "
            "they are named for. Train them with the same --steps, --seed and --every."
        )
    return found
