"""The recipe as XMP properties of our own namespace, so that a result tells how it was made.

Every field of the recipe is written, found by walking its dataclasses: "Xmp.lowlight.LightTarget"
is `recipe.light.target`. A field that is added later is written without a change here, and is
read as its default from older files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast, get_args, get_type_hints

from lowlight_desktop.formats.exiv2 import PREFIX
from lowlight_desktop.photo.recipe import Recipe

SCHEMA_VERSION = 1
"""Raised when a field changes its meaning; a file of a higher version is not understood."""

_VERSION_KEY = f"Xmp.{PREFIX}.SchemaVersion"
_NOT_SET = "auto"


def recipe_to_xmp(recipe: Recipe) -> dict[str, str]:
    """XMP properties that hold a recipe, by Exiv2's names."""
    return {_VERSION_KEY: str(SCHEMA_VERSION)} | {
        key: _written(value) for key, value in _walk(recipe, "")
    }


def recipe_from_xmp(tags: Mapping[str, object]) -> Recipe | None:
    """The recipe in a photo's XMP.

    Args:
        tags: XMP properties, by Exiv2's names.

    Returns:
        The recipe, or None where there is none that this version understands.
    """
    try:
        if not 1 <= int(str(tags.get(_VERSION_KEY, "0"))) <= SCHEMA_VERSION:
            return None
        return cast("Recipe", _read(Recipe, tags, ""))
    except ValueError:  # not a number, out of its range, or an unknown word
        return None


def _walk(node: object, path: str) -> Iterator[tuple[str, object]]:
    """Every plain value below a dataclass instance, with its key."""
    for field in fields(cast("Any", node)):
        value, below = getattr(node, field.name), path + _camel(field.name)
        if is_dataclass(value):
            yield from _walk(value, below)
        else:
            yield f"Xmp.{PREFIX}.{below}", value


def _camel(name: str) -> str:
    """`exposure_ev` as XMP spells names: ExposureEv."""
    return "".join(part.capitalize() for part in name.split("_"))


def _written(value: object) -> str:
    if value is None:
        return _NOT_SET
    if isinstance(value, Enum):
        return str(value.value)
    return repr(value)  # of a float: the shortest text that reads back as the same number


def _read(kind: type, tags: Mapping[str, object], path: str) -> object:
    """A dataclass instance from its properties; a missing one keeps its default."""
    hints, values = get_type_hints(kind), dict[str, object]()
    for field in fields(kind):
        hint, below = hints[field.name], path + _camel(field.name)
        if is_dataclass(hint):
            values[field.name] = _read(cast("type", hint), tags, below)
        elif (text := tags.get(f"Xmp.{PREFIX}.{below}")) is not None:
            values[field.name] = _parsed(hint, str(text))
    return kind(**values)


def _parsed(hint: Any, text: str) -> object:  # noqa: ANN401 - an annotation is no class
    choices = get_args(hint)
    if choices and text == _NOT_SET:
        return None
    scalar = next((c for c in choices if c is not type(None)), hint)
    return scalar(text)  # float, or an Enum by its value
