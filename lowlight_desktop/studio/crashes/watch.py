"""Hears of every unexpected error of this process, in whichever thread, and has it written down."""

import logging
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lowlight_desktop.studio.crashes.report import Report

_OURS = "lowlight_desktop"
_LINES = 60
_MOST_REPORTS = 20  # whoever fails at everything has told enough
_WISHES = (KeyboardInterrupt, SystemExit)


class CrashWatch(logging.Handler):
    """Writes a report of each error that nobody has foreseen, once in a run.

    It listens to Python's hooks, to which Qt brings the exceptions of slots as well, and to the
    log: the borders of our threads log what they did not expect, and go on.

    Args:
        noted: Gets each line of the log.
        folder: Where reports go; None: the user's.
    """

    def __init__(
        self, noted: Callable[[str], None] = lambda _line: None, folder: Path | None = None
    ) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._noted, self._folder = noted, folder
        self._facts: dict[str, str] = {}
        self._lines: deque[str] = deque(maxlen=_LINES)
        self._seen: set[str] = set()
        self._listener: Callable[[Report], None] | None = None
        self._hooks = sys.excepthook, threading.excepthook

    def begin(self) -> None:
        """Hear of everything from now on; the hooks that were there are still called."""
        logging.getLogger(_OURS).addHandler(self)
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._on_exception, self._on_thread

    def end(self) -> None:
        """Hear of nothing any more."""
        logging.getLogger(_OURS).removeHandler(self)
        sys.excepthook, threading.excepthook = self._hooks

    def tell(self, listener: "Callable[[Report], None] | None") -> None:
        """Call this with each report, in the thread of the error."""
        self._listener = listener

    def learn(self, **facts: str) -> None:
        """Let reports tell this, too, by name."""
        self._facts |= facts

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of the log; an error in it is reported."""
        error, said = record.exc_info, record.getMessage()
        record = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        line = self.format(record)
        self._lines.append(line)
        self._noted(line)
        if record.levelno >= logging.ERROR:
            self.hear(error[1] if error else None, said)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._hooks[0](kind, error, trace)
        self.hear(error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        self._hooks[1](told)
        self.hear(told.exc_value)

    def hear(self, error: BaseException | None, said: str = "") -> "Report | None":
        """Write an error down.

        Args:
            error: What was raised, if anything was.
            said: What is known if nothing was.

        Returns:
            None where the same has happened before, or somebody wished to end.
        """
        kind = said if error is None else _kind_of(error)
        if isinstance(error, _WISHES) or kind in self._seen or len(self._seen) == _MOST_REPORTS:
            return None
        self._seen.add(kind)
        try:
            return self._written(error, said)
        except Exception:  # noqa: BLE001 - where shall an error of the report be reported?
            traceback.print_exc()
            return None

    def _written(self, error: BaseException | None, said: str) -> "Report":
        # Not at the top: who starts needs none of it.
        from lowlight_desktop.studio.crashes.mishap import Mishap
        from lowlight_desktop.studio.crashes.report import mishap_of, written

        log = tuple(self._lines)
        what, _, rest = said.partition("\n")
        mishap = Mishap(what, rest, log) if error is None else mishap_of(error, log)
        report = written(mishap, self._facts, self._folder)
        if self._listener is not None:
            self._listener(report)
        return report


def _kind_of(error: BaseException) -> str:
    """The same for what happens at the same place, whatever the values."""
    frames = traceback.walk_tb(error.__traceback__)
    places = (f"{frame.f_code.co_filename}:{line}" for frame, line in frames)
    return " ".join((type(error).__name__, *places))
