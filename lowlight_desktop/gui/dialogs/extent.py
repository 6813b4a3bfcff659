"""Which photos an export is about."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Extent:
    """The photos that are selected, and those that may be meant instead.

    Attributes:
        selected: In their order.
        every: All that are at hand.
        means_every: Whether all are more likely to be meant: they came together, and nobody has
            chosen among them.
    """

    selected: tuple[Path, ...]
    every: tuple[Path, ...] = ()
    means_every: bool = False

    @property
    def is_open(self) -> bool:
        """Whether to ask: of several photos one is selected, perhaps by nobody."""
        return len(self.selected) == 1 < len(self.every)

    @property
    def likely(self) -> tuple[Path, ...]:
        """What is meant unless somebody says otherwise."""
        return self.every if self.is_open and self.means_every else self.selected
