"""Counts as heights and lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

_PEAK_SHARE = 99.0  # percentile of the inner bins that reaches the top: two may stick out
_CLIPPED_SHARE = 0.001  # of the pixels; single hot pixels are no warning


def heights(counts: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """How high each bin stands, all channels on one scale.

    The two end bins hold everything that is clipped and do not decide the scale.

    Args:
        counts: (..., 256) pixels a value.
        logarithmic: Whether rare values are raised.

    Returns:
        The same shape in [0, 1].
    """
    high = np.log1p(counts) if logarithmic else counts.astype(np.float64)
    inner = high[..., 1:-1]
    inner = inner[inner > 0]
    peak = float(np.percentile(inner, _PEAK_SHARE)) if len(inner) else 0.0
    return np.clip(high / peak, 0.0, 1.0) if peak else np.clip(high, 0.0, 1.0)


def outline(high: NDArray[np.float64], plot: QRectF) -> QPolygonF:
    """The heights as a closed shape.

    Args:
        high: (256,) in [0, 1].
        plot: Where 0 stands at the bottom left and 1 at the top.

    Returns:
        A polygon from the bottom left corner to the bottom right one.
    """
    xs = plot.left() + plot.width() * np.arange(len(high)) / (len(high) - 1)
    ys = plot.bottom() - plot.height() * high
    line = [QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    return QPolygonF([plot.bottomLeft(), *line, plot.bottomRight()])


def filled(
    high: NDArray[np.float64], colors: NDArray[np.uint8], plot: QRectF, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Shapes in colors that add up where they overlap.

    Not as paths: they are painted in each frame while a slider moves, and take longer that way.

    Args:
        high: (N, 256) in [0, 1].
        colors: (N, 3) red, green, blue.
        plot: Where 0 stands at the bottom left and 1 at the top, in pixels of the picture.
        size: (H, W) of the picture.

    Returns:
        (H, W, 4) uint8 blue, green, red, alpha, premultiplied; edges are smooth.
    """
    height, width = size
    places = (np.arange(width) + 0.5 - plot.left()) / plot.width()
    inside = (places >= 0.0) & (places <= 1.0)
    bins = np.linspace(0.0, 1.0, high.shape[1])
    tops = np.array([plot.bottom() - plot.height() * np.interp(places, bins, h) for h in high])
    rows = np.arange(height, dtype=np.float32)[:, None]
    tops = np.where(inside, tops, plot.bottom()).astype(np.float32)[:, None]
    covered = np.minimum(rows + 1.0, np.float32(plot.bottom())) - np.maximum(rows, tops)
    covered = covered.clip(0.0, 1.0)  # (N, H, W): how much of each pixel
    alpha = np.full((len(colors), 1), 255, np.uint8)
    shares = np.concatenate([colors[:, ::-1], alpha], 1).astype(np.float32)
    return np.tensordot(covered, shares, (0, 0)).clip(0.0, 255.0).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Clipped:
    """Which channels stand at an end of their range.

    Attributes:
        red, green, blue: Share of the pixels, in [0, 1].
    """

    red: float
    green: float
    blue: float

    @property
    def channels(self) -> tuple[bool, bool, bool]:
        """Whether red, green and blue are worth a warning."""
        return (
            self.red > _CLIPPED_SHARE,
            self.green > _CLIPPED_SHARE,
            self.blue > _CLIPPED_SHARE,
        )

    @property
    def most(self) -> float:
        """The largest share."""
        return max(self.red, self.green, self.blue)


def clipped(counts: NDArray[np.int64], value: int) -> Clipped:
    """The share of each channel's pixels that have a value.

    Args:
        counts: (4, 256) red, green, blue, luminance.
        value: 0 for shadows, 255 for highlights.
    """
    wholes = np.maximum(counts[:3].sum(1), 1)
    red, green, blue = (counts[:3, value] / wholes).tolist()
    return Clipped(red, green, blue)
