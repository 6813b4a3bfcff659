"""Seconds of a piece of work, on a machine that others use too."""

import time
from collections.abc import Callable


def best_s(work: Callable[[], object], turns: int = 5, longest_s: float = 2.0) -> float:
    """Seconds of the best turn after one that warms up: other programs disturb, never help.

    Args:
        work: To be timed.
        turns: How often, if it is quick.
        longest_s: When no other turn is begun.
    """
    work()
    begin = time.perf_counter()
    best = float("inf")
    for _ in range(turns):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - begin > longest_s:
            break
    return best
