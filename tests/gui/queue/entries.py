"""Entries of a journal, as tests want them."""

from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.photo.sentence import quoted
from lowlight_desktop.studio.journal import Changes
from lowlight_desktop.studio.journal_entry import Entry, State, Written


def entry(
    id_: int,
    state: State = State.WAITING,
    *,
    place: int | None = None,
    source: Path | None = None,
    error: str = "",
    seconds: float = 0.0,
) -> Entry:
    """One photo; the others stand in the order of their ids."""
    source = source or Path(f"/photos/night-{id_}.jpg")
    output = source.with_name(f"{source.stem}-lit.jpg")
    written = Written(output, 1000, "digest", "key") if state is State.DONE else None
    return Entry(
        id=id_,
        place=id_ if place is None else place,
        source=source,
        treatment=1,
        counter=id_,
        state=state,
        tries=0 if state is State.WAITING else 1,
        output=None,
        written=written,
        seconds=seconds,
        error=quoted(error),
        added_at=0.0,
        ended_at=None,
    )


def news(entries: Sequence[Entry], gone: Sequence[int] = (), change: int = 1) -> Changes:
    """What a journal tells."""
    return Changes(tuple(entries), frozenset(gone), change)
