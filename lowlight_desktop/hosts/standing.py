"""How Lowlight stands in one installation of a host."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lowlight_desktop.hosts.pieces import Line, Piece
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.receipt import Entry


class State(Enum):
    """How an installation stands; of its pieces' states, the last in this list counts."""

    CURRENT = "installed"
    ABSENT = "not installed"
    OUTDATED = "outdated"
    BROKEN = "incomplete"
    CHANGED = "changed by hand"
    UNSERVED = "cannot be served"


@dataclass(frozen=True, slots=True)
class Standing:
    """How Lowlight stands in one installation of a host.

    Attributes:
        place: The installation.
        state: In a word.
        version: Of the Lowlight that put its scripts there, or "".
        kept: Files that are not as we wrote them, and stay.
    """

    place: Place
    state: State
    version: str = ""
    kept: tuple[Path, ...] = ()


def state_of(piece: Piece, entry: Entry | None) -> State:
    """How a piece stands.

    Args:
        piece: As this program would put it.
        entry: What the receipt says was put; None if nothing.

    Raises:
        WriteError: If the disk refuses.
    """
    stands = piece.stands()
    if stands == piece.mark:
        return State.CURRENT
    if isinstance(piece, Line):
        if entry is None:
            return State.ABSENT
        older = Line(piece.path, entry.mark.encode()).stands()
        return State.BROKEN if older is None else State.OUTDATED
    if stands is None:
        return State.ABSENT if entry is None else State.BROKEN
    return State.OUTDATED if entry is not None and entry.mark == stands else State.CHANGED


def whole(states: Iterable[State]) -> State:
    """The state of all pieces of an installation together."""
    found = set(states)
    if found == {State.CURRENT, State.ABSENT}:
        return State.BROKEN
    return max(found, key=list(State).index, default=State.ABSENT)
