"""How fast this machine is, learned from what it has done."""

from collections import defaultdict, deque
from enum import Enum

import numpy as np

_REMEMBERED = 5


class Work(Enum):
    """A kind of work; the value is a first guess, seconds a pixel, until it was measured."""

    SURVEY = 0.02  # seconds a survey: it does not depend on the pixels
    LIGHT = 5e-7
    MIX = 3e-8
    FINISH = 2e-8


class Pace:
    """Seconds a pixel of each kind of work, the median of the last few times."""

    def __init__(self) -> None:
        self._measured: defaultdict[Work, deque[float]] = defaultdict(
            lambda: deque(maxlen=_REMEMBERED)
        )

    def note(self, work: Work, seconds: float, px: int = 1) -> None:
        """Work on `px` pixels has taken so long."""
        self._measured[work].append(seconds / px)

    def of(self, work: Work) -> float:
        """Seconds a pixel."""
        measured = self._measured[work]
        # The module `statistics` takes a start 20 ms to import.
        return float(np.median(measured)) if measured else float(work.value)

    def px_in(self, seconds: float, *works: Work) -> int:
        """How many pixels go through all of `works` in that time; a survey counts once."""
        once = self.of(Work.SURVEY) if Work.SURVEY in works else 0.0
        a_pixel = sum(self.of(work) for work in works if work is not Work.SURVEY)
        return max(int((seconds - once) / a_pixel), 0)
