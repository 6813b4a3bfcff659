"""The part of a page that the program writes itself, between two marks."""

from collections.abc import Iterable
from pathlib import Path

from lowlight_desktop.photo.errors import UsageError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"
"""Where the figures of a release stand; not part of an installed program."""

BEGIN = "<!-- written by `lowlight benchmark --write`, from here -->"
END = "<!-- to here -->"


def check_marks(page: Path) -> None:
    """See that the page has its marks, before minutes are spent.

    Raises:
        UsageError: If it has not, or there is no such page.
    """
    _around(page)


def write_between_marks(page: Path, lines: Iterable[str]) -> None:
    """Replace what stands between the marks; all else stays as it is.

    Args:
        page: In Markdown.
        lines: What shall stand there.

    Raises:
        UsageError: As `check_marks`; or if the disk refuses.
    """
    before, after = _around(page)
    text = "\n".join([BEGIN, "", *lines, "", END])
    try:
        page.write_text(before + text + after, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{page}: this page cannot be written ({error.strerror}).") from error


def _around(page: Path) -> tuple[str, str]:
    """What stands before and after."""
    try:
        with page.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except OSError as error:
        raise UsageError(
            f"{page}: there is no page to write into ({error.strerror}). It is part of the "
            "sources; --json keeps the figures anywhere."
        ) from error
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"{page}: the marks are missing between which figures are written.")
    return before, after
