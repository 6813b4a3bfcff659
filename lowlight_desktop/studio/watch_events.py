"""What a watch tells: frozen, so that it may cross to another thread."""

from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.outcome import Failed, Skipped


@dataclass(frozen=True, slots=True)
class Watching:
    """The folder was looked at for the first time.

    Attributes:
        folder: The watched folder.
        photos: How many there are; they are done only if that was wished.
        listens: Whether the system tells of changes; else the folder is looked at now and then.
    """

    folder: Path
    photos: int
    listens: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many photos are there and not done: not whole yet, or not their turn. Told on change."""

    photos: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """This photo's turn has come."""

    source: Path


@dataclass(frozen=True, slots=True)
class FolderGone:
    """The watched folder cannot be reached; told once, until it is back.

    Attributes:
        error: Says so in a sentence.
    """

    error: ReadError


@dataclass(frozen=True, slots=True)
class FolderBack:
    """The watched folder can be reached again."""

    folder: Path


WatchEvent = Watching | Waiting | Beginning | FolderGone | FolderBack | Exported | Skipped | Failed
"""Anything that a watch tells."""
