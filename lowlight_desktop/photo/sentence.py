"""A sentence for people, which the window says in their language and the command line as it is."""

import json
from typing import TypeAlias, cast

Value: TypeAlias = str | int | float
"""What a sentence can be about; one that is a `Sentence` itself is said in the same language."""


class Sentence(str):
    """English, as any `str`, that still knows what it was made of.

    So it goes wherever a text goes, to logs, reports and terminals, and whoever knows another
    language finds the same template there. `packaging/translate.py` reads the templates from the
    calls: they are literals.

    Args:
        text: English, with {0}, {1} … for the values; translators know it.
        values: Names, paths and numbers, the same in every language, and parts that are sentences.
    """

    __slots__ = ("_text", "_values")

    _text: str
    _values: tuple[Value, ...]

    def __new__(cls, text: str, *values: Value) -> "Sentence":
        """Fill the template in."""
        made = super().__new__(cls, text.format(*values))
        made._text, made._values = text, values
        return made

    def __getnewargs__(self) -> tuple[Value, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """For `pickle`, between the machines of a cluster."""
        return self._text, *self._values

    @property
    def text(self) -> str:
        """The template."""
        return self._text

    @property
    def values(self) -> tuple[Value, ...]:
        """What fills it."""
        return self._values


NOTHING = Sentence("")
"""Where there is nothing to say."""


def quoted(text: str) -> Sentence:
    """Words of others, the same in every language: of the system, of a library."""
    return Sentence("{0}", text)


def declared(text: str) -> Sentence:
    """Words that translators know from where they are declared: the name of a slider."""
    return Sentence(text)


def said_by(error: BaseException) -> Sentence:
    """What an error says: a sentence of ours, or words of others."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Sentence) else quoted(str(error))


def packed(text: str) -> str:
    """A sentence on its way to another process or to a later start; other texts as they are."""
    if not isinstance(text, Sentence):
        return text
    return json.dumps(_parts(text), ensure_ascii=False)


def unpacked(text: str) -> Sentence:
    """The inverse of `packed`."""
    try:
        said = _put_together(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return quoted(text)
    return said if isinstance(said, Sentence) else quoted(text)


def _parts(value: Value) -> object:
    if isinstance(value, Sentence):
        return [value.text, *map(_parts, value.values)]
    return value


def _put_together(plain: object) -> Value:
    match plain:
        case str() | int() | float():
            return plain
        case [str(text), *values]:
            return Sentence(text, *map(_put_together, cast("list[object]", values)))
        case _:
            raise ValueError(plain)
