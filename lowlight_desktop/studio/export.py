"""One photo from file to file."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored, encode
from lowlight_desktop.develop.develop import Step, develop
from lowlight_desktop.develop.noise_mix import is_whole
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.formats.dng import write_linear_dng
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.writing import check_target, write_photo
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.cleaning import clean_photo
from lowlight_desktop.studio.dng_export import (
    SensorPicture,
    preview_options,
    sensor_mosaic,
    sensor_picture,
)
from lowlight_desktop.studio.raw_development import needs_picture
from lowlight_desktop.studio.reduction import reduced_photo

# A multiple of every tile size that the planner chooses, so that no tile is computed twice.
_BAND_ROWS = 512
# What reading and writing take of the whole, for the progress bar.
_READ, _RENDERED = 0.1, 0.95
# What cleaning takes of the rest, where there is any.
_CLEANED = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A photo in the numbers of its file, and what goes with it.

    Attributes:
        values: (H, W, 3) uint8 or uint16 in the options' space; of a DNG, its preview.
        alpha: (H, W) of the same type, or None.
        metadata: The original's tags.
        target: The brightness that the light step aimed at; None where it was off.
        models: Ids of the networks at work.
        sensor: What a DNG holds; None for other files.
    """

    values: Stored
    alpha: Stored | None
    metadata: Metadata
    target: float | None
    models: tuple[str, ...]
    sensor: SensorPicture | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of a photo.

    Attributes:
        source: The original.
        output: The file that was written.
        target: The brightness that the light step aimed at; None where it was off.
        models: Ids of the networks at work.
        seconds: From opening the original to the finished file.
    """

    source: Path
    output: Path
    target: float | None
    models: tuple[str, ...]
    seconds: float


def export(
    source: Path,
    output: Path,
    recipe: Recipe,
    options: ExportOptions,
    enhancer: Enhancer,
    progress: Progress,
) -> Exported:
    """Read, develop and write one photo.

    Args:
        source: The original; it is only read.
        output: Wanted name; see `ExportOptions.existing` for what happens if it is taken.
        recipe: The look.
        options: The file.
        enhancer: The networks.
        progress: Told how far it is.

    Raises:
        PhotoError: If this file fails.
        LowlightError: If all files would.
    """
    begin = time.perf_counter()
    progress.at(0.0)
    finished = _finish(source, output, recipe, options, enhancer, progress)
    written = write_finished(output, finished, recipe, options, original=source)
    progress.at(1.0)
    seconds = time.perf_counter() - begin
    return Exported(source, written, finished.target, finished.models, seconds)


def _finish(
    source: Path,
    output: Path,
    recipe: Recipe,
    options: ExportOptions,
    enhancer: Enhancer,
    progress: Progress,
) -> Finished:
    """Its return lets go of the photo in floats, before the encoder takes memory."""
    photo = read_photo(source, develop=needs_picture(recipe))
    if options.format is FileFormat.DNG:
        sensor_mosaic(photo)  # refuses others before the work
    height, width = output_size(photo.image, options)
    check_target(output, options, width=width, height=height, original=source)
    progress.at(_READ)
    return finish_photo(photo, recipe, options, enhancer, progress.part(_READ, _RENDERED))


def finish_photo(
    photo: Photograph,
    recipe: Recipe,
    options: ExportOptions,
    enhancer: Enhancer,
    progress: Progress,
) -> Finished:
    """Develop a photo into the numbers of its file.

    Raises:
        ModelError: If the recipe asks for a network that is not installed.
        OutOfMemory: If not even the smallest tile fits.
        WriteError: If the file cannot hold this kind of photo.
    """
    is_dng = options.format is FileFormat.DNG
    if is_dng:
        options = preview_options(options)
    cleaned = clean_photo(photo, recipe, enhancer, progress.part(0.0, _CLEANED))
    if cleaned.model is not None:
        progress = progress.part(_CLEANED, 1.0)
    image = cleaned.photo.image
    surveyed = enhancer.survey(image, recipe)
    step = develop(image, recipe, surveyed.networks)
    size = output_size(image, options)
    if size == (image.height, image.width):
        values = _rendered(image, step, options, progress)
        alpha = None if image.alpha is None else _stored_alpha(image.alpha, options.depth)
    else:
        small = reduced_photo(image, step, size, _bands(image, progress))
        values = encode(small.pixels, options.space, options.depth)
        alpha = None if small.alpha is None else _stored_alpha(small.alpha, options.depth)
    models = (*((cleaned.model,) if cleaned.model else ()), *surveyed.models)
    is_clean = cleaned.model is not None and is_whole(recipe.noise)
    sensor = sensor_picture(cleaned.photo, is_clean=is_clean) if is_dng else None
    return Finished(values, alpha, photo.metadata, surveyed.target, models, sensor)


def write_finished(
    output: Path,
    finished: Finished,
    recipe: Recipe,
    options: ExportOptions,
    *,
    original: Path | None = None,
) -> Path:
    """Write what `finish_photo` gave.

    Args:
        output: The wanted name.
        finished: The photo.
        recipe: How it was made.
        options: The same as there.
        original: The file that it came from, which is never written.

    Returns:
        The name that the file got.

    Raises:
        WriteError: If it cannot be written. Nothing is left behind then.
        ModelError: If a model's card cannot be read any more.
    """
    making = making_of(finished)
    if finished.sensor is not None:
        return write_linear_dng(
            output,
            finished.sensor.raw,
            finished.sensor.camera,
            options,
            preview=cast("NDArray[np.uint8]", finished.values),
            metadata=finished.metadata,
            recipe=recipe,
            making=making,
            original=original,
        )
    return write_photo(
        output,
        finished.values,
        options,
        metadata=finished.metadata,
        recipe=recipe,
        making=making,
        alpha=finished.alpha,
        original=original,
    )


def output_size(photo: Image, options: ExportOptions) -> tuple[int, int]:
    """(h, w) of what is written: the photo's, or less where the options ask for less."""
    if options.long_edge_px is None or options.format is FileFormat.DNG:
        return photo.height, photo.width
    return fitted(photo.height, photo.width, options.long_edge_px)


def making_of(finished: Finished) -> Making:
    """What the file shall say of its making.

    Raises:
        ModelError: If a model's card cannot be read any more.
    """
    if not finished.models:
        return WITHOUT_NETWORKS
    versions = {card.id: card.version for card in installed()}
    named = (f"{id_} {versions[id_]}" if id_ in versions else id_ for id_ in finished.models)
    return Making(tuple(named), finished.target)


def _rendered(photo: Image, step: Step, options: ExportOptions, progress: Progress) -> Stored:
    """The finished photo in the file's numbers, band by band: it is never held in floats."""
    shape = (photo.height, photo.width, 3)
    values = np.empty(shape, np.uint8 if options.depth == 8 else np.uint16)
    for band in _bands(photo, progress):
        values[band.slices] = encode(step(band), options.space, options.depth, top=band.top)
    return values


def _bands(photo: Image, progress: Progress) -> Iterator[Region]:
    """The photo from top to bottom; reports each when the next is asked for."""
    for top in range(0, photo.height, _BAND_ROWS):
        band = Region(top, 0, min(top + _BAND_ROWS, photo.height), photo.width)
        yield band
        progress.at(band.bottom / photo.height)


def _stored_alpha(alpha: Pixels, depth: int) -> Stored:
    scale = np.float32((1 << depth) - 1)
    return (alpha * scale + np.float32(0.5)).astype(np.uint8 if depth == 8 else np.uint16)
