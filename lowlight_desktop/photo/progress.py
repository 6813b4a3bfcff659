"""How far a piece of work has come, and the way to stop it."""

from collections.abc import Callable
from threading import Event

from lowlight_desktop.photo.errors import Cancelled


class CancelToken:
    """A flag that any thread may raise and the working thread looks at."""

    def __init__(self) -> None:
        self._event = Event()

    def cancel(self) -> None:
        """Ask the work to stop at the next step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked for."""
        return self._event.is_set()


def _nobody(_fraction: float) -> None:
    """Nobody is listening."""


class Progress:
    """Passed down into long work: it reports here and learns here that it should stop.

    Args:
        report: Called with the fraction done, 0 to 1, in the working thread.
        token: Looked at on every report.
    """

    def __init__(
        self, report: Callable[[float], None] = _nobody, token: CancelToken | None = None
    ) -> None:
        self._report = report
        self._token = token or CancelToken()

    def at(self, fraction: float) -> None:
        """Report that `fraction` of the work, 0 to 1, is done.

        Raises:
            Cancelled: If the user wants to stop.
        """
        self.look()
        self._report(fraction)

    def look(self) -> None:
        """See whether to stop, where there is nothing to report.

        Raises:
            Cancelled: If the user wants to stop.
        """
        if self._token.cancelled:
            raise Cancelled("Stopped.")

    def part(self, start: float, end: float) -> "Progress":
        """The share of this progress from `start` to `end`, for a step of the work."""
        return Progress(lambda f: self._report(start + f * (end - start)), self._token)
