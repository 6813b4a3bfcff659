"""What the networks did to a photo, as pictures with legends: one file for every map."""

import hashlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.develop.color_map import color_steps, mixed_colors, table_of
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.making_xmp import Making, key_in
from lowlight_desktop.formats.name_template import cut
from lowlight_desktop.formats.naming import check_within, numbered, taken
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.photo.errors import OutOfMemory, PhotoError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.metadata import NO_METADATA
from lowlight_desktop.photo.network_map import ATTENTION, NetworkMap
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.cleaning import is_to_clean
from lowlight_desktop.studio.export import PhotoReader
from lowlight_desktop.studio.map_legend import NARROWEST_PX, ground, legend, over_gray
from lowlight_desktop.studio.outcome import Failed, failure
from lowlight_desktop.studio.output_names import mirrored
from lowlight_desktop.studio.photo_key import photo_key
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.raw_development import needs_picture
from lowlight_desktop.studio.view import MapFrame

LONGEST_PX = 1600
"""The longer side of the photo in a picture."""

_OPTIONS = ExportOptions(FileFormat.PNG)  # a taken name gets a number: nothing is written over
_READ, _CLEAN = 0.1, 0.4  # of a photo's way
_SEEN = 0.2  # of a map's


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map that stands in a file.

    Attributes:
        source: The photo.
        map: What of the networks it shows.
        output: The file.
        is_same: Whether it was there before, made of the same.
    """

    source: Path
    map: NetworkMap
    output: Path
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Mapless:
    """A photo on which no network was at work that has a map."""

    source: Path


def write_maps_of(
    sources: Iterable[Path],
    folder: Path,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
    read: PhotoReader = read_photo,
    roots: Iterable[Path] = (),
    *,
    again: bool = False,
) -> Generator[Mapped | Mapless | Failed]:
    """Write the maps of many photos; one that fails does not keep the others from theirs.

    Args:
        sources: The photos.
        folder: Where to; is made.
        recipe: The look.
        enhancer: The networks, of this thread.
        progress: Told how many photos are done; one in work counts by its part.
        read: Reads a photo.
        roots: As for `output_names.mirrored`.
        again: As for `write_maps`.

    Raises:
        LowlightError: What stops all of them: no model, no device, cancelled.
    """
    for number, source in enumerate(sources):
        try:
            written = 0
            part = progress.part(number, number + 1)
            place = mirrored(folder, source, roots)
            check_within(place / source.name, folder)
            for mapped in write_maps(source, place, recipe, enhancer, part, read, again=again):
                written += 1
                yield mapped
            if not written:
                yield Mapless(source)
        except (PhotoError, OutOfMemory, MemoryError) as error:
            yield failure(source, error)


def write_maps(
    source: Path,
    folder: Path,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
    read: PhotoReader = read_photo,
    *,
    again: bool = False,
) -> Generator[Mapped]:
    """Write every map of the networks that a recipe sets to work on a photo.

    That which needs a place to look from is left out. A name that is taken by something else gets
    a number.

    Args:
        source: The photo; it is only read.
        folder: Where to; is made.
        recipe: The look.
        enhancer: The networks.
        progress: Told how far the photo is.
        read: Reads it.
        again: Whether to make also those that stand there already.

    Yields:
        Each map that stands in its file.

    Raises:
        PhotoError: If the photo cannot be read, or a map not be written.
        LowlightError: If all photos would fail, or the user wants to stop.
    """
    progress.at(0.0)
    photo = read(source, develop=needs_picture(recipe))
    progress.at(_READ)
    preview = Preview(photo, enhancer)
    if is_to_clean(photo, recipe):
        preview.clean(recipe, progress.part(_READ, _CLEAN))
    height, width = fitted(*preview.size, LONGEST_PX)
    maps = [known for known in preview.maps(recipe) if known != ATTENTION]
    if not maps:
        return
    seen: Rgb8 | None = None
    key = photo_key(source, recipe, _OPTIONS)
    for i, known in enumerate(maps):
        share = (1.0 - _CLEAN) / len(maps)
        part = progress.part(_CLEAN + i * share, _CLEAN + (i + 1) * share)
        wanted = folder / cut(source.stem, f"-{known.id}{FileFormat.PNG.suffix}")
        # Its key tells a search through folders, too, that this is no photo.
        making = Making(key=hashlib.sha256(f"{key} {known.id}".encode()).hexdigest())
        if not again and (kept := _found(wanted, making.key)):
            yield Mapped(source, known, kept, is_same=True)
            continue
        if seen is None:
            seen = preview.whole(recipe, height * width, part.part(0.0, _SEEN)).rgb
        shown = preview.map(known.id, recipe, height * width, part.part(_SEEN, 1.0))
        output = write_photo(
            wanted,
            map_picture(seen, shown),
            _OPTIONS,
            metadata=NO_METADATA,  # of the photo; it stays there
            recipe=recipe,
            making=making,
            original=source,
        )
        yield Mapped(source, known, output)


def _found(wanted: Path, key: str) -> Path | None:
    """The file of this name, or with a number, that was made of the same."""
    there = takewhile(taken, numbered(wanted))
    return next((path for path in there if key_in(path) == key), None)


def map_picture(photo: Rgb8, shown: MapFrame) -> Rgb8:
    """A map over its photo, and the legend below.

    Args:
        photo: (H, W, 3) uint8 sRGB, the finished photo.
        shown: The map, in any size.

    Returns:
        (h, w, 3) uint8 sRGB, larger than the photo; no wider if that has room for the legend.
    """
    height, width = photo.shape[:2]
    resized = cv2.resize(shown.values, (width, height), interpolation=cv2.INTER_LINEAR)
    values = np.asarray(resized, np.float32)
    if shown.streams:
        colors = mixed_colors(values)
    else:
        colors = table_of(shown.low, shown.high)[color_steps(values, shown.low, shown.high)]
    over = over_gray(colors, np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.uint8))
    full = max(width, NARROWEST_PX)
    below = legend(shown, full)
    sheet = ground(height, full)
    left = (full - width) // 2
    sheet[:, left : left + width] = over
    return np.concatenate([sheet, below])
