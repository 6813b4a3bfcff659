"""What a photographer should know of a host's file before it is saved."""

from dataclasses import dataclass
from enum import Enum


class About(Enum):
    """What a notice is about."""

    LAYERS = "layers"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing.

    Attributes:
        about: What.
        count: How many pages there are; else 0.
    """

    about: About
    count: int = 0

    def __str__(self) -> str:
        """A sentence, for terminals and logs."""
        if self.about is About.LAYERS:
            return (
                "This file has Photoshop layers. Lowlight edits the flat picture; "
                "saving leaves the layers out."
            )
        return (
            f"This file has {self.count} pages. Lowlight edits the first; "
            "the others stay as they are."
        )
