"""Finds words in the pages of the guide, without Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from lowlight_desktop.gui.guide.pages import Page, Section, sections

MOST = 40
"""So many places are told; who wants more says more words."""

_BEFORE, _EXCERPT = 32, 120  # letters


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that has the words.

    Attributes:
        section: Where.
        excerpt: What stands around the first of them.
    """

    section: Section
    excerpt: str


def words_of(wanted: str) -> tuple[str, ...]:
    """What is looked for: every word, in small letters."""
    return tuple(wanted.casefold().split())


def find(pages: Iterable[Page], wanted: str) -> tuple[Hit, ...]:
    """Sections that have every word, in any order and inside longer words, too.

    Those whose heading has them come first, then those of the guide's order.

    Args:
        pages: Where to look.
        wanted: What somebody typed.
    """
    words = words_of(wanted)
    if not words:
        return ()
    found = [s for page in pages for s in sections(page) if _has(f"{s.heading} {s.text}", words)]
    found.sort(key=lambda section: not _has(section.heading, words))
    return tuple(Hit(section, _excerpt(section.text, words)) for section in found[:MOST])


def _has(text: str, words: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _excerpt(text: str, words: tuple[str, ...]) -> str:
    folded = text.casefold()
    places = [place for word in words if (place := folded.find(word)) >= 0]
    if not places:
        return text[:_EXCERPT]
    first = max(min(places) - _BEFORE, 0)
    start = text.find(" ", first) + 1 if first else 0
    if start > min(places):  # one long word
        start = min(places)
    cut = text[start : start + _EXCERPT]
    return ("… " if start else "") + cut + ("…" if start + _EXCERPT < len(text) else "")
