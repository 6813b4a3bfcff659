"""Files of a run that are there while it lasts: who finds them later learns how it ended."""

import contextlib
import faulthandler
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lowlight_desktop.formats.owner import is_gone, owner
from lowlight_desktop.studio.crashes.mishap import Mishap
from lowlight_desktop.studio.crashes.session import Session, from_text, to_text
from lowlight_desktop.studio.user_folders import state_folder

_LAST_WORDS, _SESSION = ".log", ".json"
_MOST_CHARACTERS, _LINES = 256 << 10, 60
_FATAL = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run has ended that was not closed.

    Attributes:
        session: What was open.
        mishap: What it crashed of; None: it was ended from outside, or the power failed.
    """

    session: Session
    mishap: Mishap | None


def runs_folder() -> Path:
    """Where the files of runs lie."""
    return state_folder() / "running"


class Running:
    """The files of this run.

    One gets the lines of the log and, from a crash of which no Python code hears, where each
    thread was. The other gets the photos that are open. On a disk that refuses them there are none.

    Args:
        folder: Where; None: `runs_folder()`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._base = (folder or runs_folder()) / owner()
        self._words: TextIO | None = None
        self._room = _MOST_CHARACTERS

    def begin(self) -> None:
        """Be ready for a crash."""
        with contextlib.suppress(OSError):
            self._base.parent.mkdir(parents=True, exist_ok=True)
            self._words = self._file(_LAST_WORDS).open("w", encoding="utf-8", errors="replace")
            faulthandler.enable(self._words)

    def note_line(self, line: str) -> None:
        """Keep a line of the log."""
        with contextlib.suppress(OSError, ValueError):
            self._room -= len(line)
            if self._words is not None and self._room > 0:
                self._words.write(line + "\n")
                self._words.flush()

    def note_session(self, session: Session) -> None:
        """Keep what is open; it is on its way to the disk when this returns."""
        new = self._file(".new")
        with contextlib.suppress(OSError):
            new.write_text(to_text(session), encoding="ascii")
            new.replace(self._file(_SESSION))

    def end(self) -> None:
        """The run ends as it should: nothing is left of it."""
        faulthandler.disable()
        with contextlib.suppress(OSError):
            if self._words is not None:
                self._words.close()
            for suffix in (_LAST_WORDS, _SESSION, ".new"):
                self._file(suffix).unlink(missing_ok=True)

    def _file(self, suffix: str) -> Path:
        return self._base.with_name(self._base.name + suffix)


def take_ended(folder: Path | None = None) -> tuple[Ended, ...]:
    """How runs have ended that were not closed, the oldest first; each is told once.

    Args:
        folder: Where their files lie; None: `runs_folder()`.
    """
    try:
        files = sorted((folder or runs_folder()).glob("*.*"), key=lambda path: path.stat().st_mtime)
    except OSError:  # another start has just taken one: the next one finds the rest
        return ()
    names = dict.fromkeys(path.with_suffix("") for path in files)
    return tuple(_ended(base) for base in names if is_gone(base.name))


def mishap_in(last_words: str) -> Mishap | None:
    """What a run crashed of, by what it has written; None: it did not crash."""
    found = list(_FATAL.finditer(last_words))
    if not found:
        return None
    fatal = found[-1]  # Windows tells of some before that were survived
    log = last_words[: fatal.start()].splitlines()
    return Mishap(fatal[1], last_words[fatal.start() :], log[-_LINES:])


def _ended(base: Path) -> Ended:
    session = from_text(_taken(base.with_suffix(_SESSION)))
    return Ended(session, mishap_in(_taken(base.with_suffix(_LAST_WORDS))))


def _taken(path: Path) -> str:
    """What a file holds; it is gone then, and of two who take it one gets nothing."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
        path.unlink()
    except OSError:
        return ""
    return text
