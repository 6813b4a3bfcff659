"""The recipe as JSON: what sidecars and presets hold, and `lowlight enhance --recipe` reads."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from lowlight_desktop.formats.recipe_fields import (
    SCHEMA_VERSION,
    UnknownEntryError,
    from_plain,
    listed,
    to_plain,
)
from lowlight_desktop.photo.errors import NewerRecipeError, RecipeError
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, said_by

VERSION = "version"
"""The entry that says how a file is to be read."""

_NEWER = Sentence("a newer version of Lowlight wrote it")


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """A recipe as `json.dumps` takes it; floats read back as the same numbers."""
    return {VERSION: SCHEMA_VERSION, **cast("dict[str, Any]", to_plain(recipe))}


def recipe_from_json(data: object) -> Recipe:
    """A recipe out of what `json.loads` gave.

    Args:
        data: Entries that are missing keep their defaults; the version must be there.

    Raises:
        NewerRecipeError: If a newer version wrote it: it says so, or has an unknown entry.
        RecipeError: If it is no recipe: an unknown word, a number out of its range.
    """
    entries = checked_entries(data, Sentence("a recipe"))
    try:
        return from_plain(Recipe, {k: v for k, v in entries.items() if k != VERSION})
    except UnknownEntryError as error:
        raise NewerRecipeError(unknown_here(error.names)) from error
    except ValueError as error:
        raise RecipeError(said_by(error)) from error


def unknown_here(names: Sequence[str]) -> Sentence:
    """What a `NewerRecipeError` says of entries, at least one, that this version has no use for."""
    return Sentence("{0}: {1} is unknown here", _NEWER, listed(names))


def checked_entries(data: object, what: Sentence) -> Mapping[str, object]:
    """The entries of a file whose version is understood.

    Args:
        data: What `json.loads` gave.
        what: That is expected, "a recipe".

    Raises:
        NewerRecipeError: If a newer version wrote it.
        RecipeError: If it has no version, or no entries at all.
    """
    entries = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    version = entries.get(VERSION)
    if type(version) is not int or version < 1:
        raise RecipeError(Sentence("it is not {0}", what))
    if version > SCHEMA_VERSION:
        raise NewerRecipeError(_NEWER)
    return entries
