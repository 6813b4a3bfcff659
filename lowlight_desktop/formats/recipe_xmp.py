"""The recipe as XMP properties of our own namespace, so that a result tells how it was made.

Every field of the recipe is a property: "Xmp.lowlight.LightTarget" is `recipe.light.target`. What
is no single value, such as the strokes of a brush, is a text of JSON.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast, get_type_hints

from lowlight_desktop.formats.exiv2 import PREFIX
from lowlight_desktop.formats.recipe_fields import SCHEMA_VERSION, from_plain, to_plain
from lowlight_desktop.photo.recipe import Recipe

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
        tags: XMP properties, by Exiv2's names; one that is missing keeps its default.

    Returns:
        The recipe, or None where there is none that this version understands.
    """
    try:
        if not 1 <= int(str(tags.get(_VERSION_KEY, "0"))) <= SCHEMA_VERSION:
            return None
        return cast("Recipe", _read(Recipe, tags, ""))
    except (ValueError, RecursionError):  # damaged, out of its range, or an unknown word
        return None


def _walk(node: object, path: str) -> Iterator[tuple[str, object]]:
    """Every property below a dataclass instance, with its key."""
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
    return json.dumps(to_plain(value), separators=(",", ":"))  # floats read back as they were


def _read(kind: type, tags: Mapping[str, object], path: str) -> object:
    """A dataclass instance from its properties."""
    hints, values = get_type_hints(kind), dict[str, object]()
    for field in fields(kind):
        hint, below = hints[field.name], path + _camel(field.name)
        if is_dataclass(hint):
            values[field.name] = _read(cast("type", hint), tags, below)
        elif (text := tags.get(f"Xmp.{PREFIX}.{below}")) is not None:
            values[field.name] = from_plain(hint, _parsed(hint, str(text)), below)
    return kind(**values)


def _parsed(hint: Any, text: str) -> object:  # noqa: ANN401 - an annotation is no class
    if text == _NOT_SET:
        return None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return text
    return json.loads(text)
