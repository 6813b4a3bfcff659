"""A host's own file, edited: read, developed, and put back with all that it came with."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.color_decoding import Samples
from lowlight_desktop.formats.in_place.encoding import Coding
from lowlight_desktop.formats.in_place.layout import layout_of
from lowlight_desktop.formats.in_place.notice import Notice
from lowlight_desktop.formats.in_place.replacing import (
    Print,
    check_known,
    check_replaceable,
    replace_pixels,
)
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.studio.bands import Reached, bands
from lowlight_desktop.studio.export import READ, RENDERED, Developed, Exported, poured
from lowlight_desktop.studio.lost_device import computed
from lowlight_desktop.studio.outcome import memory_in_words

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What will become of a host's file, as far as it can be told before the work.

    Attributes:
        notices: What a new file will lack, or what will not be edited.
        refusal: Why it cannot be saved in place; None: it can.
        can_copy: Whether a copy can be saved.
        known: By what the file is known again; None if it cannot be edited at all.
    """

    notices: tuple[Notice, ...] = ()
    refusal: PhotoError | None = None
    can_copy: bool = True
    known: Print | None = None


def prospect_of(path: Path) -> Prospect:
    """Look at a host's file before it is edited."""
    try:
        layout, known = layout_of(path), Print.of(path)
    except PhotoError as error:
        return Prospect(refusal=error, can_copy=False)
    try:
        check_replaceable(path)
    except PhotoError as error:
        return Prospect(layout.notices, error, known=known)
    return Prospect(layout.notices, known=known)


@dataclass(frozen=True, slots=True, eq=False)
class _Result:
    """A photo in the numbers of its file."""

    values: Samples
    target: float | None
    models: tuple[str, ...]


def edit_in_place(
    path: Path,
    recipe: Recipe,
    enhancer: Enhancer,
    progress: Progress,
    *,
    copy_to: Path | None = None,
    known: Print | None = None,
    told: Callable[[Notice], None],
) -> Exported:
    """Develop a host's file and write it back: same size, depth, container, profile, tags.

    Until the new file is whole and on the disk, the old one is not touched; it is then replaced
    in one step, so whoever kills us leaves one or the other.

    Args:
        path: A TIFF, JPEG or PNG.
        recipe: The look.
        enhancer: The networks.
        progress: Told how far it is.
        copy_to: Where to write instead, over what is there; the host's file stays as it is.
        known: By what the file was known when the look was chosen; None: it is chosen for any.
        told: Gets what the new file will lack, or what is not edited.

    Raises:
        TooLargeError: If memory runs out. The file is as it was then, as with every other error.
        PhotoError: If this file fails.
        LowlightError: If all files would.
    """
    begin = time.perf_counter()
    progress.at(0.0)
    now = check_replaceable(path) if copy_to is None else Print.of(path)
    if known is not None:
        check_known(path, known)
    with memory_in_words(path):
        layout = layout_of(path)
        for notice in layout.notices:
            told(notice)
        result = _computed(path, layout.coding, recipe, enhancer, progress)
        replace_pixels(path, layout, result.values, now, copy_to)
    progress.at(1.0)
    seconds = time.perf_counter() - begin
    return Exported(path, copy_to or path, result.target, result.models, seconds)


def _computed(
    path: Path, coding: Coding, recipe: Recipe, enhancer: Enhancer, progress: Progress
) -> _Result:
    """Its return lets go of the photo in floats, before the encoder takes memory."""
    photo = read_photo(path)
    progress.at(READ)
    sink = partial(_coded, coding)

    def work(there: Enhancer) -> _Result:
        return poured(photo, recipe, there, progress.part(READ, RENDERED), sink)

    return computed(work, enhancer, _warn)


def _warn(failed: object, _processor: Enhancer) -> None:
    logger.warning("%s has failed; the processor goes on.", getattr(failed, "name", failed))


def _coded(coding: Coding, developed: Developed, reached: Reached) -> _Result:
    """The sink of host files."""
    image = developed.cleaned.photo.image
    values = room_for((image.height, image.width, coding.channels), coding.kind)
    for band in bands(image, reached):
        values[band.slices[0]] = coding.encoded(developed.step(band), top=band.top)
    return _Result(values, developed.target, developed.models)
