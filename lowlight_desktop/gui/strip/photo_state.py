"""What became of a photo, without Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhotoState:
    """What the strip tells of a photo.

    Attributes:
        is_edited: Whether its recipe is not the default.
        is_exported: Whether there is a result of its present recipe.
        is_missing: Whether the file has gone.
        is_unread: Whether it could not be opened at all.
        failure: Why it could not be read or exported, a sentence; empty: it did not fail.
    """

    is_edited: bool = False
    is_exported: bool = False
    is_missing: bool = False
    is_unread: bool = False
    failure: str = ""


UNTOUCHED = PhotoState()
"""A photo that was only opened."""
