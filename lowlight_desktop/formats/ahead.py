"""Work on all processors, a few pieces ahead of the disk."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from lowlight_desktop.develop.strips import processors

Piece = TypeVar("Piece")
Done = TypeVar("Done")

PROCESSORS = processors()


def done_ahead(
    work: Callable[[Piece], Done], pieces: Iterable[Piece], pool: ThreadPoolExecutor, ahead: int
) -> Iterator[Done]:
    """The results in the order of the pieces; not more than `ahead` wait to be taken.

    tifffile's own threads outlive an error on the disk; those of a pool in a `with` do not.
    """
    waiting: deque[Future[Done]] = deque()
    for piece in pieces:
        waiting.append(pool.submit(work, piece))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
