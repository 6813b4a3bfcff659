"""Who computes at the same time: two photos at a time would measure each other."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager


class Turn:
    """One photo's stay among those that are computed.

    Its share of the time is what it takes alone, and half of what it takes beside another: so the
    shares of all photos add up to the time that they take together.
    """

    def __init__(self) -> None:
        self.share_s = self.elapsed_s = 0.0
        self.is_disturbed = False

    def pass_s(self, seconds: float, company: int) -> None:
        """Some time has passed beside `company - 1` others."""
        self.elapsed_s += seconds
        self.share_s += seconds / company

    @property
    def at_a_time(self) -> int:
        """How many photos were computed at the same time, about."""
        return max(round(self.elapsed_s / self.share_s), 1) if self.share_s else 1


class Company:
    """Those who compute now; of any threads.

    Args:
        clock: Seconds that nobody sets.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._turns: list[Turn] = []
        self._ahead = 0
        self._since = clock()

    @contextmanager
    def joined(self, *, ahead: bool = False) -> Generator[Turn]:
        """Be one of them.

        Args:
            ahead: Whether the others wait meanwhile: what each takes then tells nothing.
        """
        turn = Turn()
        with self._lock:
            self._look()
            self._turns.append(turn)
            self._ahead += ahead
            self._disturb()
        try:
            yield turn
        finally:
            with self._lock:
                self._look()
                self._turns.remove(turn)
                self._ahead -= ahead

    def share_of(self, turn: Turn) -> float:
        """What one of them has taken until now, in seconds of all."""
        with self._lock:
            self._look()
            return turn.share_s

    def _look(self) -> None:
        now = self._clock()
        for turn in self._turns:
            turn.pass_s(now - self._since, len(self._turns))
        self._since = now

    def _disturb(self) -> None:
        if self._ahead and len(self._turns) > 1:
            for turn in self._turns:
                turn.is_disturbed = True


COMPUTING = Company()
"""Of this process: its cores and devices are shared by all its threads."""
