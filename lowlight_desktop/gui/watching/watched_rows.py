"""Which rows of the queue belong to a watch, and when the one that it waits for is over."""

import os
from collections.abc import Iterable
from pathlib import Path

from lowlight_desktop.gui.watching.queue_work import outcome_of
from lowlight_desktop.studio.journal import Changes
from lowlight_desktop.studio.journal_entry import OPEN, Entry, State
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped

_TO_RETRY = frozenset({State.FAILED, State.CANCELLED, *OPEN})


class WatchedRows:
    """Follows the journal's news; the user, too, retries and removes rows. Without Qt."""

    def __init__(self) -> None:
        self._rows: dict[Path, Entry] = {}
        self._failed: set[Path] = set()
        self._newest = 0
        self._asked: Path | None = None
        self._before: Entry | None = None
        self._after_id = 0

    def has(self, photo: Path) -> bool:
        """Whether a photo came from the watch."""
        return photo == self._asked or photo in self._rows

    def forget(self) -> None:
        """Begin anew, with no rows, and wait for nothing."""
        self._rows.clear()
        self._failed.clear()
        self._asked = self._before = None

    def ask(self, source: Path) -> Entry | Outcome | None:
        """Wait for a photo from now on.

        Returns:
            Its row, where it shall be tried again; what has become of it, where the user had it
            tried already; None: it needs a row.
        """
        known = self._rows.get(source)
        if known is not None and known.state in _TO_RETRY:
            self._asked, self._before = source, known
            return known
        if known is not None and source in self._failed and not _is_newer(source, known):
            self._failed.discard(source)
            return outcome_of(known)
        self._rows.pop(source, None)
        self._asked, self._before, self._after_id = source, None, self._newest
        return None

    def hear(self, changes: Changes) -> Outcome | None:
        """Take in what is new.

        Returns:
            What became of the photo that is waited for, once it is over; then none is. One whose
            row was removed counts as skipped.
        """
        if changes.entries or changes.gone:
            ids = (*(entry.id for entry in changes.entries), *changes.gone)
            self._newest = max(self._newest, *ids)
        for entry in changes.entries:
            known = self._rows.get(entry.source)
            is_ours = known is not None and known.id == entry.id
            if is_ours or (known is None and self._is_awaited(entry)):
                self._rows[entry.source] = entry
        lost = self._lose(changes.gone)
        if self._asked is None:
            return None
        if lost:
            return self._answered(Skipped(self._asked, self._asked))
        row = self._rows.get(self._asked)
        if row is None or row == self._before:
            return None
        outcome = outcome_of(row)
        return None if outcome is None else self._answered(outcome)

    def _is_awaited(self, entry: Entry) -> bool:
        return entry.source == self._asked and entry.id > self._after_id

    def _lose(self, gone: Iterable[int]) -> bool:
        """Forget rows that were removed; whether the one that is waited for is among them."""
        ids = frozenset(gone)
        awaited = self._asked is not None and self._asked not in self._rows
        # Over and cleared away between two news: it was never seen.
        is_lost = awaited and any(id_ > self._after_id for id_ in ids)
        for source, row in tuple(self._rows.items()):
            if row.id in ids:
                del self._rows[source]
                is_lost = is_lost or source == self._asked
        return is_lost

    def _answered(self, outcome: Outcome) -> Outcome:
        assert self._asked is not None
        if isinstance(outcome, Failed):
            self._failed.add(self._asked)
        else:
            self._failed.discard(self._asked)
        self._asked = self._before = None
        return outcome


def _is_newer(source: Path, row: Entry) -> bool:
    """Whether the file has changed since its row was over."""
    try:
        return os.stat(source).st_mtime > (row.ended_at or 0.0)  # noqa: PTH116 - as in the clerk
    except OSError:
        return False
