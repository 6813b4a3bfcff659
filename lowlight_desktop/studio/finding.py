"""Photos in folders."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lowlight_desktop.formats.making_xmp import key_in
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.export_options import FileFormat
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.output_names import BESIDE_SUFFIX

# Results of the command line and, under the usual name, of the window; numbered where taken.
_MADE_BY_US = re.compile(rf"({BESIDE_SUFFIX}|-lit)(-\d+)?$")
_WRITTEN = frozenset(form.suffix for form in FileFormat)


def find_originals(
    arguments: Sequence[Path], output: Path | None = None
) -> Iterator[Path | Failed]:
    """As `find_photos`; results are also told by what stands in them, wherever they lie.

    That costs a millisecond a file, more on a slow share.
    """
    for argument in arguments:
        is_named = not os.path.isdir(argument)  # noqa: PTH112 - as there
        for found in find_photos([argument], output):
            if is_named or isinstance(found, Failed) or not _says_made_by_us(found):
                yield found


def find_photos(arguments: Sequence[Path], output: Path | None = None) -> Iterator[Path | Failed]:
    """Files as they are, folders as the photos in them, in the order of their names.

    A search leaves out what is hidden and what an earlier run has made: so a folder can be given
    again and again. It does not follow links to folders, which may lead in a circle. A file that is
    named is always taken.

    Args:
        arguments: Files and folders.
        output: Where results go; not searched where it lies inside one of the folders.

    Yields:
        Photos, and in their places the folders that cannot be searched.
    """
    results = None if output is None else _real(output)
    for path in arguments:
        if os.path.isdir(path):  # noqa: PTH112 - an impossible name is a file that fails
            yield from sorted(_search(path, results), key=_place)
        else:
            yield path


def _says_made_by_us(photo: Path) -> bool:
    return photo.suffix.lower() in _WRITTEN and bool(key_in(photo))


def _place(found: Path | Failed) -> Path:
    return found.source if isinstance(found, Failed) else found


def _search(folder: Path, results: Path | None) -> Iterator[Path | Failed]:
    locked: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=locked.append):
        here = Path(root)
        # What is taken out of the list is not walked.
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (results is None or _real(here / name) != results)
        ]
        yield from (here / name for name in names if _is_original(Path(name)))
    yield from (_not_searched(Path(error.filename), error) for error in locked)


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError, ValueError):  # links that lead to each other, a null character
        return folder.absolute()


def _not_searched(folder: Path, error: OSError) -> Failed:
    if isinstance(error, PermissionError):
        cause = Sentence("you are not allowed to look into this folder")
        return Failed(folder, ReadError(folder, cause, Sentence("Check its permissions.")))
    said = error.strerror or str(error)
    return Failed(folder, ReadError(folder, Sentence("this folder cannot be searched ({0})", said)))


def _is_original(name: Path) -> bool:
    return (
        name.suffix.lower() in PHOTO_SUFFIXES
        and not name.name.startswith(".")  # macOS leaves "._photo.jpg" on foreign disks
        and not _MADE_BY_US.search(name.stem)
    )
