"""The queue of photos on the disk: what is to be done, what is done, what went wrong.

Whoever is killed loses nothing: what he had begun waits again when the journal is next opened.
"""

import os
import sqlite3
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lowlight_desktop.formats.owner import is_gone, owner
from lowlight_desktop.photo.sentence import packed
from lowlight_desktop.studio.journal_entry import (
    OVER,
    Entry,
    State,
    Treatment,
    Wanted,
    Written,
    entry_of,
    treatment_from_text,
    treatment_to_text,
)
from lowlight_desktop.studio.journal_file import IN_MEMORY, JournalFile

__all__ = ["IN_MEMORY", "Changes", "Journal"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since somebody last asked.

    Attributes:
        entries: New or changed, in their order.
        gone: Ids that were cleared away.
        change: To be passed at the next question.
    """

    entries: tuple[Entry, ...]
    gone: frozenset[int]
    change: int


class Journal:
    """A journal in a file; each thread opens one of its own, processes may share the file.

    Every method is done when it returns, even if the power fails right after.

    Args:
        path: The file; it is made if there is none.

    Raises:
        WriteError: If the disk refuses; so does every other method.
    """

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path)
        try:
            self._release_dead()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def put_aside(self) -> Path | None:
        """Where a damaged journal was put, in whose stead this one was begun; else None."""
        return self._file.put_aside

    @property
    def change(self) -> int:
        """Grows whenever anything changes."""
        return self._file.number("SELECT change FROM whole")

    @property
    def paused(self) -> bool:
        """Whether nothing new shall be begun; it outlives the program."""
        return bool(self._file.number("SELECT paused FROM whole"))

    @paused.setter
    def paused(self, paused: bool) -> None:
        with self._file.writing() as (database, _):
            database.execute("UPDATE whole SET paused = ?", (paused,))

    def add(self, photos: Iterable[Wanted]) -> tuple[int, ...]:
        """Put photos at the end; all of them or, after an error, none.

        Returns:
            Their ids, in the order given.
        """
        with self._file.writing() as (database, change):
            return self._add(database, change, photos)

    def treatment(self, id_: int) -> Treatment:
        """What shall be done with entries that name this treatment.

        Raises:
            RecipeError: If a look is not understood.
            ValueError: If the rest is not.
        """
        rows = self._file.rows("SELECT text FROM treatments WHERE id = ?", id_)
        return treatment_from_text(rows[0]["text"])

    def changes(self, since: int = 0) -> Changes:
        """What is new, cheap where that is little.

        Args:
            since: `Changes.change` of the last answer; 0 for everything.
        """
        with self._file.reading():
            change = self.change
            gone = self._file.rows("SELECT id FROM gone WHERE change > ?", since)
            rows = self._file.rows("SELECT * FROM entries WHERE change > ? ORDER BY place", since)
        return Changes(tuple(map(entry_of, rows)), frozenset(r["id"] for r in gone), change)

    def entry(self, id_: int) -> Entry | None:
        """One entry; None if it was cleared away."""
        rows = self._file.rows("SELECT * FROM entries WHERE id = ?", id_)
        return entry_of(rows[0]) if rows else None

    def entries_for(self, treatment: Treatment) -> tuple[Entry, ...]:
        """Everything that shall be, or was, treated so, in the order in which it was added."""
        rows = self._file.rows(
            "SELECT entries.* FROM entries JOIN treatments ON treatment = treatments.id "
            "WHERE text = ? ORDER BY entries.id",
            treatment_to_text(treatment),
        )
        return tuple(map(entry_of, rows))

    def enlist(self, photos: Sequence[Path], treatment: Treatment) -> tuple[Entry, ...]:
        """The entries of photos that shall be treated so; who has none gets one.

        Of two processes that ask at the same time, the second finds what the first has added.

        Args:
            photos: Whole paths; one that is given twice has two entries.
            treatment: Of all.

        Returns:
            One for each, in the order given.
        """
        with self._file.writing() as (database, change):
            known = defaultdict[Path, deque[int]](deque)
            for entry in self.entries_for(treatment):
                known[entry.source].append(entry.id)
            ids = [known[photo].popleft() if known[photo] else None for photo in photos]
            new = iter(
                self._add(
                    database,
                    change,
                    [
                        Wanted(photo, treatment, counter)
                        for counter, (photo, id_) in enumerate(zip(photos, ids, strict=True), 1)
                        if id_ is None
                    ],
                )
            )
            wanted = [next(new) if id_ is None else id_ for id_ in ids]
            entries = {entry.id: entry for entry in self.entries_for(treatment)}
        return tuple(entries[id_] for id_ in wanted)

    def counts(self) -> Counter[State]:
        """How many entries are in each state."""
        rows = self._file.rows("SELECT state, count(*) AS n FROM entries GROUP BY state")
        return Counter({State(row["state"]): row["n"] for row in rows})

    def claim(self, without: Iterable[int] = ()) -> Entry | None:
        """Begin the next photo: it is nobody else's from now on.

        Args:
            without: Entries that have to wait: whoever asks has not let go of them yet.

        Returns:
            It, or None: nothing waits, or the journal is paused.
        """
        if self.paused:
            return None
        in_hand = ", ".join(f"{id_:d}" for id_ in without)
        waiting = f"SELECT id FROM entries WHERE state = 'waiting' AND id NOT IN ({in_hand})"  # noqa: S608
        return self._begun(f"({waiting} ORDER BY place LIMIT 1)")

    def begin(self, id_: int, output: Path | None = None) -> Entry | None:
        """Begin one photo, whatever became of it before.

        Args:
            id_: The entry.
            output: The name that it shall have from now on; None: as before.

        Returns:
            It, or None: it is in the hands of somebody alive, or was cleared away.
        """
        which = f"{id_:d} AND state != 'running'"
        if begun := self._begun(which, output):
            return begun
        self._release_dead()  # who had it may have died since we opened the journal
        return self._begun(which, output)

    def name(self, id_: int, output: Path) -> None:
        """Give a photo the name that it shall have at every try."""
        self._set(id_, "output = ?", os.fsencode(output))

    def done(self, id_: int, written: Written, seconds: float) -> None:
        """It is finished and whole."""
        self._set(
            id_,
            "state = 'done', owner = '', error = '', ended_at = ?, seconds = ?, "
            "written = ?, size_bytes = ?, digest = ?, key = ?",
            time.time(),
            seconds,
            os.fsencode(written.output),
            written.size_bytes,
            written.digest,
            written.key,
        )

    def skipped(self, id_: int, tries: int | None = None) -> None:
        """Its name was taken, and taken names were to be left alone; `tries` as for `failed`."""
        said = "state = 'skipped', owner = '', error = '', ended_at = ?"
        self._set(id_, said, time.time(), tries=tries)

    def failed(self, id_: int, error: str, seconds: float = 0.0, tries: int | None = None) -> None:
        """It went wrong.

        Args:
            id_: The entry.
            error: A sentence for people.
            seconds: What was spent on it.
            tries: Which try has ended so: if it was cancelled meanwhile, or waits for another one,
                that stays. None: the last one, whatever became of it.
        """
        said = packed(error).encode("utf-8", "replace").decode()  # names that are no text
        self._set(
            id_,
            "state = 'failed', owner = '', error = ?, ended_at = ?, seconds = ?",
            said,
            time.time(),
            seconds,
            tries=tries,
        )

    def release(self, ids: Iterable[int], tries: int | None = None) -> None:
        """Let photos wait that were begun and given up; `tries` as for `failed`."""
        running = "state = 'running'" + ("" if tries is None else f" AND tries = {tries:d}")
        self._change_all(ids, "state = 'waiting', owner = ''", only=running)

    def cancel(self, ids: Iterable[int] | None = None) -> None:
        """Give up these, or all that is not over; who has one in hands sees it in its state."""
        self._change_all(
            ids, "state = 'cancelled', owner = ''", only="state IN ('waiting', 'running')"
        )

    def retry(self, ids: Iterable[int] | None = None) -> None:
        """Let these wait again, or all that has failed or was cancelled."""
        self._change_all(
            ids,
            "state = 'waiting', error = '', ended_at = NULL, seconds = 0",
            only="state IN ('failed', 'cancelled')",
        )

    def move(self, ids: Sequence[int], before: int | None = None) -> None:
        """Move photos, in the order given, right before another one or, with None, to the end."""
        with self._file.writing() as (database, change):
            rows = self._file.rows("SELECT id, place FROM entries ORDER BY place")
            moved = set(ids)
            known = {row["id"] for row in rows}
            rest = [row["id"] for row in rows if row["id"] not in moved]
            at = rest.index(before) if before in rest else len(rest)
            order = [*rest[:at], *(i for i in ids if i in known), *rest[at:]]
            places = [row["place"] for row in rows]
            database.executemany(
                "UPDATE entries SET place = ?, change = ? WHERE id = ? AND place != ?",
                [(p, change, i, p) for i, p in zip(order, places, strict=True)],
            )

    def clear(self, states: Iterable[State] = OVER) -> None:
        """Take out what is over."""
        wanted = [state for state in states if state is not State.RUNNING]
        marks = ", ".join("?" * len(wanted))
        with self._file.writing() as (database, change):
            where = f"FROM entries WHERE state IN ({marks})"
            gone = f"INSERT INTO gone SELECT id, ? {where}"
            database.execute(gone, (change, *wanted))
            database.execute(f"DELETE {where}", wanted)

    def remove(self, ids: Iterable[int]) -> None:
        """Take photos out, whatever became of them; those in somebody's hands stay."""
        with self._file.writing() as (database, change):
            for id_ in ids:
                where = "FROM entries WHERE id = ? AND state != 'running'"
                database.execute(f"INSERT INTO gone SELECT id, ? {where}", (change, id_))
                database.execute(f"DELETE {where}", (id_,))

    def _add(
        self, database: sqlite3.Connection, change: int, photos: Iterable[Wanted]
    ) -> tuple[int, ...]:
        place: int = self._file.number("SELECT coalesce(max(place), 0) FROM entries")
        now, texts, ids = time.time(), dict[str, int](), list[int]()
        for place_, photo in enumerate(photos, place + 1):
            text = treatment_to_text(photo.treatment)
            if text not in texts:
                texts[text] = self._treatment_id(database, text)
            row = (os.fsencode(photo.source), texts[text], photo.counter, place_, now, change)
            cursor = database.execute(
                "INSERT INTO entries (source, treatment, counter, place, added_at, change) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            assert cursor.lastrowid is not None
            ids.append(cursor.lastrowid)
        return tuple(ids)

    def _treatment_id(self, database: sqlite3.Connection, text: str) -> int:
        database.execute("INSERT OR IGNORE INTO treatments (text) VALUES (?)", (text,))
        return self._file.number("SELECT id FROM treatments WHERE text = ?", text)

    def _begun(self, which: str, output: Path | None = None) -> Entry | None:
        name = None if output is None else os.fsencode(output)
        with self._file.writing() as (database, change):
            row = database.execute(
                "UPDATE entries SET state = 'running', owner = ?, tries = tries + 1, change = ?, "  # noqa: S608
                f"output = coalesce(?, output) WHERE id = {which} RETURNING *",
                (owner(), change, name),
            ).fetchone()
        return None if row is None else entry_of(row)

    def _set(self, id_: int, assignments: str, *values: object, tries: int | None = None) -> None:
        of_try = "" if tries is None else f" AND state = 'running' AND tries = {tries:d}"
        with self._file.writing() as (database, change):
            database.execute(
                f"UPDATE entries SET {assignments}, change = ? WHERE id = ?{of_try}",  # noqa: S608
                (*values, change, id_),
            )

    def _change_all(self, ids: Iterable[int] | None, assignments: str, *, only: str) -> None:
        with self._file.writing() as (database, change):
            update = f"UPDATE entries SET {assignments}, change = ? WHERE {only}"  # noqa: S608
            if ids is None:
                database.execute(update, (change,))
            else:
                database.executemany(f"{update} AND id = ?", [(change, i) for i in ids])

    def _release_dead(self) -> None:
        """What dead processes had in hands waits again; the living keep theirs."""
        running = self._file.rows("SELECT DISTINCT owner FROM entries WHERE state = 'running'")
        if gone := [row["owner"] for row in running if is_gone(row["owner"])]:
            with self._file.writing() as (database, change):
                # By owner: meanwhile somebody alive may have begun one of them.
                database.executemany(
                    "UPDATE entries SET state = 'waiting', owner = '', change = ? "
                    "WHERE state = 'running' AND owner = ?",
                    [(change, name) for name in gone],
                )
