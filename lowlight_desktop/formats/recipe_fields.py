"""Recipes as plain values, found by walking their dataclasses: what JSON and XMP are made of.

A field that is added later is written without a change here, and is read as its default from older
files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from lowlight_desktop.photo.sentence import Sentence, quoted

SCHEMA_VERSION = 1
"""Raised when a field changes its meaning; a file of a higher version is not understood."""

Plain = None | bool | float | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can say."""


_SCALARS = {
    float: Sentence("a number"),
    int: Sentence("a whole number"),
    bool: Sentence("true or false"),
    str: Sentence("a text"),
}


class UnknownEntryError(ValueError):
    """There are entries that this version has no fields for.

    Args:
        names: Of them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        super().__init__(listed(names))


def listed(names: Sequence[str]) -> Sentence:
    """Names of entries, at least one: "light.glow and light.halo"."""
    first, *others = names
    said = quoted(first)
    for name in others:
        said = Sentence("{0} and {1}", said, name)
    return said


def to_plain(value: object) -> Plain:
    """A dataclass instance, or anything that a field of one holds, as plain values."""
    if value is None or isinstance(value, (bool, float, int, str)):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [to_plain(item) for item in cast("tuple[object, ...]", value)]
    if not is_dataclass(value):
        raise TypeError(f"recipes hold no {type(value).__name__}")
    return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}


def from_plain(hint: Any, plain: object, name: str = "") -> Any:  # noqa: ANN401 - any annotation
    """The inverse of `to_plain`; entries that are missing keep their defaults.

    Args:
        hint: The annotation of what is wanted.
        plain: What was read.
        name: Where it stands, for messages: "light.strength".

    Raises:
        UnknownEntryError: If it has an entry that is unknown.
        ValueError: If it is not that; the text is a clause that names the place.
    """
    choices = get_args(hint)
    if NoneType in choices:
        if plain is None:
            return None
        (hint,) = (choice for choice in choices if choice is not NoneType)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), plain, name)
    if is_dataclass(hint):
        return _instance(cast("type", hint), plain, name)
    if issubclass(hint, Enum):
        words = [str(member.value) for member in hint]
        if plain not in words:
            raise _wrong(name, Sentence("one of {0}", ", ".join(words)), plain)
        return hint(plain)
    return _scalar(hint, plain, name)


def _scalar(kind: type, plain: object, name: str) -> object:
    if kind is float and isinstance(plain, (int, float)) and not isinstance(plain, bool):
        try:
            return float(plain)
        except OverflowError:
            pass
    elif kind is not float and type(plain) is kind:
        return plain
    raise _wrong(name, _SCALARS[kind], plain)


def _tuple(items: tuple[Any, ...], plain: object, name: str) -> tuple[object, ...]:
    if not isinstance(plain, list):
        raise _wrong(name, Sentence("a list"), plain)
    values = cast("list[object]", plain)
    hints = (items[0],) * len(values) if items[1:] == (...,) else items
    if len(hints) != len(values):
        raise ValueError(
            Sentence("{0} is a list of {1}, not of {2}", name, len(hints), len(values))
        )
    numbered = enumerate(zip(hints, values, strict=True), start=1)
    return tuple(from_plain(hint, value, f"{name} {i}") for i, (hint, value) in numbered)


def _instance(kind: type, plain: object, name: str) -> object:
    if not isinstance(plain, dict):
        raise _wrong(name or Sentence("the recipe"), Sentence("a group of entries"), plain)
    values = cast("Mapping[str, object]", plain)
    hints = get_type_hints(kind)
    below = {key: f"{name}.{key}" if name else key for key in values}
    if unknown := [below[key] for key in values if key not in hints]:
        raise UnknownEntryError(unknown)
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    if missing := [key for key in needed if key not in values]:
        raise ValueError(Sentence("{0} lacks {1}", name, listed(missing)))
    made = {key: from_plain(hints[key], value, below[key]) for key, value in values.items()}
    return kind(**made)  # checks its ranges


def _wrong(name: str, wanted: Sentence, plain: object) -> ValueError:
    text = repr(plain)
    return ValueError(
        Sentence(
            "{0} must be {1}, not {2}", name, wanted, text if len(text) <= 40 else text[:40] + "…"
        )
    )
