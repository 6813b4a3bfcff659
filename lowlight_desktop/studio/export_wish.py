"""What a photographer asks of an export, beyond the look: a value that can be remembered."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from lowlight_desktop.formats.name_facts import Look, completed
from lowlight_desktop.formats.name_template import NameFacts, check_template
from lowlight_desktop.formats.naming import output_path
from lowlight_desktop.photo.color_space import OUTPUT_SPACES
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
    OutputSharpening,
)

LIT_TEMPLATE = "{stem}-lit"
"""Results beside other photos stay recognizable."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Which files shall come out of an export, and where.

    Attributes:
        options: The file, with its size and what it tells.
        folder: Where results go; made when it is missing. An empty path: beside each original.
        template: How results are called, see `formats.name_template`.

    Raises:
        ValueError: If the template gives no names.
    """

    options: ExportOptions = field(default_factory=ExportOptions)
    folder: Path = Path()
    template: str = LIT_TEMPLATE

    def __post_init__(self) -> None:
        check_template(self.template)

    @property
    def long_edge_px(self) -> int | None:
        """Pixels of the longer side, or None: as the photo is."""
        return self.options.long_edge_px

    @property
    def metadata(self) -> MetadataPolicy:
        """Which tags are kept."""
        return self.options.metadata

    def target(self, source: Path) -> Path:
        """The folder for the result of a photo, out of which it must not lead."""
        return source.parent if self.folder == Path() else self.folder

    def path_for(self, source: Path, facts: NameFacts, look: Look | None = None) -> Path:
        """Where the result of a photo belongs, if nobody has the name.

        Args:
            source: The photo.
            facts: About it; what the template asks for beyond is looked up in the photo.
            look: As for `formats.name_facts.with_metadata`.
        """
        facts = completed(facts, source, self.template, look)
        target = self.target(source)
        return output_path(target, source, self.options, template=self.template, facts=facts)


def places_for(wish: ExportWish, photos: Sequence[Path]) -> Iterator[ExportWish]:
    """The wish for each photo: in a chosen folder results keep the folders of their photos.

    A template with folders of its own, and photos that have no folder in common but the user's or
    a whole disk, are left to the wish as it is.

    Args:
        wish: Of all.
        photos: Whole paths.
    """
    parents = [photo.parent for photo in photos]
    root = _root_of(parents) if wish.folder != Path() and "/" not in wish.template else None
    for parent in parents:
        apart = None if root is None else parent.relative_to(root)
        yield wish if apart is None else replace(wish, folder=wish.folder / apart)


def _root_of(folders: Sequence[Path]) -> Path | None:
    """The folder that all of these are, or lie in; None where it says nothing."""
    try:
        root = Path(os.path.commonpath(folders))
    except ValueError:  # on several disks
        return None
    return None if root in (Path(root.anchor), Path.home(), *Path.home().parents) else root


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """A wish that was given a name.

    Attributes:
        name: What the photographer calls it, unique.
        wish: What it asks for.
    """

    name: str
    wish: ExportWish


def wish_to_json(wish: ExportWish) -> dict[str, object]:
    """A wish in words and numbers that JSON can hold."""
    options = wish.options
    space = next(word for word, space in OUTPUT_SPACES.items() if space == options.space)
    return {
        "format": options.format.value,
        "depth": options.depth,
        "quality": options.quality,
        "space": space,
        "existing": options.existing.value,
        "long_edge_px": options.long_edge_px,
        "metadata": options.metadata.value,
        "megapixels": options.megapixels,
        "sharpening": options.sharpening.value,
        "folder": "" if wish.folder == Path() else str(wish.folder),
        "template": wish.template,
    }


def wish_from_json(data: object) -> ExportWish:
    """A wish out of what `wish_to_json` made; what is missing is as in `ExportWish()`.

    Raises:
        ValueError: If a word is unknown or a number out of its range.
    """
    if not isinstance(data, dict):
        raise ValueError(f"An export needs named values, got {type(data).__name__}")  # noqa: TRY004
    known: dict[str, Any] = {**wish_to_json(ExportWish()), **cast("dict[str, Any]", data)}
    try:
        edge, megapixels = known["long_edge_px"], known["megapixels"]
        options = ExportOptions(
            format=FileFormat(known["format"]),
            depth=int(known["depth"]),
            quality=int(known["quality"]),
            space=OUTPUT_SPACES[known["space"]],
            existing=Existing(known["existing"]),
            long_edge_px=None if edge is None else int(edge),
            metadata=MetadataPolicy(known["metadata"]),
            megapixels=None if megapixels is None else float(megapixels),
            sharpening=OutputSharpening(known["sharpening"]),
        )
        return ExportWish(options, Path(str(known["folder"])), str(known["template"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"An export cannot be read: {error}") from error


def fitting(options: ExportOptions, container: FileFormat) -> ExportOptions:
    """The options in another container; a depth that it does not have becomes its greatest."""
    depth = options.depth if options.depth in container.depths else max(container.depths)
    return replace(options, format=container, depth=depth)
