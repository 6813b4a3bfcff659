"""How far a photo is cleaned: noise in brightness and in color, each by its own measure."""

import numpy as np

from lowlight_desktop.develop.color import apply_matrix
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.recipe import Noise


def is_whole(wish: Noise) -> bool:
    """Whether all noise goes, so that the noisy photo does not matter."""
    return wish.luminance_noise == 1.0 and wish.color_noise == 1.0


def cleaned_as_far(noisy: Pixels, clean: Pixels, wish: Noise) -> Pixels:
    """Take away as much of what was found to be noise as is wished.

    The difference of both pictures is split into its luminance, which is gray, and the rest.

    Args:
        noisy: (H, W, 3) linear Rec. 2020.
        clean: Likewise.
        wish: The photographer's.

    Returns:
        (H, W, 3); `clean` itself where all noise goes.
    """
    if is_whole(wish):
        return clean
    luminance = WORKING.to_xyz()[1]
    gray = np.outer(np.ones(3), luminance)
    share = wish.color_noise * np.eye(3) + (wish.luminance_noise - wish.color_noise) * gray
    return noisy + apply_matrix(clean - noisy, share.astype(np.float32))
