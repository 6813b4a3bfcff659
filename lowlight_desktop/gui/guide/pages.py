"""The pages of the guide as they lie in files, without Qt."""

import re
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.sentence import Sentence

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide"
"""Where the pages lie; `packaging/contents.py` puts them beside a frozen program."""

INDEX = "index.md"

_PAGE_LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_PICTURE = re.compile(r"!\[([^]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
_TABLE_HEAD = re.compile(r"^\|.*\n\|[-:| ]+$", re.MULTILINE)
_MARKS = re.compile(r"^\s*\|[-:| ]+$|[*`|]|^\s*(?:>|[-+]|\d+\.)\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        path: The file.
        title: Its first heading.
        text: Markdown.
    """

    path: Path
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and what stands below it, up to the next one.

    Attributes:
        page: Whose section it is.
        heading: Without marks.
        anchor: What links call it.
        text: Without marks.
    """

    page: Page
    heading: str
    anchor: str
    text: str


def guide_pages(folder: Path = GUIDE) -> tuple[Page, ...]:
    """The index, and the pages that it names, in their order.

    Args:
        folder: Where the index lies.

    Raises:
        ReadError: If a page is not there.
    """
    index = read_page(folder / INDEX)
    named = dict.fromkeys(_PAGE_LINK.findall(index.text))
    return (index, *(read_page((folder / name).resolve()) for name in named))


def read_page(path: Path) -> Page:
    """A page from its file.

    Raises:
        ReadError: If it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        said = error.strerror or str(error)
        cause = Sentence("this page of the guide cannot be read ({0})", said)
        raise ReadError(path, cause, Sentence("Install Lowlight anew.")) from error
    headings = (match[2] for line in text.splitlines() if (match := _HEADING.match(line)))
    return Page(path, plain(next(headings, path.stem)), text)


def sections(page: Page) -> tuple[Section, ...]:
    """The parts of a page that its headings make."""
    found: list[tuple[str, list[str]]] = [(page.title, [])]
    is_code = False
    for line in page.text.splitlines():
        is_code ^= line.startswith("```")
        heading = None if is_code else _HEADING.match(line)
        if heading is None:
            found[-1][1].append(line)
        elif plain(heading[2]) != page.title:
            found.append((plain(heading[2]), []))
    return tuple(
        Section(page, heading, slug(heading), plain("\n".join(lines))) for heading, lines in found
    )


def plain(markdown: str) -> str:
    """Text without marks, on one line."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", _TABLE_HEAD.sub("", markdown)))
    return " ".join(_MARKS.sub(" ", text).split())


def slug(heading: str) -> str:
    """The anchor of a heading, as web pages of repositories make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")
