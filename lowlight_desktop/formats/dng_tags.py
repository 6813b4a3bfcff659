"""The EXIF and XMP of a linear DNG: as any result's, but for what a host goes on to do with it."""

from dataclasses import replace

from lowlight_desktop.formats.exiv2 import TagTables
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.output_tags import OutputTags, output_tags
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat, MetadataPolicy
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe

_MIME = "image/x-adobe-dng"
_PROFILE = "Xmp.photoshop.ICCProfile"

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
    policy: MetadataPolicy,
    *,
    width: int,
    height: int,
    orientation: int,
    making: Making = WITHOUT_NETWORKS,
) -> OutputTags:
    """The tags that a linear DNG gets beside its own.

    Args:
        metadata: Of the original.
        recipe: How the pixels were made.
        policy: Which tags are kept.
        width: Columns, as the sensor lay.
        height: Rows.
        orientation: EXIF orientation of the DNG.
        making: What the networks did.
    """
    # Not sRGB, so that EXIF calls the color space uncalibrated.
    options = ExportOptions(FileFormat.TIFF, 16, space=DISPLAY_P3, metadata=policy)
    output = output_tags(metadata, recipe, options, width=width, height=height, making=making)
    exif = output.tags.exif | {"Exif.Image.Orientation": str(orientation)}
    described = {"Xmp.dc.format": _MIME, "Xmp.tiff.Orientation": str(orientation)}
    xmp = {key: described.get(key, value) for key, value in output.tags.xmp.items()}
    xmp.pop(_PROFILE, None)
    tables = TagTables(exif, output.tags.iptc, xmp | HOST_LEAVES_NOISE_ALONE)
    return replace(output, tags=tables)
