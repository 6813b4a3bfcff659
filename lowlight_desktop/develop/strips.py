"""Row strips: big pictures are worked on in pieces that stay in the processor's cache."""

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from lowlight_desktop.photo.image import Pixels

ROWS = 64  # 64 rows of a 24 MP photo are 4.6 MB of float32 RGB: a fair share of an L2/L3 cache


def strips(height: int, rows: int = ROWS) -> Iterator[slice]:
    """The slices of `rows` rows that make up `height` rows; the last may be shorter."""
    return (slice(top, min(top + rows, height)) for top in range(0, height, rows))


_AHEAD = 2  # for each lane, one in work and one in case that another takes longer

T = TypeVar("T")
A = TypeVar("A")

_LANE = threading.local()


def processors() -> int:
    """How many threads can compute at once. More of them would only keep Python's lock busy."""
    return os.cpu_count() or 1


def in_lanes(work: Callable[[A], T], things: Iterable[A], lanes: int) -> Iterator[T]:
    """The results of `work` on every thing, in order, a few at a time.

    What work in a lane asks for is done in that lane: all processors are busy there, and threads
    that meet too often wait for each other.

    Args:
        work: numpy, cv2 and networks release Python's lock meanwhile.
        things: All are taken at once.
        lanes: How many threads.
    """
    if lanes <= 1 or _is_lane():
        yield from map(work, things)
        return
    with _more_lanes(lanes) as pool:
        yield from pool.map(work, things)


def ahead_in_lanes(work: Callable[[A], T], things: Iterable[A], lanes: int) -> Generator[T]:
    """Results that are large, in order: a few are made ahead of those that are asked for.

    While they are used, the next ones are made. The threads go with the generator.

    Args:
        work: As for `in_lanes`; it is always called in a lane.
        things: Taken one by one.
        lanes: How many threads.
    """
    waiting = deque[Future[T]]()
    with _more_lanes(lanes) as pool:
        try:
            for thing in things:
                waiting.append(pool.submit(work, thing))
                if len(waiting) > _AHEAD * lanes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for unwanted in waiting:
                unwanted.cancel()


def _is_lane() -> bool:
    return hasattr(_LANE, "is_here")


def _more_lanes(lanes: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(lanes, initializer=setattr, initargs=(_LANE, "is_here", True))


def map_strips(work: Callable[[slice], T], height: int, rows: int = ROWS) -> Iterator[T]:
    """The results of `work` on every strip, in order, computed on all processors."""
    return in_lanes(work, strips(height, rows), processors() if height > rows else 1)


def for_each_strip(work: Callable[[slice], None], height: int, rows: int = ROWS) -> None:
    """Call `work` on every strip, on all processors, in no order.

    Args:
        work: Writes its strip's result where it belongs; numpy and cv2 release the lock meanwhile.
        height: Rows in all.
        rows: Rows a strip.
    """
    todo = iter(list(strips(height, rows)))  # of a list: threads may take from it at once

    def lane() -> None:
        for place in todo:
            work(place)

    lanes = min(processors(), -(-height // rows))
    if lanes <= 1 or _is_lane():
        lane()
        return
    # This thread works too: it takes the first strip while the others are started.
    with _more_lanes(lanes - 1) as pool:
        others = [pool.submit(lane) for _ in range(lanes - 1)]
        _LANE.is_here = True
        try:
            lane()
        finally:
            del _LANE.is_here
    for other in others:
        other.result()


def by_strips(work: Callable[..., Pixels], *pictures: Pixels, rows: int = ROWS) -> Pixels:
    """What `work` makes of pictures of equal height whose rows do not depend on each other.

    Args:
        work: Given some rows of each, makes as many of the first one's kind.
        pictures: (H, W, C) or (H, W) float32; of one strip they are given as they are.
        rows: Rows a strip.

    Returns:
        As many pixels as the first has.
    """
    height = len(pictures[0])
    if height <= rows:
        return work(*pictures)
    out = np.empty_like(pictures[0])

    def put(place: slice) -> None:
        out[place] = work(*(picture[place] for picture in pictures))

    for_each_strip(put, height, rows)
    return out
