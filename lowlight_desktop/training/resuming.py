"""When a stopped run may go on: only as the run that it was."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training.checkpoint import Checkpoint

# What a resumed run may change: how long it goes on, and how often it is saved.
_FREE_TO_CHANGE = {"schedule steps", "schedule every"}
# What is no setting, but happened.
_HISTORY = {"figures", "lengths"}


def check_same_run(run: Path, saved: Mapping[str, object], facts: Mapping[str, object]) -> None:
    """Check that a run is resumed with the settings that it began with.

    Args:
        run: Its folder, for the sentence.
        saved: Facts of its checkpoint.
        facts: Facts of the run that was asked for; its length may differ.

    Raises:
        UsageError: If anything else differs.
    """
    before, now = _settings(saved), _settings(facts)
    different = [
        f"{name} was {before.get(name, 'unknown')} and is now {now.get(name, 'unknown')}"
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]
    if different:
        raise UsageError(
            f"{run} holds a run with other settings: {'; '.join(different)}. "
            "Choose another folder with --run."
        )


def _settings(facts: Mapping[str, object]) -> dict[str, object]:
    """Everything that a run must keep, as JSON keeps it, by names like "schedule seed"."""
    found: dict[str, object] = {}
    for name, value in json.loads(json.dumps(facts)).items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        if name not in _HISTORY:
            found.update({f"{name} {key}".strip(): leaf for key, leaf in inner})
    return {name: value for name, value in found.items() if name not in _FREE_TO_CHANGE}


def lengths(saved: Checkpoint | None, steps: int) -> list[tuple[int, int]]:
    """The history of a run's length, for its facts.

    Args:
        saved: Where it goes on, or None for a new run.
        steps: Steps in all, as planned now.

    Returns:
        (step, steps in all that were planned from there on), one for each plan.
    """
    if saved is None:
        return [(0, steps)]
    planned = cast("Mapping[str, int]", saved.facts["schedule"])["steps"]
    before = cast("list[tuple[int, int]]", saved.facts.get("lengths", [(0, planned)]))
    return before if before[-1][1] == steps else [*before, (saved.step, steps)]
