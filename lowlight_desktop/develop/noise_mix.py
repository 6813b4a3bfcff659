"""How far a photo is cleaned: noise in brightness and in color, each by its own measure."""

from typing import cast

import cv2
import numpy as np

from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.develop.strips import strips
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Noise

_TOE = np.float32(0.04)
"""Of the root that stands for the eye's curve: near black it is as steep as sRGB's."""
_PIECE_PX = 1 << 15  # a few copies fit into a processor's cache: twice as fast as large pieces


def is_whole(wish: Noise) -> bool:
    """Whether all noise goes, so that the noisy photo does not matter."""
    return wish.luminance_noise == 1.0 and wish.color_noise == 1.0


def cleaned_as_far(noisy: Pixels, clean: Pixels, wish: Noise) -> Pixels:
    """Take away as much of what was found to be noise as is wished.

    The difference of both pictures is split into its luma, which is gray, and the rest. That is
    done as an eye sees them: in light itself, grain of one strength in all colors would wipe out
    the weak ones of a strong color, and what was to be gray would be colored.

    Args:
        noisy: (H, W, 3) linear Rec. 2020.
        clean: Likewise.
        wish: The photographer's.

    Returns:
        (H, W, 3); `clean` itself where all noise goes, `noisy` where none does.
    """
    if is_whole(wish):
        return clean
    if wish.luminance_noise == wish.color_noise == 0.0:
        return noisy
    luma = WORKING.to_xyz()[1]
    gray = np.outer(np.ones(3), luma)
    share = wish.color_noise * np.eye(3) + (wish.luminance_noise - wish.color_noise) * gray
    matrix = share.astype(np.float32)
    out = np.empty_like(noisy)
    for rows in strips(len(noisy), max(_PIECE_PX // noisy.shape[1], 1)):
        seen = _seen(noisy[rows])
        seen += apply_matrix(_seen(clean[rows]) - seen, matrix)
        out[rows] = _light(seen)
    return out


def _seen(light: Pixels) -> Pixels:
    """Light of any sign and size to about what a file's numbers are, without powers."""
    size = np.abs(light)
    size += _TOE**2
    np.sqrt(size, out=size)
    size += _TOE  # the root less the toe is light / (root + toe), which keeps the sign
    return cast("Pixels", cv2.divide(light, size, dst=size))


def _light(seen: Pixels) -> Pixels:
    """The inverse of `_seen`."""
    size = np.abs(seen)
    size += 2 * _TOE
    size *= seen
    return size
