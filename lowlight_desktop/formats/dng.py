"""Write linear DNG: the sensor's own color in every pixel, for a host to develop.

Nothing is decided yet: white balance, exposure and curve stay as open as in the original.
"""

from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.dng_camera import CameraTags
from lowlight_desktop.formats.dng_layout import LinearRaw, write_dng
from lowlight_desktop.formats.dng_tags import HOST_LEAVES_NOISE_ALONE, dng_tags
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.placing import place
from lowlight_desktop.formats.writing import check_target
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe


def write_linear_dng(
    path: Path,
    raw: LinearRaw,
    camera: CameraTags,
    options: ExportOptions,
    *,
    preview: NDArray[np.uint8],
    metadata: Metadata,
    recipe: Recipe,
    making: Making = WITHOUT_NETWORKS,
    original: Path | None = None,
) -> Path:
    """Write a linear DNG, whole or not at all.

    Args:
        path: The wanted name.
        raw: The pixels.
        camera: What is said about the camera; `dng_camera.camera_tags` of the original.
        options: Which tags of the original are kept, and what happens when the name is taken.
        preview: (h, w, 3) uint8 sRGB, upright: what hosts show until they have developed it.
        metadata: The tags of the original.
        recipe: How the pixels were made.
        making: What the networks did.
        original: The file that the photo came from, which is never written.

    Returns:
        The name that the file got.

    Raises:
        WriteError: If the file cannot be written. Nothing is left behind then.
    """
    height, width = raw.values.shape[:2]
    check_target(path, options, width=width, height=height, original=original)
    tags = dng_tags(
        metadata,
        recipe,
        options,
        photo=original or path,
        width=width,
        height=height,
        orientation=raw.orientation,
        settings=HOST_LEAVES_NOISE_ALONE if raw.is_clean else {},
        making=making,
    )

    def write(file: BinaryIO) -> None:
        write_dng(file, raw, camera, preview=preview, tags=tags)

    try:
        return place(path, options.existing, write)
    except OSError as error:
        raise write_error(path, error) from error
