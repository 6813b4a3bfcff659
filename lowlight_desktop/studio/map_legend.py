"""What the colors of a map mean, drawn below its picture: name, scale, numbers, channels."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color_map import STEPS, stream_colors, table_of
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.network_map import STREAMS
from lowlight_desktop.studio.view import MapFrame

# Of the map's colors: more than in the window, where sliding it to and fro tells map from photo.
_OPACITY = 0.75
_GROUND, _ROOM, _QUIET, _INK = 24, 44, 168, 232  # grays
_TITLE_PX, _WORDS_PX = 24, 18
_PAD, _GAP, _COLUMN = 24, 72, 440
# Down from the top of a block: the title's base line, then the drawing, then the numbers.
_TITLE, _TOP, _SCALE, _NUMBERS, _BARS, _BLOCK = 20, 36, 24, 84, 48, 88
_BETWEEN_BLOCKS = 28
_NUMBER_GAP, _TICK = 12, 6
_GAPS_FROM_PX = 3  # narrower bars touch
_LEAST_PX = 1
NARROWEST_PX = _COLUMN + 2 * _PAD
"""A legend needs as many columns."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Pixels to draw on, from a corner of theirs."""

    pixels: Rgb8
    left: int
    top: int

    def fill(self, left: int, top: int, right: int, bottom: int, gray: int) -> None:
        rows = slice(self.top + top, self.top + bottom)
        self.pixels[rows, self.left + left : self.left + right] = gray

    def write(
        self, text: str, x: float, base: int, *, anchor: float = 0.0, px: int = _WORDS_PX, ink: int
    ) -> None:
        """Words whose share `anchor` lies left of `x`."""
        left = self.left + round(x - anchor * _width(text, px))
        place = (left, self.top + base)
        cv2.putText(self.pixels, text, place, (ink, ink, ink), _font(), px)


def legend(shown: MapFrame, width: int) -> Rgb8:
    """The legend of a map.

    Args:
        shown: The map; its label and unit are written as they are.
        width: Columns, at least `NARROWEST_PX`.

    Returns:
        (h, `width`, 3) uint8; as high as it has to be.

    Raises:
        ValueError: If it is too narrow.
    """
    if width < NARROWEST_PX:
        raise ValueError(f"a legend needs {NARROWEST_PX} columns, got {width}")
    is_wide = width >= 2 * (_COLUMN + _PAD) + _GAP
    is_stacked = shown.channels is not None and not is_wide
    height = 2 * _PAD + _BLOCK + is_stacked * (_BLOCK + _BETWEEN_BLOCKS)
    pixels = ground(height, width)
    _draw_scale(_Sheet(pixels, _PAD, _PAD), shown)
    if shown.channels is not None:
        across = 0 if is_stacked else _COLUMN + _GAP
        down = _BLOCK + _BETWEEN_BLOCKS if is_stacked else 0
        _draw_channels(_Sheet(pixels, _PAD + across, _PAD + down), shown)
    return pixels


def ground(height: int, width: int) -> Rgb8:
    """What legends stand on, (height, width, 3) uint8."""
    return np.full((height, width, 3), _GROUND, np.uint8)


def over_gray(colors: Rgb8, gray: NDArray[np.uint8]) -> Rgb8:
    """A map's colors over a photo that has none of its own, so that they stay the map's.

    Args:
        colors: (H, W, 3) of the map.
        gray: (H, W) of the photo.
    """
    ground = cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)
    mixed = cv2.addWeighted(colors, _OPACITY, ground, 1.0 - _OPACITY, 0.0)
    return np.asarray(mixed, np.uint8)


def scale_words(shown: MapFrame) -> tuple[str, str]:
    """Both ends of a map's scale: as many decimals as its range needs, and the unit."""
    unit = f" {shown.unit}" if shown.unit else ""
    low, high = _numbers(shown)
    return low + unit, high + unit


def bar_heights(shown: MapFrame, room_px: int) -> tuple[int, ...]:
    """How high the bars of a map's channels are, each at least a pixel.

    Args:
        shown: A map with channels.
        room_px: The height of a bar at the upper end of the range.
    """
    assert shown.channels is not None
    span = max(shown.high - shown.low, 1e-9)
    shares = np.clip((shown.channels - shown.low) / span, 0.0, 1.0)
    return tuple(max(round(float(share) * room_px), _LEAST_PX) for share in shares)


def _draw_scale(sheet: _Sheet, shown: MapFrame) -> None:
    sheet.write(shown.label, 0, _TITLE, px=_TITLE_PX, ink=_INK)
    if shown.streams:
        colors = stream_colors()[np.arange(_COLUMN) * len(STREAMS) // _COLUMN]
    else:
        steps = np.linspace(0, STEPS - 1, _COLUMN).round().astype(np.intp)
        colors = table_of(shown.low, shown.high)[steps]
    colors = np.ascontiguousarray(np.broadcast_to(colors, (_SCALE, _COLUMN, 3)))
    # As they look over the photo, from its lights down to its shadows.
    lights = np.linspace(255, 0, _SCALE).astype(np.uint8)[:, None]
    rows = slice(sheet.top + _TOP, sheet.top + _TOP + _SCALE)
    sheet.pixels[rows, sheet.left : sheet.left + _COLUMN] = over_gray(
        colors, np.repeat(lights, _COLUMN, axis=1)
    )
    if shown.streams:
        for i, (name, share) in enumerate(zip(STREAMS, shown.streams, strict=True)):
            place = round((i + 0.5) * _COLUMN / len(STREAMS))
            sheet.write(f"{name} {share:.0%}", place, _NUMBERS, anchor=0.5, ink=_INK)
        return
    low, high = scale_words(shown)
    sheet.write(low, 0, _NUMBERS, ink=_INK)
    sheet.write(high, _COLUMN, _NUMBERS, anchor=1.0, ink=_INK)
    if shown.low < 0.0 < shown.high:
        zero = round(_COLUMN * -shown.low / (shown.high - shown.low))
        bottom = _TOP + _SCALE
        sheet.fill(zero - 1, bottom, zero + 1, bottom + _TICK, _QUIET)
        sheet.write("0", zero, _NUMBERS, anchor=0.5, ink=_INK)


def _draw_channels(sheet: _Sheet, shown: MapFrame) -> None:
    assert shown.channels is not None
    low, high = _numbers(shown)
    room = _COLUMN - _NUMBER_GAP - max(_width(word, _WORDS_PX) for word in (low, high))
    sheet.write("Channels, each as a whole", 0, _TITLE, ink=_INK)
    count = f"{len(shown.channels):,}"
    sheet.write(count, room, _TITLE, anchor=1.0, ink=_QUIET)
    bottom = _TOP + _BARS
    sheet.fill(0, _TOP, room, bottom, _ROOM)
    edges = np.linspace(0, room, len(shown.channels) + 1).astype(int)
    gap = 1 if room / len(shown.channels) >= _GAPS_FROM_PX else 0
    for i, height in enumerate(bar_heights(shown, _BARS)):
        left, right = int(edges[i]), int(edges[i + 1])
        sheet.fill(left, bottom - height, max(right - gap, left + 1), bottom, _QUIET)
    sheet.write(high, _COLUMN, _TOP + 14, anchor=1.0, ink=_INK)
    sheet.write(low, _COLUMN, bottom, anchor=1.0, ink=_INK)


def _numbers(shown: MapFrame) -> tuple[str, str]:
    sign = "+" if shown.low < 0.0 < shown.high else ""
    low = f"{shown.low:.{shown.decimals}f}".replace("-", "−")
    return low, f"{sign}{shown.high:.{shown.decimals}f}"


def _width(text: str, px: int) -> int:
    """Columns that words take."""
    size = (1, 1)  # of a picture that they are not drawn on
    return cv2.getTextSize(size, text, (0, 0), _font(), px)[2]


@cache
def _font() -> cv2.FontFace:
    return cv2.FontFace("uni")  # comes with OpenCV; many alphabets, plain zeros
