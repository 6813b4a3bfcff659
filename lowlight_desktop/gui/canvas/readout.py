"""What the pixel under the pointer is, in numbers."""

import math
from dataclasses import dataclass

from lowlight_desktop.develop.color import light_table
from lowlight_desktop.gui.canvas.layers import Stack
from lowlight_desktop.photo.color_space import Transfer

# Rec. 709, the weights of linear sRGB.
_LUMINANCE = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class PixelAt:
    """The pixel under the pointer.

    Attributes:
        x, y: Its column and row in the photo.
        rgb: 8-bit sRGB, as the best layer there shows it.
        ev: How far it is above black, `ev_above_black`.
    """

    x: int
    y: int
    rgb: tuple[int, int, int]
    ev: float


def ev_above_black(rgb: tuple[int, int, int]) -> float:
    """Stops between a pixel and the darkest gray that 8 bits can show.

    EV = log2(Y / Y1) where Y is the luminance of the displayed pixel in linear sRGB (Rec. 709
    weights) and Y1 that of gray 1 of 255, one 8-bit step above black: 1 / 255 / 12.92.

    Args:
        rgb: 8-bit sRGB, each in [0, 255].

    Returns:
        EV from 0 (black, and whatever is darker than gray 1) to 11.69 (white).
    """
    light = light_table(Transfer.SRGB, 256)
    luminance = sum(w * float(light[value]) for w, value in zip(_LUMINANCE, rgb, strict=True))
    return max(math.log2(max(luminance, 1e-9) / float(light[1])), 0.0)


def pixel_at(stack: Stack, x: float, y: float) -> PixelAt | None:
    """The uppermost pixel of a look at a place of the photo, or None beside it."""
    rgb = stack.rgb_at(x, y)
    return None if rgb is None else PixelAt(int(x), int(y), rgb, ev_above_black(rgb))
