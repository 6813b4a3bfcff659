"""The edits of a photo as XMP beside it, where other programs look: night.CRW has night.xmp.

Written on request; what Lowlight itself reads back is `sidecar.py`. Everything that other programs
keep in the file stays as it is.
"""

from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.placing import place
from lowlight_desktop.formats.quick_look import rating
from lowlight_desktop.formats.reading import PHOTO_SUFFIXES, RAW_SUFFIXES
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp, recipe_to_xmp
from lowlight_desktop.formats.xmp_packet import EMPTY, with_properties
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, said_by

_XMP = "http://ns.adobe.com/xap/1.0/"
_STAYS = Sentence("The file stays as it is; repair it, or take it away and write anew.")


def xmp_path(photo: Path) -> Path:
    """Where the XMP of a photo lies, or shall lie.

    Lightroom's name, night.xmp, unless it is another photo's: a RAW has it before the JPEG that
    the camera wrote along. Those that cannot have it, and those that darktable knows already, have
    darktable's name, night.jpg.xmp.

    Raises:
        OSError: If the folder cannot be read.
    """
    full = photo.with_name(f"{photo.name}.xmp")
    beside = [path for path in photo.parent.iterdir() if path.stem == photo.stem]
    if full.exists() or any(_comes_first(path, photo) for path in beside if path != photo):
        return full
    shouted = photo.with_suffix(".XMP")
    return shouted if shouted in beside else photo.with_suffix(".xmp")


def _comes_first(other: Path, photo: Path) -> bool:
    """Whether the name night.xmp is not this photo's because of another one."""
    is_raw = photo.suffix.lower() in RAW_SUFFIXES
    return other.suffix.lower() in (RAW_SUFFIXES if is_raw else PHOTO_SUFFIXES)


def write_xmp(photo: Path, recipe: Recipe) -> Path:
    """Put the edits of a photo into the XMP beside it, whole or not at all.

    A new file gets the photo's stars too; in one that exists they stay as they are.

    Args:
        photo: The photo, not its XMP.
        recipe: The edits.

    Returns:
        The file.

    Raises:
        WriteError: If the folder refuses, or the XMP that is there is damaged. What was there is
            as it was then.
    """
    path = photo.with_suffix(".xmp")
    try:
        path = xmp_path(photo)
        old = path.read_bytes() if path.exists() else _begun(photo)
        packet = _with_recipe(old, recipe)

        def write(file: BinaryIO) -> None:
            file.write(packet)

        return place(path, Existing.OVERWRITE, write)
    except OSError as error:
        cause = write_error(path, error).cause
        raise WriteError(path, Sentence("the XMP cannot be written, {0}", cause)) from error
    except ValueError as error:
        raise WriteError(
            path, Sentence("the edits cannot be put into it, {0}", said_by(error)), _STAYS
        ) from error


def _begun(photo: Path) -> bytes:
    """A packet for a photo that has none beside it."""
    stars = rating(photo)
    return with_properties(EMPTY, _XMP, "xmp", {"Rating": str(stars)}) if stars else EMPTY


def _with_recipe(packet: bytes, recipe: Recipe) -> bytes:
    start = f"Xmp.{exiv2.PREFIX}."
    properties = {key.removeprefix(start): text for key, text in recipe_to_xmp(recipe).items()}
    written = with_properties(packet, exiv2.NAMESPACE, exiv2.PREFIX, properties)
    try:
        is_understood = recipe_from_xmp(exiv2.read_tags_of(written).xmp) == recipe
    except exiv2.FAILURES:
        is_understood = False
    if not is_understood:  # well-formed, and yet no XMP that a photo program can read
        raise ValueError(Sentence("it is damaged"))
    return written
