"""Where in a file new data find room: in the place of the old, then behind its end."""

from collections.abc import Iterable
from dataclasses import dataclass

Extent = tuple[int, int]
"""First byte, and the one behind the last."""


@dataclass(slots=True)
class Room:
    """The free places of a file, filled from front to back.

    Attributes:
        free: In order, without overlaps.
        end: Where the file ends.
    """

    free: list[Extent]
    end: int

    @classmethod
    def of(cls, extents: Iterable[Extent], end: int) -> "Room":
        """The room that old data leave, in a file of `end` bytes."""
        return cls(merged(extents), end)

    def take(self, size: int) -> int:
        """A place for so many bytes; places in front of it are not looked at again."""
        while self.free:
            start, stop = self.free[0]
            if size <= stop - start:
                self.free[0] = (start + size, stop)
                return start
            if stop == self.end:  # the last may grow
                self.free.clear()
                self.end = start + size
                return start
            del self.free[0]
        start, self.end = self.end, self.end + size
        return start

    def whole(self) -> int:
        """Where the file may end now."""
        if self.free and self.free[-1][1] == self.end:
            return self.free[-1][0]
        return self.end


def merged(extents: Iterable[Extent]) -> list[Extent]:
    """Extents in order; those that touch become one, over a byte of padding too."""
    found: list[Extent] = []
    for start, stop in sorted(extents):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found
