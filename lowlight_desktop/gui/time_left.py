"""How long what is running will still take; without Qt."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

_TELLING, _TELLING_S = 0.1, 2.0
"""So much must be done, and so long must it have taken, before its pace tells anything."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What is known of a piece of work.

    Attributes:
        expected_s: What it was expected to take from beginning to end; 0: nobody knew.
        begun_s: When it was first heard of, by the clock.
        begun_at: How much was done then, 0 to 1.
        told_s: When it was last heard of.
        fraction: How much was done then.
        clock: Gives seconds.
    """

    expected_s: float
    begun_s: float
    begun_at: float
    told_s: float
    fraction: float
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def of(
        cls, expected_s: float, fraction: float, clock: Callable[[], float] = time.monotonic
    ) -> "TimeLeft":
        """Of work that is heard of now."""
        now = clock()
        return cls(expected_s, now, fraction, now, fraction, clock)

    def at(self, fraction: float) -> "TimeLeft":
        """The same, now that so much is done."""
        return replace(self, told_s=self.clock(), fraction=fraction)

    @property
    def seconds(self) -> float | None:
        """From now on; None: nobody knows.

        The more is done, the more its own pace counts, and the less what others took. Between two
        words of it the clock goes on.
        """
        done, todo = self.fraction - self.begun_at, 1.0 - self.fraction
        planned = self.expected_s * todo if self.expected_s else None
        took_s = self.told_s - self.begun_s
        paced = took_s * todo / done if done >= _TELLING and took_s >= _TELLING_S else None
        if planned is None or paced is None:
            left = paced if planned is None else planned
        else:
            left = planned * (1.0 - self.fraction) + paced * self.fraction
        return None if left is None else max(left - (self.clock() - self.told_s), 0.0)
