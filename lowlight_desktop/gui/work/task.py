"""A closed envelope of work for another thread."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lowlight_desktop.photo.progress import CancelToken, Progress


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Work that has captured all its inputs.

    Attributes:
        run: Does it, in the other thread; raises `Cancelled` when its progress says so.
        what: For the log and the status bar: "Opening S40_0112.CRW"; may be empty.
        token: Raised by whoever does not want the result any more.
    """

    run: Callable[[Progress], object]
    what: str = ""
    token: CancelToken = field(default_factory=CancelToken)
