"""Write a finished photo: with its colors, its tags and its recipe, in any format but DNG.

A DNG is not finished: `dng.py` writes it.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.formats import avif, dng_layout, jpeg, jxl, png, tiff
from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.formats.output_tags import OutputTags, output_tags
from lowlight_desktop.formats.placing import place
from lowlight_desktop.formats.thumbnail import jpeg_thumbnail
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence

logger = logging.getLogger(__name__)


def check_target(
    path: Path,
    options: ExportOptions,
    *,
    width: int,
    height: int,
    original: Path | None = None,
) -> None:
    """Find out before the work whether a result could be written at all.

    Creates the folder if there is none; but not that of the photo, whose disk may be away.

    Args:
        path: The wanted name.
        options: What it is written as.
        width: Columns of the photo.
        height: Rows of the photo.
        original: The file that the photo came from, which is never written.

    Raises:
        WriteError: If it could not.
    """
    try:
        home = None if original is None else original.parent
        if home is not None and path.is_relative_to(home) and not home.is_dir():
            raise WriteError(
                path,
                Sentence("the photo's folder is gone"),
                Sentence("Bring it back, or choose another output folder."),
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        if options.existing is Existing.OVERWRITE:
            if path.is_dir():
                raise WriteError(
                    path,
                    Sentence("a folder has this name"),
                    Sentence("Rename it, or choose another output folder."),
                )
            if original is not None and path.exists() and path.samefile(original):
                raise WriteError(
                    path,
                    Sentence("this is the original, which Lowlight never overwrites"),
                    Sentence("Choose another output folder."),
                )
    except FileExistsError as error:
        raise WriteError(
            path,
            Sentence("{0} is a file, not a folder", str(path.parent)),
            Sentence("Choose another output folder."),
        ) from error
    except (OSError, ValueError) as error:
        raise write_error(path, error) from error
    _check_size(path, options, width, height)


def _check_size(path: Path, options: ExportOptions, width: int, height: int) -> None:
    if options.format is FileFormat.JPEG and max(width, height) > jpeg.LONGEST_PX:
        raise WriteError(
            path,
            Sentence(
                "JPEG holds at most {0} pixels a side, not {1}x{2}", jpeg.LONGEST_PX, width, height
            ),
            Sentence("Choose PNG or TIFF."),
        )
    if options.format is FileFormat.AVIF and max(width, height) > avif.LONGEST_PX:
        raise WriteError(
            path,
            Sentence(
                "AVIF holds at most {0} pixels a side, not {1}x{2}", avif.LONGEST_PX, width, height
            ),
            Sentence("Choose JPEG XL, PNG or TIFF."),
        )
    if options.format is FileFormat.TIFF:
        size = width * height * 4 * options.depth // 8  # with alpha
        if size > tiff.LARGEST_BYTES:
            raise WriteError(
                path, Sentence("the photo is too large for TIFF's 4 GB"), Sentence("Choose PNG.")
            )
    if options.format is FileFormat.DNG:
        if width * height * dng_layout.PIXEL_BYTES > dng_layout.LARGEST_BYTES:
            raise WriteError(
                path, Sentence("the photo is too large for DNG's 4 GB"), Sentence("Choose PNG.")
            )
        if max(width, height) > jpeg.LONGEST_PX:  # of the preview
            raise WriteError(
                path,
                Sentence(
                    "the preview in a DNG holds {0} pixels a side, not {1}x{2}",
                    jpeg.LONGEST_PX,
                    width,
                    height,
                ),
                Sentence("Choose PNG or TIFF."),
            )


def write_photo(
    path: Path,
    values: Stored,
    options: ExportOptions,
    *,
    metadata: Metadata,
    recipe: Recipe,
    making: Making = WITHOUT_NETWORKS,
    alpha: Stored | None = None,
    original: Path | None = None,
) -> Path:
    """Write a finished photo, whole or not at all.

    JPEG has no alpha: it is left out, and the log says so, naming the original.

    Args:
        path: The wanted name.
        values: (H, W, 3) uint8 where the depth of `options` is 8, else uint16 that fills 16 bits,
            encoded in `options.space`.
        options: What it is written as.
        metadata: The tags of the original.
        recipe: How the photo was made.
        making: What the networks did.
        alpha: (H, W) coverage, same type as `values`, not premultiplied; or None.
        original: The file that the photo came from, which is never written.

    Returns:
        The name that the file got: `path`, or a numbered one. Under `Existing.SKIP`, a file that
        took the name since it was free stays, and its name is returned.

    Raises:
        WriteError: If the file cannot be written. Nothing is left behind then.
        ValueError: If `values` or `alpha` do not fit the options, or these ask for a DNG.
    """
    _check_arrays(values, alpha, options)
    height, width = values.shape[:2]
    check_target(path, options, width=width, height=height, original=original)
    photo = original or path
    tags = output_tags(
        metadata, recipe, options, photo=photo, width=width, height=height, making=making
    )
    pixels = np.ascontiguousarray(values)
    if alpha is not None:
        if options.format is FileFormat.JPEG:
            logger.warning("%s: JPEG holds no transparency, it is left out", photo)
        else:
            pixels = np.dstack([values, alpha])

    def write(file: BinaryIO) -> None:
        _write_as(options, file, pixels, tags)

    try:
        return place(path, options.existing, write)
    except OSError as error:
        raise write_error(path, error) from error


def _check_arrays(values: Stored, alpha: Stored | None, options: ExportOptions) -> None:
    wanted = np.uint8 if options.depth == 8 else np.uint16
    if values.dtype != wanted:
        raise ValueError(f"{wanted.__name__} values are wanted, got {values.dtype}")
    if values.ndim != 3 or values.shape[2] != 3 or 0 in values.shape:
        raise ValueError(f"values must be (H, W, 3), got {values.shape}")
    if alpha is not None and (alpha.shape != values.shape[:2] or alpha.dtype != values.dtype):
        raise ValueError(f"alpha {alpha.shape} {alpha.dtype} does not fit {values.shape}")


def _write_as(options: ExportOptions, file: BinaryIO, pixels: Stored, tags: OutputTags) -> None:
    profile = icc_profile(options.space)
    match options.format:
        case FileFormat.JPEG:
            values = cast("NDArray[np.uint8]", pixels)
            with ThreadPoolExecutor(1) as pool:  # the encoder has one thread
                thumbnail = pool.submit(jpeg_thumbnail, values, options.space)
                jpeg.write_jpeg(
                    file,
                    values,
                    quality=options.quality,
                    profile=profile,
                    tags=tags,
                    thumbnail=thumbnail.result,
                )
        case FileFormat.PNG:
            png.write_png(file, pixels, profile=profile, tags=tags)
        case FileFormat.TIFF:
            tiff.write_tiff(file, pixels, profile=profile, tags=tags)
        case FileFormat.JXL:
            jxl.write_jxl(file, pixels, quality=options.quality, space=options.space, tags=tags)
        case FileFormat.AVIF:
            deep = cast("NDArray[np.uint16]", pixels)
            avif.write_avif(file, deep, quality=options.quality, space=options.space, tags=tags)
        case FileFormat.DNG:
            raise ValueError("a DNG is no finished photo")
