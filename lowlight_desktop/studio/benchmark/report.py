"""All figures of one run of `lowlight benchmark`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from lowlight_desktop.studio.benchmark.machine import Circumstances
from lowlight_desktop.studio.benchmark.networks import NetworkFigures
from lowlight_desktop.studio.benchmark.peaks import Peaks
from lowlight_desktop.studio.benchmark.whole import WholeFigures

FORMAT = 1
"""Of the JSON: higher when a figure changes its name or meaning."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found out.

    Attributes:
        about: Machine, date, command.
        rounds: How often the whole command ran on each photo; the quickest counts.
        peaks: What the machine can do.
        networks: What each network makes of it.
        whole: What users wait for.
    """

    about: Circumstances
    rounds: int
    peaks: Peaks
    networks: tuple[NetworkFigures, ...]
    whole: tuple[WholeFigures, ...]


def as_json(report: Report) -> Mapping[str, object]:
    """For programs: names of fields are names of entries."""
    return {"format": FORMAT, **asdict(report)}
