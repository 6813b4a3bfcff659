"""A sentence for people, which the window says in their language and the command line as it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, and what they are about.

    Attributes:
        text: English, with {0}, {1} … for the values; translators know it.
        values: Names, paths and versions, the same in every language.
    """

    text: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text.format(*self.values)
