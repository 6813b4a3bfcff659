"""What a RAW file tells about its sensor, where LibRaw's answers need a second look."""

from collections.abc import Generator
from itertools import pairwise

import numpy as np
import rawpy
from numpy.typing import NDArray

from lowlight_desktop.photo.color_space import SRGB

_LEAST_WHITE = 0.75
"""A white level is never believed to lie below this share of the documented one (as LibRaw)."""
_AT_WHITE = 0.98
"""A pile above this share of the documented level is the documented level."""
_SAME_HEIGHT = 1.01
_LEAST_PILE = 64
_HOT_PIXELS = 8
_LEAST_MASKED = 4096
_CELLS = 16  # rows and columns of cells in an area
_GREENS_APART, _TIMES_APART = 0.03, 5.0
"""Of eight real files two greens differ by 0.002 to 0.012, red and blue by 0.06 to 0.5."""
_CONSTANT = 0.3  # deviation of what only rounding moves, and a little more


def black_levels(raw: rawpy.RawPy) -> tuple[float, ...]:
    """Sensor value of no light for each filter."""
    return tuple(float(level) for level in raw.black_level_per_channel)


def white_balance(raw: rawpy.RawPy) -> tuple[float, ...]:
    """As-shot multipliers for each filter, green 1; daylight's where the camera did not say.

    Four ones are believed: old Nikons balance before they record, a DNG may be balanced too. Where
    nothing at all is known about the colors of a camera, its photo is taken to be gray on the
    whole.
    """
    said = ([*raw.camera_whitebalance], [*raw.daylight_whitebalance])
    for multipliers in said[:1] if _is_unknown(raw) else said:
        if all(np.isfinite(multipliers)) and min(multipliers[:3]) > 0:
            green = multipliers[1]
            return tuple(value / green if value > 0 else 1.0 for value in multipliers)
    return _gray_world(raw)


def camera_matrix(raw: rawpy.RawPy) -> NDArray[np.float32]:
    """(3, 3) or (4, 3) CIE XYZ (D65) to camera color; zeros if LibRaw does not know the camera.

    For a DNG LibRaw gives the inverse instead, from balanced camera RGB to sRGB.
    """
    to_srgb = np.asarray(raw.color_matrix, np.float64)[:, :3]
    if raw.num_colors == 3 and abs(np.linalg.det(to_srgb)) > 1e-6:
        return (np.linalg.inv(to_srgb) @ np.linalg.inv(SRGB.to_xyz())).astype(np.float32)
    return np.asarray(raw.rgb_xyz_matrix, np.float32)[: raw.num_colors]


def _is_unknown(raw: rawpy.RawPy) -> bool:
    """Whether nobody says how a camera with three colors sees them."""
    return raw.num_colors == 3 and not (np.any(raw.rgb_xyz_matrix) or np.any(raw.color_matrix))


def _gray_world(raw: rawpy.RawPy) -> tuple[float, ...]:
    """Multipliers that make the mean of a photo gray; ones where it has no three colors."""
    ones = (1.0, 1.0, 1.0, 1.0)
    if raw.raw_type != rawpy.RawType.Flat or raw.raw_pattern is None or raw.num_colors != 3:
        return ones
    black = black_levels(raw)
    red, green, blue = (float(values.mean()) - black[i] for i, values in enumerate(_planes(raw)))
    if min(red, green, blue) <= 0.0:
        return ones
    first, last = (float(np.clip(green / mean, 0.25, 4.0)) for mean in (red, blue))
    return (first, 1.0, last, 1.0)


def mend_phase(raw: rawpy.RawPy) -> None:
    """Move a mosaic by a column where its filter begins one later than the file says.

    Some boards that save what a bare sensor sees name the wrong cell. Green pixels of a cell see
    nearly the same: if those that are called green do not, and the two others do, these are green.
    Asked only of cameras of which nothing else is known.

    Args:
        raw: Unpacked; its values are changed.
    """
    pattern = raw.raw_pattern
    if raw.raw_type != rawpy.RawType.Flat or pattern is None or not _is_unknown(raw):
        return
    names = [raw.color_desc.decode("ascii")[i] for i in np.ravel(pattern)]
    data = raw.raw_image_visible
    if (
        sorted(names) != ["B", "G", "G", "R"]
        or names[0] == names[1]
        or min(data.shape) < 2 * _CELLS
    ):
        return
    main, other = (_apart(data, place) for place in (((0, 0), (1, 1)), ((0, 1), (1, 0))))
    greens, others = (main, other) if names[0] == "G" or names[3] == "G" else (other, main)
    if greens > max(_GREENS_APART, _TIMES_APART * others):
        data[:, :-1] = data[:, 1:].copy()
        data[:, -1] = data[:, -3]


def _apart(data: NDArray[np.uint16], places: tuple[tuple[int, int], tuple[int, int]]) -> float:
    """How much two pixels of a cell differ, as a share of their light: the median of many areas."""
    height, width = (side // (2 * _CELLS) for side in data.shape)
    first, second = (
        data[row : height * 2 * _CELLS : 2, column : width * 2 * _CELLS : 2]
        .reshape(height, _CELLS, width, _CELLS)
        .mean((1, 3), np.float64)
        for row, column in places
    )
    return float(np.median(np.abs(first - second) / np.maximum(first + second, 1.0)))


def white_level(raw: rawpy.RawPy) -> float:
    """The sensor value that means "full".

    Where the camera notes how far it is linear, that. Where two colors pile up at one height short
    of the documented level, that: else full green passes for measured green, and lamps turn pink.
    """
    documented = float(raw.white_level)
    noted = [float(v) for v in raw.camera_white_level_per_channel or () if v > 0]
    white = min([documented, *(v for v in noted if v >= _LEAST_WHITE * documented)])
    if raw.raw_type != rawpy.RawType.Flat or raw.raw_pattern is None:
        return white
    black = min(black_levels(raw)[:3])
    heights = sorted(height for values in _planes(raw) if (height := pile(values - black)))
    agreeing = [low for low, high in pairwise(heights) if high <= _SAME_HEIGHT * low]
    # The pile is some noise wide: its lower part is full too.
    full = black + agreeing[-1] / _SAME_HEIGHT if agreeing else white
    return full if _LEAST_WHITE * white <= full < _AT_WHITE * white else white


def masked_noise(raw: rawpy.RawPy) -> float | None:
    """Standard deviation of the masked pixels at the sensor's left and right, in sensor values.

    Of differences along the rows: offsets of rows and slow drifts are not noise of a pixel.

    Returns:
        None where the file has too few of them, or where light, or nothing, was recorded there.
    """
    if raw.raw_type != rawpy.RawType.Flat or raw.raw_pattern is None:
        return None
    sizes, period = raw.sizes, raw.raw_pattern.shape[1]
    rows = raw.raw_image[sizes.top_margin : sizes.top_margin + sizes.height].astype(np.float32)
    found: list[float] = []
    for block in (rows[:, : sizes.left_margin], rows[:, sizes.left_margin + sizes.width :]):
        apart = (block[:, period:] - block[:, :-period]).ravel() / np.sqrt(np.float32(2.0))
        if apart.size < _LEAST_MASKED:
            continue
        noise = _clipped_deviation(apart)
        off_black = abs(float(np.median(block)) - float(np.mean(black_levels(raw)[:3])))
        if noise > _CONSTANT and off_black < max(noise, 1.0):
            found.append(noise)
    return min(found) if found else None


def _clipped_deviation(values: NDArray[np.float32]) -> float:
    """Standard deviation around 0 without what lies four of them away: hot pixels."""
    for _ in range(3):
        deviation = np.sqrt(np.square(values, dtype=np.float64).mean())
        values = values[np.abs(values) <= 4.0 * deviation]
    return float(np.sqrt(np.square(values, dtype=np.float64).mean()))


def pile(values: NDArray[np.float32]) -> float | None:
    """The height at which the values of one color pile up as only a full sensor makes them.

    Args:
        values: Sensor values of one color, any shape, black being 0.

    Returns:
        Their highest value but for a few hot pixels; None if they thin out towards it, as bright
        parts of a scene do.
    """
    if values.size < 2 * _LEAST_PILE:
        return None
    top = float(np.partition(values, -_HOT_PIXELS, axis=None)[-_HOT_PIXELS])
    at_top = np.count_nonzero(values > 0.97 * top)
    below = np.count_nonzero(values > 0.94 * top) - at_top
    return top if at_top >= max(_LEAST_PILE, 4 * below) else None


def _planes(raw: rawpy.RawPy) -> Generator[NDArray[np.float32]]:
    """A plane of red, of green and of blue values: from each cell the first of its color."""
    pattern, data = np.asarray(raw.raw_pattern), raw.raw_image_visible
    for row, column in (places[0] for c in range(3) if len(places := np.argwhere(pattern == c))):
        yield data[row :: pattern.shape[0], column :: pattern.shape[1]].astype(np.float32)
