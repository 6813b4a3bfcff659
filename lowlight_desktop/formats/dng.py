"""Write linear DNG: the sensor's own color in every pixel, for a host to develop.

Nothing is decided yet: white balance, exposure and curve stay as open as in the original.
"""

from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.dng_camera import CameraTags
from lowlight_desktop.formats.dng_layout import LARGEST_BYTES, LinearRaw, write_dng
from lowlight_desktop.formats.dng_tags import dng_tags
from lowlight_desktop.formats.jpeg import LONGEST_PX
from lowlight_desktop.formats.making_xmp import WITHOUT_NETWORKS, Making
from lowlight_desktop.formats.placing import place
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing, MetadataPolicy
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Recipe


def write_linear_dng(
    path: Path,
    raw: LinearRaw,
    camera: CameraTags,
    *,
    preview: NDArray[np.uint8],
    metadata: Metadata,
    recipe: Recipe,
    making: Making = WITHOUT_NETWORKS,
    policy: MetadataPolicy = MetadataPolicy.EVERYTHING,
    existing: Existing = Existing.NUMBER,
    original: Path | None = None,
) -> Path:
    """Write a linear DNG, whole or not at all.

    Args:
        path: The wanted name.
        raw: The pixels.
        camera: What is said about the camera; `dng_camera.camera_tags` of the original.
        preview: (h, w, 3) uint8 sRGB, upright: what hosts show until they have developed it.
        metadata: The tags of the original.
        recipe: How the pixels were made.
        making: What the networks did.
        policy: Which tags of the original are kept.
        existing: What happens when the name is taken.
        original: The file that the photo came from, which is never written.

    Returns:
        The name that the file got.

    Raises:
        WriteError: If the file cannot be written. Nothing is left behind then.
    """
    height, width = raw.values.shape[:2]
    if raw.values.nbytes > LARGEST_BYTES:
        raise WriteError(path, "the photo is too large for DNG's 4 GB", "Choose PNG.")
    if max(preview.shape[:2]) > LONGEST_PX:
        raise WriteError(path, f"its preview is longer than JPEG's {LONGEST_PX} pixels")
    if original is not None and existing is Existing.OVERWRITE and _is_same(path, original):
        raise WriteError(
            path,
            "this is the original, which Lowlight never overwrites",
            "Choose another output folder.",
        )
    tags = dng_tags(
        metadata,
        recipe,
        policy,
        width=width,
        height=height,
        orientation=raw.orientation,
        making=making,
    )

    def write(file: BinaryIO) -> None:
        write_dng(file, raw, camera, preview=preview, tags=tags)

    try:
        return place(path, existing, write)
    except OSError as error:
        raise write_error(path, error) from error


def stored_values(camera: Pixels, *, black: int, white: int) -> NDArray[np.uint16]:
    """Camera RGB as the numbers of a DNG.

    Args:
        camera: (H, W, 3) linear camera RGB before white balance: 0 is black, 1 a full sensor.
        black: What 0 becomes; noise below it survives if there is room.
        white: What 1 becomes; brighter lights survive if there is room.

    Returns:
        (H, W, 3) uint16, rounded and clipped.
    """
    values = camera * np.float32(white - black) + np.float32(black)
    return np.clip(np.rint(values), 0, 65535).astype(np.uint16)


def _is_same(path: Path, original: Path) -> bool:
    return path.exists() and path.samefile(original)
