"""Where the time went, as a table that adds up to what a clock on the wall says."""

import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager

import psutil

from lowlight_desktop.formats.owner import age
from lowlight_desktop.photo.timing import timed

STARTING, ELSE, WHOLE = "starting", "everything else", "whole"


@contextmanager
def told_where_time_goes(lines: list[str]) -> Generator[None]:
    """Keep time while this lasts, from when the program was started; then give the table.

    Args:
        lines: Is filled, even where the work fails.
    """
    starting, begun = age(psutil.Process()), time.perf_counter()
    with timed() as keeper:
        try:
            yield
        finally:
            parts = {STARTING: starting, **keeper.seconds()}
            lines += table(parts, starting + time.perf_counter() - begun)


def table(parts: Mapping[str, float], whole: float) -> Iterator[str]:
    """Lines with seconds and shares.

    Args:
        parts: Seconds by what was done.
        whole: Seconds of the clock; what no part has taken is a line of its own.
    """
    rows = {**parts, ELSE: whole - sum(parts.values()), WHOLE: whole}
    width = max(map(len, rows))
    for name, seconds in rows.items():
        yield f"{name:{width}}  {seconds:8.2f} s  {seconds / whole:6.1%}"
