"""The pixels of a linear DNG: from the working space back to what the sensor saw.

Hosts measure exposure from the white level that a file documents, even where its sensor fills
earlier (`raw_sensor.white_level`). So that level is the DNG's white: its picture is as bright in
them as the original's.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.develop.orientation import as_stored
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.formats.raw import opened
from lowlight_desktop.formats.raw_color import camera_to_working
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.mosaic import Mosaic

BLACK, WHITE = 0, 65535
"""No light, and the documented white level.

Noise below black is lost, for the sake of hosts: of a full-color picture darktable (4.2) does not
subtract black, and RawTherapee (5.9) makes the rest too bright when it has.
"""


def sensor_values(image: Image, mosaic: Mosaic, documented_white: float) -> NDArray[np.uint16]:
    """Undo what `raw.develop_raw` did after the demosaic: turn, matrix and white balance.

    Lights that were made neutral there stay neutral up to the white level, where all is cut.

    Args:
        image: Linear Rec. 2020, upright.
        mosaic: Of the same photo; three colors.
        documented_white: What `documented_white` said of its file.

    Returns:
        (H, W, 3) uint16 camera RGB before white balance, as the sensor lay.
    """
    laid = as_stored(image.pixels, mosaic.orientation)
    balance = np.asarray(mosaic.white_balance[:3], np.float64)[:, None]
    to_camera = np.linalg.inv(camera_to_working(mosaic.camera_matrix).astype(np.float64)) / balance
    black = min(mosaic.black_level[:3])
    full, white = mosaic.white_level - black, documented_white - black
    share = full / white if 0 < full < white else 1.0  # levels need not make sense
    matrix = (to_camera * share).astype(np.float32)
    out = np.empty(laid.shape, np.uint16)

    def work(rows: slice) -> None:
        out[rows] = stored_values(apply_matrix(laid[rows], matrix), black=BLACK, white=WHITE)

    for_each_strip(work, len(laid))
    return out


def documented_white(path: Path, mosaic: Mosaic) -> float:
    """The sensor value that a RAW file, or what is known of its camera, calls white.

    Args:
        path: The file.
        mosaic: What was read from it.

    Returns:
        At least the mosaic's own white level.

    Raises:
        ReadError: If the file has gone, or changed, since it was read.
    """
    with opened(path) as raw:
        return max(float(raw.white_level), mosaic.white_level)


def stored_values(camera: Pixels, *, black: int, white: int) -> NDArray[np.uint16]:
    """Camera RGB as the numbers of a DNG.

    Args:
        camera: (H, W, 3) linear camera RGB before white balance: 0 is black, 1 the white level.
        black: What 0 becomes; noise below it survives if there is room.
        white: What 1 becomes; brighter lights survive if there is room.

    Returns:
        (H, W, 3) uint16, rounded and clipped.
    """
    values = camera * np.float32(white - black) + np.float32(black)
    return np.clip(np.rint(values), 0, 65535).astype(np.uint16)
