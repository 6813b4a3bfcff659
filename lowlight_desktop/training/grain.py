"""Grain of the photographs that are learned from, taken away.

Where no place of a scanned film or of a photo is free of grain, a network learns that grain is what
photos look like, and leaves that of a camera, too; made larger, as these photos are, it is as
coarse as a camera's. Non-local means (Buades et al., CVPR 2005) takes it from calm places and
leaves texture as it is.
"""

from dataclasses import replace

import cv2
import numpy as np

from lowlight_desktop.training.alen_photos import CleanPhoto, CleanPhotos
from lowlight_desktop.training.data_sets import Photo

GRAIN_LEFT = 0.35
"""Photos with less are left as they are: rounding to 8 bits makes 0.29."""
_STRENGTH, _MOST = 1.3, 5.0  # times the grain; what is stronger is texture
_FINE_PX, _BLOCK_PX, _CALM = 1.4, 16, 0.1
_PATCH_PX, _WINDOW_PX = 5, 15
_EXPOSED = (15.0, 240.0)  # elsewhere grain is cut off


def grain_of(photo: Photo) -> float:
    """Standard deviation of fine brightness in the calm tenth of a photo, in steps of 255.

    Args:
        photo: (H, W, 3), 16 pixels or more on each side. One that is black or white altogether
            has none.
    """
    gray = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = gray - cv2.GaussianBlur(gray, (0, 0), _FINE_PX)
    rows, columns = (side // _BLOCK_PX for side in gray.shape)
    level, power = (
        part[: rows * _BLOCK_PX, : columns * _BLOCK_PX]
        .reshape(rows, _BLOCK_PX, columns, _BLOCK_PX)
        .mean((1, 3))
        for part in (gray, fine * fine)
    )
    exposed = power[(level > _EXPOSED[0]) & (level < _EXPOSED[1])]
    return float(np.sqrt(np.quantile(exposed, _CALM))) if exposed.size else 0.0


def without_grain(photo: Photo) -> Photo:
    """The photo without its grain, (H, W, 3); calm ones come back as they are."""
    grain = grain_of(photo)
    if grain <= GRAIN_LEFT:
        return photo
    strength = min(_STRENGTH * grain, _MOST)
    # OpenCV takes red for blue here, which alters little: it only asks which places are alike.
    calm = cv2.fastNlMeansDenoisingColored(photo, None, strength, strength, _PATCH_PX, _WINDOW_PX)
    return np.asarray(calm, np.uint8)


def calmed(photos: CleanPhotos) -> CleanPhotos:
    """All photos without their grain; a minute of one core for the data of the recipes."""
    return CleanPhotos({name: tuple(map(_calmed, of)) for name, of in photos.of.items()})


def _calmed(photo: CleanPhoto) -> CleanPhoto:
    return replace(photo, srgb=without_grain(photo.srgb))
