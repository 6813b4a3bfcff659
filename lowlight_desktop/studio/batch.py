"""Many photos, one after the other: a bad one is reported and the rest goes on."""

import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.naming import numbered, output_path, taken
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES
from lowlight_desktop.photo.errors import LowlightError, PhotoError, ReadError
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import Exported, export

logger = logging.getLogger(__name__)

_BESIDE_SUFFIX = "-lowlight"
# Results of the command line and, under the usual name, of the window; numbered where taken.
_MADE_BY_US = re.compile(rf"({_BESIDE_SUFFIX}|-lit)(-\d+)?$")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo whose output existed already."""

    source: Path
    output: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """A photo that could not be done, or a folder that could not be searched, and why."""

    source: Path
    error: PhotoError


Outcome = Exported | Skipped | Failed


@dataclass(slots=True)
class OutputNames:
    """Gives every photo of one call an output of its own.

    Attributes:
        folder: Where outputs go, or None: beside each original, with a suffix.
        options: Decide the ending and what happens with names that are taken.
        roots: Folders that were searched: their own folders are made again in `folder`, since
            cameras use a number once a folder.
    """

    folder: Path | None
    options: ExportOptions
    roots: tuple[Path, ...] = ()
    _given: set[Path] = field(default_factory=set[Path])

    def name(self, source: Path) -> Path:
        """The output of a photo: its stem, numbered if this call has used that name."""
        if self.folder is None:
            beside = source.with_name(source.stem + _BESIDE_SUFFIX + source.suffix)
            wanted = output_path(source.parent, beside, self.options)
        else:
            below = next(
                (source.parent.relative_to(r) for r in self.roots if r in source.parents), ""
            )
            wanted = output_path(self.folder / below, source, self.options)
        name = next(name for name in numbered(wanted) if name not in self._given)
        self._given.add(name)
        return name


def find_photos(arguments: Sequence[Path], output: Path | None = None) -> Iterator[Path | Failed]:
    """Files as they are, folders as the photos in them, in the order of their names.

    A search leaves out what is hidden and what an earlier run has made: so a folder can be given
    again and again. A file that is named is always taken.

    Args:
        arguments: Files and folders.
        output: Where results go; not searched where it lies inside one of the folders.

    Yields:
        Photos, and in their places the folders that cannot be searched.
    """
    results = None if output is None else output.resolve()
    for path in arguments:
        if os.path.isdir(path):  # noqa: PTH112 - an impossible name is a file that fails
            yield from sorted(_search(path, results), key=_place)
        else:
            yield path


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
            if not name.startswith(".") and (results is None or (here / name).resolve() != results)
        ]
        yield from (here / name for name in names if _is_original(Path(name)))
    yield from (_not_searched(Path(error.filename), error) for error in locked)


def _not_searched(folder: Path, error: OSError) -> Failed:
    if isinstance(error, PermissionError):
        cause = "you are not allowed to look into this folder"
        return Failed(folder, ReadError(folder, cause, "Check its permissions."))
    said = error.strerror or str(error)
    return Failed(folder, ReadError(folder, f"this folder cannot be searched ({said})"))


def _is_original(name: Path) -> bool:
    return (
        name.suffix.lower() in PHOTO_SUFFIXES
        and not name.name.startswith(".")  # macOS leaves "._photo.jpg" on foreign disks
        and not _MADE_BY_US.search(name.stem)
    )


def enhance_all(
    sources: Iterable[Path | Failed],
    names: OutputNames,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
) -> Iterator[Outcome]:
    """Export every photo; yields what became of each, as it is done.

    What has failed before, a folder that could not be searched, is told in its turn.

    Raises:
        LowlightError: What stops all of them: no model, no device, no memory, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    for source in sources:
        if isinstance(source, Failed):
            yield source
        else:
            yield attempt(source, names.name(source), recipe, names.options, enhancer, progress)


def attempt(
    source: Path,
    output: Path,
    recipe: Recipe,
    options: ExportOptions,
    enhancer: Enhancer,
    progress: Progress,
) -> Outcome:
    """Export one photo of many: what goes wrong with it alone is its outcome.

    Raises:
        LowlightError: What would stop the others too: no model, no device, no memory, cancelled.
        BrokenPipeError: If nobody listens to the progress any more.
    """
    try:
        if options.existing is Existing.SKIP and taken(output):
            return Skipped(source, output)
        return export(source, output, recipe, options, enhancer, progress)
    except PhotoError as error:
        return Failed(source, error)
    except (LowlightError, BrokenPipeError):
        raise
    except MemoryError:
        cause = "it does not fit into the memory of this machine"
        return Failed(source, ReadError(source, cause, "Close other programs and try again."))
    except Exception as error:  # noqa: BLE001 - the border of the batch: the others go on
        return Failed(source, _mistake(source, error))


def _mistake(source: Path, error: Exception) -> PhotoError:
    """A sentence for what nobody has foreseen; where it happened is for those who ask."""
    if logger.isEnabledFor(logging.INFO):
        logger.error("%s: a mistake in Lowlight itself", source, exc_info=error)
    said = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")
    cause = f"a mistake in Lowlight itself ({said})"
    return PhotoError(source, cause, "Please report what `lowlight --verbose` says about it.")
