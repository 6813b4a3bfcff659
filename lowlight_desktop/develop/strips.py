"""Row strips: big pictures are worked on in pieces that stay in the processor's cache."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

ROWS = 64  # 64 rows of a 24 MP photo are 4.6 MB of float32 RGB: a fair share of an L2/L3 cache


def strips(height: int, rows: int = ROWS) -> Iterator[slice]:
    """The slices of `rows` rows that make up `height` rows; the last may be shorter."""
    return (slice(top, min(top + rows, height)) for top in range(0, height, rows))


T = TypeVar("T")


def map_strips(work: Callable[[slice], T], height: int, rows: int = ROWS) -> Iterator[T]:
    """The results of `work` on every strip, in order, computed on all processors."""
    if height <= rows:
        yield work(slice(0, height))
        return
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(work, strips(height, rows))


def for_each_strip(work: Callable[[slice], None], height: int, rows: int = ROWS) -> None:
    """Call `work` on every strip, on all processors.

    Args:
        work: Writes its strip's result where it belongs; numpy and cv2 release the lock meanwhile.
        height: Rows in all.
        rows: Rows a strip.
    """
    for _ in map_strips(work, height, rows):
        pass
