"""The edits of a photo, in a file beside it: night.CRW has night.CRW.lowlight.json.

Nothing is lost by accident. A file that this version does not understand is never written over: a
damaged one is set aside when it is read, one of a newer version when the photo is edited here.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.json_object import read_json, write_json
from lowlight_desktop.formats.naming import numbered, taken
from lowlight_desktop.formats.recipe_fields import SCHEMA_VERSION, from_plain
from lowlight_desktop.formats.recipe_json import (
    VERSION,
    checked_entries,
    recipe_from_json,
    recipe_to_json,
    unknown_here,
)
from lowlight_desktop.photo.errors import NewerRecipeError, ReadError, RecipeError, WriteError
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, said_by

_SUFFIX = ".lowlight.json"
_MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a photographer wants back on the next opening.

    Attributes:
        recipe: The edits, brush strokes included.
        rating: Stars, 0 to 5, or None where nobody rated the photo here.
        exported_at: When this look was exported, with the time zone; or None.

    Raises:
        ValueError: If the rating is out of its range, or the time has no zone.
    """

    recipe: Recipe
    rating: int | None = None
    exported_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.rating is not None and not 0 <= self.rating <= _MOST_STARS:
            raise ValueError(Sentence("A rating is 0 to {0}, not {1}", _MOST_STARS, self.rating))
        if self.exported_at is not None and self.exported_at.tzinfo is None:
            raise ValueError(Sentence("A time needs its zone"))


def sidecar_path(photo: Path) -> Path:
    """Where the edits of a photo are kept."""
    return photo.with_name(photo.name + _SUFFIX)


def read_sidecar(photo: Path) -> Sidecar | None:
    """The edits of a photo.

    A damaged file is renamed to "….bak", so it is reported once.

    Args:
        photo: The photo, not its sidecar.

    Returns:
        The edits, or None where there are none.

    Raises:
        ReadError: If there is a file that cannot be used. The photo opens without edits; the
            sentence says what became of the file.
    """
    path = sidecar_path(photo)
    try:
        return _understood(path)
    except FileNotFoundError:
        return None
    except NewerRecipeError as error:
        advice = Sentence(
            "Update Lowlight to see these edits; the file stays, as .bak if you edit the photo."
        )
        raise ReadError(path, said_by(error), advice) from error
    except RecipeError as error:
        cause = Sentence("the edits cannot be read, {0}", said_by(error))
        raise ReadError(path, cause, _set_aside_told(path)) from error


def peek_sidecar(photo: Path) -> Sidecar | None:
    """The edits of a photo that is not opened, for a mark on its thumbnail; nothing is renamed.

    Returns:
        The edits, or None where there are none that can be used.
    """
    try:
        return _understood(sidecar_path(photo))
    except (FileNotFoundError, RecipeError, ReadError):
        return None


def write_sidecar(photo: Path, sidecar: Sidecar, own: Collection[Sidecar] | None = None) -> None:
    """Keep the edits of a photo, whole or not at all.

    Args:
        photo: The photo, not its sidecar.
        sidecar: The edits.
        own: What may be written over; all else is renamed to "….bak". None: whatever can be read.

    Raises:
        WriteError: If the folder refuses. What was there is as it was then.
    """
    path = sidecar_path(photo)
    try:
        if not _replaceable(path, own):
            _set_aside(path)
        write_json(path, _to_json(sidecar))
    except (OSError, WriteError) as error:
        told = error if isinstance(error, WriteError) else write_error(path, error)
        advice = Sentence(
            "They last as long as Lowlight is open; export the photo or save a preset to keep them."
        )
        raise WriteError(
            path, Sentence("the edits cannot be kept, {0}", told.cause), advice
        ) from error


def _understood(path: Path) -> Sidecar:
    entries = checked_entries(read_json(path), Sentence("a file of edits"))
    if unknown := entries.keys() - {VERSION, *(f.name for f in fields(Sidecar))}:
        raise NewerRecipeError(unknown_here(sorted(unknown)))
    exported_at = entries.get("exported_at")
    try:
        return Sidecar(
            recipe_from_json(entries.get("recipe")),
            from_plain(int | None, entries.get("rating"), "rating"),
            None if exported_at is None else datetime.fromisoformat(str(exported_at)),
        )
    except ValueError as error:
        raise RecipeError(said_by(error)) from error


def _to_json(sidecar: Sidecar) -> dict[str, Any]:
    exported_at = sidecar.exported_at
    return {
        VERSION: SCHEMA_VERSION,
        "rating": sidecar.rating,
        "exported_at": None if exported_at is None else exported_at.isoformat(),
        "recipe": recipe_to_json(sidecar.recipe),
    }


def _replaceable(path: Path, own: Collection[Sidecar] | None) -> bool:
    """Whether nothing would be lost if the file were written over."""
    try:
        found = _understood(path)
    except FileNotFoundError:
        return True
    except (RecipeError, ReadError):
        return False
    return own is None or found in own


def _set_aside(path: Path) -> Path:
    """Rename a file to "….bak", or to a numbered name where there is one.

    Raises:
        OSError: If the folder refuses.
        WriteError: If it cannot be looked into.
    """
    free = next(name for name in numbered(path.with_name(path.name + ".bak")) if not taken(name))
    path.rename(free)
    return free


def _set_aside_told(path: Path) -> Sentence:
    try:
        kept = _set_aside(path)
    except (OSError, WriteError):
        return Sentence("The photo opens without edits; the file could not be renamed.")
    return Sentence("The photo opens without edits; the file is kept as {0}.", kept.name)
