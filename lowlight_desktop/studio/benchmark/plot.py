"""Cost against megapixels, as a picture."""

from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.studio.benchmark.chart import INK, Color, Line, Picture, chart, write
from lowlight_desktop.studio.benchmark.report import Report
from lowlight_desktop.studio.benchmark.whole import JPEG, RAW, WholeFigures

_COLORS: dict[str, Color] = {JPEG: (178, 111, 31), RAW: (27, 100, 200)}
_PANELS: tuple[tuple[str, Callable[[WholeFigures], float]], ...] = (
    ("Seconds a photo", lambda figures: figures.seconds),
    ("Seconds a megapixel", lambda figures: figures.seconds_per_megapixel),
    ("Memory at its most, MB", lambda figures: figures.memory.program_mb),
)
_WIDTH, _HEIGHT, _HEAD = 460, 360, 64
_FINE = 2


def check_plot(path: Path, sizes: Sequence[float]) -> None:
    """See that a picture can be drawn, before minutes are spent.

    Args:
        path: The file.
        sizes: Of photos.

    Raises:
        UsageError: If the name is not that of a PNG, or there is only one size.
    """
    if path.suffix.lower() != ".png":
        raise UsageError(f"{path}: the plot is a PNG; give it a name that ends in .png.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}.")
    if len(set(sizes)) < 2:
        raise UsageError("--plot draws cost against megapixels: --sizes must name two at least.")


def write_plot(path: Path, report: Report) -> None:
    """Draw it.

    Args:
        path: The file, a PNG.
        report: With figures of the whole command.

    Raises:
        UsageError: If it cannot be written, or there is nothing to draw.
    """
    if not report.whole:
        raise UsageError("--plot: no photo was measured; there is nothing to draw.")
    panels = [
        chart(title, "megapixels", _lines(report.whole, value), _WIDTH, _HEIGHT)
        for title, value in _PANELS
    ]
    picture = np.vstack([_heading(report, len(panels) * _WIDTH), np.hstack(panels)])
    # Not imwrite, which does not say why.
    is_made, data = cv2.imencode(".png", picture)
    try:
        assert is_made
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise UsageError(f"{path}: this file cannot be written ({error.strerror}).") from error


def _lines(whole: Sequence[WholeFigures], value: Callable[[WholeFigures], float]) -> list[Line]:
    kinds = dict.fromkeys(figures.kind for figures in whole)
    return [
        Line(
            kind,
            _COLORS[kind],
            tuple(sorted((f.megapixels, value(f)) for f in whole if f.kind == kind)),
        )
        for kind in kinds
    ]


def _heading(report: Report, width: int) -> Picture:
    """What the lines are, and where that was measured."""
    board = np.full((_HEAD * _FINE, width * _FINE, 3), 255, np.uint8)
    x, y = 64.0, 38.0
    for kind in dict.fromkeys(figures.kind for figures in report.whole):
        dot = (round((x + 6) * _FINE), round((y - 5) * _FINE))
        cv2.circle(board, dot, 10, _COLORS[kind], -1, cv2.LINE_AA)
        x += 18 + write(board, kind, (x + 18, y), INK, 15) + 28
    about = report.about
    where = f"{about.device}, {about.threads} threads, {about.date}, Lowlight {about.program}"
    write(board, where, (width - 24, y), INK, 13, align=1)
    size = (width, _HEAD)
    return np.asarray(cv2.resize(board, size, interpolation=cv2.INTER_AREA), np.uint8)
