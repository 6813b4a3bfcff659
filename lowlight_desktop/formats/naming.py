"""The names of results, and the way to one that nobody has."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.photo.export_options import ExportOptions

PLAIN_TEMPLATE = "{name}"
"""A result is called as its photo is."""

TOKENS = ("name", "date", "number", "preset")
"""What a template can say in braces."""

_TOKEN = re.compile(r"([-_ ]*)\{(\w*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what Windows and cards formatted there refuse
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows' devices
_TAKEN = re.compile(r"(\d{4}):(\d\d):(\d\d)")
_UNDATED = "undated"
_NUMBER_DIGITS = 3


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a template can say of a photo.

    Attributes:
        name: The original's, without its ending.
        taken: When, as EXIF writes it ("2026:11:20 23:10:05"), or "".
        number: Place among the photos that are written together, from 1.
        preset: The look's name, or "".
    """

    name: str
    taken: str = ""
    number: int = 1
    preset: str = ""


def check_template(template: str) -> None:
    """See that a template gives names.

    Raises:
        ValueError: If it is empty, has an unknown token, or signs that no file name may have.
    """
    if not template.strip(" .-_"):
        raise ValueError("The name is empty")
    known = ", ".join(f"{{{token}}}" for token in TOKENS)
    for _, token in _TOKEN.findall(template):
        if token not in TOKENS:
            raise ValueError(f"{{{token}}} is unknown, there are {known}")
    rest = _TOKEN.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError(f"A brace has no partner, there are {known}")
    if found := _FORBIDDEN.search(rest):
        raise ValueError(f"A file name cannot hold {found.group()!r}")


def name_from(template: str, facts: NameFacts) -> str:
    """The name of a result, without its ending.

    What a photo does not have is left out together with the sign before it: "{name}-{preset}"
    without a preset is the name alone. A photo without a date is "undated".

    Args:
        template: Text with `TOKENS` in braces.
        facts: About the photo.

    Raises:
        ValueError: If the template gives no names.
    """
    check_template(template)
    if template == PLAIN_TEMPLATE:
        return facts.name  # a name that exists needs no care
    date = _TAKEN.match(facts.taken)
    values = {
        "name": facts.name,
        "date": "-".join(date.groups()) if date else _UNDATED,
        "number": f"{facts.number:0{_NUMBER_DIGITS}d}",
        "preset": facts.preset,
    }

    def said(token: re.Match[str]) -> str:
        before, name = token.groups()
        value = _FORBIDDEN.sub("-", values[name]).strip()
        return before + value if value else ""

    name = _TOKEN.sub(said, template).strip().rstrip(". ")
    if not values["preset"] and template.lstrip("-_ ").startswith("{preset}"):
        name = name.lstrip("-_ ")
    if not name:
        return facts.name
    return f"_{name}" if _RESERVED.match(name) else name


def output_path(
    folder: Path,
    source: Path,
    options: ExportOptions,
    *,
    template: str = PLAIN_TEMPLATE,
    facts: NameFacts | None = None,
) -> Path:
    """Where the result of a photo belongs: its name, with the ending of the format.

    Args:
        folder: Where results go.
        source: The photo.
        options: What it is written as.
        template: How results are called; as the photo where nothing is said.
        facts: What the template can say; only the photo's name where nothing is said.

    Raises:
        ValueError: If the template gives no names.
    """
    name = name_from(template, facts or NameFacts(source.stem))
    return folder / f"{name}{options.format.suffix}"


def taken(path: Path) -> bool:
    """Whether anything has this name already: a file, a folder, a dangling link.

    Ask before computing: what would be skipped need not be made.

    Raises:
        WriteError: If that cannot be found out: the name is impossible or the folder is closed.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise write_error(path, error) from error
    return True


def numbered(path: Path) -> Iterator[Path]:
    """The names to try in turn: photo.jpg, photo-2.jpg, photo-3.jpg and so on."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
