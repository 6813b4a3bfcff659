"""Folders of photos to be judged: dark ones, and what they should look like."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import UsageError

# What people keep beside photos; everything else is taken for a photo, and read or refused.
_SIDE_FILES = {".csv", ".db", ".html", ".ini", ".json", ".md", ".toml", ".txt", ".xmp"}
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A dark photo and its reference.

    Attributes:
        stem: The name that both have, without its ending.
        low: The dark photo.
        high: The reference, or None where there is none.
    """

    stem: str
    low: Path
    high: Path | None = None


def pair_folders(low: Path, high: Path | None = None) -> tuple[Pair, ...]:
    """Pair the photos of two folders by their names without endings.

    Args:
        low: Folder of dark photos.
        high: Folder of references, or None: the dark photos stand alone.

    Returns:
        Sorted by name.

    Raises:
        UsageError: If a folder does not exist or holds no photo, if two photos of a folder have
            one name, or if a photo has no partner.
    """
    dark = _photos(low)
    if high is None:
        return tuple(Pair(stem, path) for stem, path in dark.items())
    references = _photos(high)
    _refuse_lonely(dark.keys() - references.keys(), low, high)
    _refuse_lonely(references.keys() - dark.keys(), high, low)
    return tuple(Pair(stem, path, references[stem]) for stem, path in dark.items())


def _photos(folder: Path) -> dict[str, Path]:
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError as error:
        raise UsageError(f"The folder {folder} does not exist.") from error
    except NotADirectoryError as error:
        raise UsageError(f"{folder} is not a folder.") from error
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    photos = [
        path
        for path in found
        if not path.name.startswith(".")
        and path.suffix.lower() not in _SIDE_FILES
        and not path.is_dir()
    ]
    if not photos:
        raise UsageError(f"The folder {folder} holds no photos.")
    twice = [stem for stem, count in Counter(path.stem for path in photos).items() if count > 1]
    if twice:
        raise UsageError(f"The folder {folder} holds several photos named {_some(twice)}.")
    return {path.stem: path for path in photos}


def _refuse_lonely(stems: set[str], folder: Path, other: Path) -> None:
    if stems:
        raise UsageError(f"Photos of {folder} without a partner in {other}: {_some(stems)}.")


def _some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    ordered = sorted(names)
    rest = len(ordered) - _NAMED_AT_MOST
    return ", ".join(ordered[:_NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")
