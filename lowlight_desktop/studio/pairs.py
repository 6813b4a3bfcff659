"""Folders of photos to be judged: dark ones, and what they should look like."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import PhotoError, UsageError
from lowlight_desktop.photo.sentence import Sentence

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


@dataclass(frozen=True, slots=True, eq=False)
class Paired:
    """What two folders hold.

    Attributes:
        pairs: Sorted by name.
        lonely: One for each photo, of either folder, that has no partner in the other.
    """

    pairs: tuple[Pair, ...]
    lonely: tuple[PhotoError, ...] = ()


def pair_folders(low: Path, high: Path | None = None) -> Paired:
    """Pair the photos of two folders by their names without endings.

    Args:
        low: Folder of dark photos.
        high: Folder of references, or None: the dark photos stand alone.

    Returns:
        The pairs, and what is left over.

    Raises:
        UsageError: If a folder does not exist or holds no photo, if two photos of a folder have
            one name, or if no photo has a partner.
    """
    dark = _photos(low)
    if high is None:
        return Paired(tuple(Pair(stem, path) for stem, path in dark.items()))
    references = _photos(high)
    pairs = [
        Pair(stem, path, references[stem]) for stem, path in dark.items() if stem in references
    ]
    if not pairs:
        raise UsageError(f"No photo of {low} has a partner in {high}: the names must be the same.")
    return Paired(tuple(pairs), (*_lonely(dark, references, high), *_lonely(references, dark, low)))


def _lonely(
    photos: Mapping[str, Path], others: Mapping[str, Path], folder: Path
) -> list[PhotoError]:
    cause = Sentence("it has no partner in {0}", str(folder))
    return [PhotoError(path, cause) for stem, path in photos.items() if stem not in others]


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


def _some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    ordered = sorted(names)
    rest = len(ordered) - _NAMED_AT_MOST
    return ", ".join(ordered[:_NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")
