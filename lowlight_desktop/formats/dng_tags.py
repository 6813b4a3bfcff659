"""The EXIF and XMP of a linear DNG: as any result's, but for what a host goes on to do with it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lowlight_desktop.formats.exiv2 import TagTables
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.output_tags import OutputTags, output_tags
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe

_PROFILE, _TURN = "Xmp.photoshop.ICCProfile", "Xmp.tiff.Orientation"

HOST_LEAVES_NOISE_ALONE = {
    "Xmp.crs.ProcessVersion": "11.0",
    "Xmp.crs.HasSettings": "True",
    "Xmp.crs.LuminanceSmoothing": "0",
    "Xmp.crs.ColorNoiseReduction": "0",
}
"""Camera Raw's settings, which Lightroom reads too: it would denoise color by 25 unasked."""


def dng_tags(
    metadata: Metadata,
    recipe: Recipe,
    options: ExportOptions,
    *,
    photo: Path,
    width: int,
    height: int,
    orientation: int,
    settings: Mapping[str, object],
    making: Making = WITHOUT_NETWORKS,
) -> OutputTags:
    """The tags that a linear DNG gets beside its own.

    Args:
        metadata: Of the original.
        recipe: How the pixels were made.
        options: Which tags are kept.
        photo: Whose they are.
        width: Columns, as the sensor lay.
        height: Rows.
        orientation: EXIF orientation of the DNG.
        settings: XMP that a host begins with, such as `HOST_LEAVES_NOISE_ALONE`.
        making: What the networks did.
    """
    # Not sRGB, so that EXIF calls the color space uncalibrated; and never made smaller.
    options = replace(options.in_full_size(), space=DISPLAY_P3)
    output = output_tags(
        metadata, recipe, options, photo=photo, width=width, height=height, making=making
    )
    exif = output.tags.exif | {"Exif.Image.Orientation": str(orientation)}
    xmp = {key: value for key, value in output.tags.xmp.items() if key != _PROFILE}
    if _TURN in xmp:
        xmp[_TURN] = str(orientation)
    tables = TagTables(exif, output.tags.iptc, {**xmp, **settings})
    return replace(output, tags=tables)
