"""Many photos, one after the other: a bad one is reported and the rest goes on."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.naming import numbered, output_path, taken
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES
from lowlight_desktop.photo.errors import PhotoError, ReadError
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export import Exported, export

_BESIDE_SUFFIX = "-lowlight"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo whose output existed already."""

    source: Path
    output: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """A photo that could not be done, and why."""

    source: Path
    error: PhotoError


Outcome = Exported | Skipped | Failed


@dataclass(slots=True)
class OutputNames:
    """Gives every photo of one call an output of its own.

    Attributes:
        folder: Where outputs go, or None: beside each original, with a suffix.
        options: Decide the ending and what happens with names that are taken.
    """

    folder: Path | None
    options: ExportOptions
    _given: set[Path] = field(default_factory=set[Path])

    def name(self, source: Path) -> Path:
        """The output of a photo: its stem, numbered if this call has used that name."""
        if self.folder is None:
            beside = source.with_name(source.stem + _BESIDE_SUFFIX + source.suffix)
            wanted = output_path(source.parent, beside, self.options)
        else:
            wanted = output_path(self.folder, source, self.options)
        name = next(name for name in numbered(wanted) if name not in self._given)
        self._given.add(name)
        return name


def find_photos(arguments: Sequence[Path]) -> Iterator[Path]:
    """Files as they are, folders as the photos in them, in the order of their names."""
    for path in arguments:
        if path.is_dir():
            yield from sorted(
                Path(root) / name
                for root, _, names in os.walk(path)
                for name in names
                if Path(name).suffix.lower() in PHOTO_SUFFIXES
            )
        else:
            yield path


def enhance_all(
    sources: Iterable[Path],
    names: OutputNames,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
) -> Iterator[Outcome]:
    """Export every photo; yields what became of each, as it is done.

    Raises:
        LowlightError: What stops all of them: no model, no device, no memory, cancelled.
    """
    for source in sources:
        output = names.name(source)
        try:
            if names.options.existing is Existing.SKIP and taken(output):
                yield Skipped(source, output)
                continue
            yield export(source, output, recipe, names.options, enhancer, progress)
        except PhotoError as error:
            yield Failed(source, error)
        except MemoryError:
            cause = "it does not fit into the memory of this machine"
            yield Failed(source, ReadError(source, cause, "Close other programs and try again."))
