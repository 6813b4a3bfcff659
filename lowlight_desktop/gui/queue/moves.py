"""Where chosen photos of a queue go when they are moved by keys; without Qt."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from lowlight_desktop.studio.journal_entry import Entry, State


@dataclass(frozen=True, slots=True)
class Move:
    """Photos that shall stand right before another one, or last.

    Attributes:
        ids: In the order that they shall have.
        before: That other one; None: the end.
    """

    ids: tuple[int, ...]
    before: int | None


def up(entries: Sequence[Entry], chosen: Set[int]) -> Move | None:
    """One place nearer to their turn; None: there is nobody that waits before them.

    Args:
        entries: The queue in its order.
        chosen: Ids; those that do not wait stay where they are.
    """
    waiting = [entry.id for entry in entries if entry.state is State.WAITING]
    at = [place for place, id_ in enumerate(waiting) if id_ in chosen]
    if not at or at[0] == 0:
        return None
    return Move(tuple(waiting[place] for place in at), waiting[at[0] - 1])


def down(entries: Sequence[Entry], chosen: Set[int]) -> Move | None:
    """One place further from their turn; None: there is nobody that waits after them.

    Args:
        entries: The queue in its order.
        chosen: Ids; those that do not wait stay where they are.
    """
    waiting = [entry.id for entry in entries if entry.state is State.WAITING]
    at = [place for place, id_ in enumerate(waiting) if id_ in chosen]
    if not at or at[-1] == len(waiting) - 1:
        return None
    behind = waiting[at[-1] + 2 :]
    return Move(tuple(waiting[place] for place in at), behind[0] if behind else None)
