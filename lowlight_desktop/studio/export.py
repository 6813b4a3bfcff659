"""One photo from file to file, in three steps: opened, finished, written."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored, encode
from lowlight_desktop.develop.resize import fitted
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.formats.dng import write_linear_dng
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.writing import check_target, write_photo
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.timing import part
from lowlight_desktop.studio.bands import Reached, bands, rendered, stored_alpha
from lowlight_desktop.studio.developing import Developed, poured
from lowlight_desktop.studio.dng_export import (
    SensorPicture,
    preview_options,
    sensor_mosaic,
    sensor_picture,
)
from lowlight_desktop.studio.photo_key import photo_key
from lowlight_desktop.studio.raw_development import needs_picture
from lowlight_desktop.studio.reduction import crisp, reduced_photo
from lowlight_desktop.studio.speed_notes import note_reading, note_writing

logger = logging.getLogger(__name__)

READ, RENDERED = 0.1, 0.95
"""How much of a photo's way is done when it is read, and when its pixels are."""


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
        seconds: What reading, computing and writing took.
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
    key = photo_key(source, recipe, options)
    finished = _finish(source, output, recipe, options, enhancer, progress)
    written = write_finished(output, finished, recipe, options, original=source, key=key)
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
    photo = open_photo(source, output, recipe, options)
    progress.at(READ)
    return finish_photo(photo, recipe, options, enhancer, progress.part(READ, RENDERED))


class PhotoReader(Protocol):
    """Reads a photo as `formats.reading.read_photo` does."""

    def __call__(self, path: Path, *, develop: bool = True) -> Photograph:
        """The photo, whole; `ReadError` where there is none."""
        ...


ReaderFor = Callable[[CancelToken], PhotoReader]
"""Gives what reads one photo; the token says when nobody wants it any more."""


def in_this_process(_token: CancelToken) -> PhotoReader:
    """What reads a photo here, to its end."""
    return read_photo


@part("reading")
def open_photo(
    source: Path,
    output: Path,
    recipe: Recipe,
    options: ExportOptions,
    read: PhotoReader = read_photo,
) -> Photograph:
    """Read a photo, and see before the work that its result could be written.

    Args:
        source: The original.
        output: Wanted name; its folder is made.
        recipe: The look.
        options: The file.
        read: Reads it.

    Raises:
        PhotoError: If this file fails.
    """
    begin = time.perf_counter()
    photo = read(source, develop=needs_picture(recipe))
    note_reading(photo, time.perf_counter() - begin)
    if photo.remark:
        logger.warning("%s: %s", source, photo.remark)
    if options.format is FileFormat.DNG:
        sensor_mosaic(photo)  # refuses others before the work
    height, width = output_size(photo.image, options)
    check_target(output, options, width=width, height=height, original=source)
    return photo


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
    return poured(photo, recipe, enhancer, progress, partial(_finished, recipe, options))


def _finished(
    recipe: Recipe, options: ExportOptions, developed: Developed, reached: Reached
) -> Finished:
    """The sink of files of ours."""
    is_dng = options.format is FileFormat.DNG
    if is_dng:
        options = preview_options(options)
    cleaned, step = developed.cleaned, developed.step
    image = cleaned.photo.image
    size = output_size(image, options)
    if size == (image.height, image.width):
        values = rendered(image, step, options, reached)
        alpha = None if image.alpha is None else stored_alpha(image.alpha, options.depth)
    else:
        small = reduced_photo(image, step, size, bands(image, reached))
        small = crisp(small, options.sharpening)
        values = encode(small.pixels, options.space, options.depth)
        alpha = None if small.alpha is None else stored_alpha(small.alpha, options.depth)
    taken = min(recipe.noise.luminance_noise, recipe.noise.color_noise)
    noise_left = 1.0 if cleaned.model is None else 1.0 - taken
    sensor = sensor_picture(cleaned.photo, noise_left) if is_dng else None
    metadata = cleaned.photo.metadata
    return Finished(values, alpha, metadata, developed.target, developed.models, sensor)


@part("encoding and writing")
def write_finished(
    output: Path,
    finished: Finished,
    recipe: Recipe,
    options: ExportOptions,
    *,
    original: Path | None = None,
    key: str = "",
) -> Path:
    """Write what `finish_photo` gave.

    Args:
        output: The wanted name.
        finished: The photo.
        recipe: How it was made.
        options: The same as there.
        original: The file that it came from, which is never written.
        key: What the result was made of, see `studio.photo_key`; it stands in the file.

    Returns:
        The name that the file got.

    Raises:
        WriteError: If it cannot be written. Nothing is left behind then.
        ModelError: If a model's card cannot be read any more.
    """
    begin = time.perf_counter()
    written = _written(output, finished, recipe, options, original, making_of(finished, key))
    height, width, _ = finished.values.shape
    note_writing(options.format, (height, width), time.perf_counter() - begin)
    return written


def _written(
    output: Path,
    finished: Finished,
    recipe: Recipe,
    options: ExportOptions,
    original: Path | None,
    making: Making,
) -> Path:
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
    if options.format is FileFormat.DNG:
        return photo.height, photo.width
    return fitted(photo.height, photo.width, options.long_edge_px, options.megapixels)


def making_of(finished: Finished, key: str = "") -> Making:
    """What the file shall say of its making.

    Args:
        finished: The photo.
        key: What it was made of.

    Raises:
        ModelError: If a model's card cannot be read any more.
    """
    if not finished.models:
        return replace(WITHOUT_NETWORKS, key=key)
    versions = {card.id: card.version for card in installed()}
    named = (f"{id_} {versions[id_]}" if id_ in versions else id_ for id_ in finished.models)
    return Making(tuple(named), finished.target, key)
