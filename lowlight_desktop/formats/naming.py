"""Where results lie, and the way to a name that nobody has."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.name_template import PLAIN_TEMPLATE, NameFacts, cut, name_from
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.sentence import Sentence


def output_path(
    folder: Path,
    source: Path,
    options: ExportOptions,
    *,
    template: str = PLAIN_TEMPLATE,
    facts: NameFacts | None = None,
) -> Path:
    """Where the result of a photo belongs: its name, with the ending of the format.

    The folders that the template makes are not made here.

    Args:
        folder: Where results go.
        source: The photo.
        options: What it is written as.
        template: How results are called; as the photo where nothing is said.
        facts: What the template can say; only the photo's name where nothing is said.

    Raises:
        ValueError: If the template gives no names.
    """
    return folder / name_from(template, facts or NameFacts(source.stem), options.format.suffix)


def check_within(path: Path, target: Path) -> None:
    """See that a result stays in the folder that was chosen for it, wherever links lead.

    A wall against accidents and prepared folders: whoever may change the target while photos are
    written there is not kept from anything.

    Args:
        path: The wanted name; its folder need not exist.
        target: What was chosen; may be a link itself.

    Raises:
        WriteError: If the folder of `path` lies elsewhere, or that cannot be found out.
    """
    try:
        folder, chosen = path.parent.resolve(), target.resolve()
    except (OSError, RuntimeError) as error:  # links that lead to each other
        cause = Sentence("the links in {0} lead nowhere", str(path.parent))
        raise WriteError(path, cause, Sentence("Choose another output folder.")) from error
    except ValueError as error:
        raise write_error(path, error) from error
    if not folder.is_relative_to(chosen):
        cause = Sentence("{0} leads out of {1}, to {2}", str(path.parent), str(target), str(folder))
        raise WriteError(
            path, cause, Sentence("Remove that link, or choose another output folder.")
        )


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
    for number in count(2):
        yield path.with_name(cut(path.stem, f"-{number}{path.suffix}"))


def same_name(path: Path) -> str:
    """Equal for names that are one file on some disks: those that do not know capitals."""
    return str(path).casefold()
