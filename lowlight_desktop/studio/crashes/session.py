"""The photos that are open in a window, noted so that the next start finds them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast


@dataclass(frozen=True, slots=True)
class Session:
    """What is open in a window.

    Attributes:
        photos: In the order of the filmstrip.
        current: The one that is shown, or None.
        is_recovered: Whether they are open because the run before ended with them, and it is not
            known yet whether this one does so too.
    """

    photos: tuple[Path, ...] = ()
    current: Path | None = None
    is_recovered: bool = False


def to_text(session: Session) -> str:
    """A session as a file holds it."""
    current = None if session.current is None else str(session.current)
    photos = [str(photo) for photo in session.photos]
    # In ASCII: names that are no text survive.
    facts = {"photos": photos, "current": current, "is_recovered": session.is_recovered}
    return json.dumps(facts)


def from_text(text: str) -> Session:
    """What a file holds; one that is damaged, or another version's, is an empty session."""
    try:
        facts = json.loads(text)
        photos = tuple(Path(str(photo)) for photo in cast("list[object]", facts["photos"]))
        current = None if facts["current"] is None else Path(str(facts["current"]))
        return Session(photos, current, bool(facts["is_recovered"]))
    except (ValueError, LookupError, TypeError):
        return Session()


def together(sessions: tuple[Session, ...]) -> Session:
    """What several windows had open, in one; what the last one showed is shown."""
    photos = dict.fromkeys(photo for session in sessions for photo in session.photos)
    shown = [session.current for session in sessions if session.current is not None]
    again = any(session.is_recovered for session in sessions)
    return Session(tuple(photos), shown[-1] if shown else None, again)
