"""Photos and canvases for tests."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame

WIDTH, HEIGHT = 200, 150
"""Of a canvas in tests: smaller than its photo at 100 %, and quick to compare."""


@dataclass(frozen=True, slots=True)
class TestBrush:
    """A brush without a panel."""

    __test__ = False
    radius: float = 0.1
    softness: float = 0.5
    strength: float = 1.0
    erases: bool = False


def noise(height: int, width: int, seed: int = 0) -> Rgb8:
    """A photo that is different everywhere: a shift by one pixel shows."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def plain(height: int, width: int, rgb: tuple[int, int, int]) -> Rgb8:
    """A photo of one color."""
    return np.full((height, width, 3), rgb, np.uint8)


def whole(rgb: Rgb8, height: int | None = None, width: int | None = None) -> Frame:
    """A frame of all of a photo, which may have more pixels than the frame."""
    return Frame(rgb, Region.whole(height or rgb.shape[0], width or rgb.shape[1]), is_proxy=False)


def canvas_with(qtbot: QtBot, rgb: Rgb8) -> Canvas:
    """A canvas on the screen that shows a photo."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.exchange_photo(rgb.shape[0], rgb.shape[1])
    canvas.show_base(whole(rgb))
    settle()
    return canvas


def settle() -> None:
    """Let timers of no duration and repaints happen."""
    for _ in range(3):
        QApplication.processEvents()


def pixels_of(image: QImage) -> Rgb8:
    """(H, W, 3) uint8 RGB."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bgra = np.frombuffer(image.constBits(), np.uint8)
    bgra = bgra.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return bgra[:, : image.width(), 2::-1].copy()


def seen(canvas: Canvas) -> Rgb8:
    """What the canvas draws."""
    return pixels_of(canvas.grab().toImage())


def mouse(
    canvas: Canvas,
    kind: QMouseEvent.Type,
    at: tuple[float, float],
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    """A mouse event at a place of the canvas; QTest's have whole pixels and no held buttons."""
    released = kind is QMouseEvent.Type.MouseButtonRelease
    held = Qt.MouseButton.NoButton if released else button
    pressed = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseMove else button
    place = QPointF(*at)
    event = QMouseEvent(
        kind, place, canvas.mapToGlobal(place), pressed, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(canvas, event)


def drag(
    canvas: Canvas,
    *path: tuple[float, float],
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    """Press at the first place, move over the others, release at the last."""
    mouse(canvas, QMouseEvent.Type.MouseButtonPress, path[0], button)
    for place in path[1:]:
        mouse(canvas, QMouseEvent.Type.MouseMove, place, button)
    mouse(canvas, QMouseEvent.Type.MouseButtonRelease, path[-1], button)


def hover(canvas: Canvas, at: tuple[float, float]) -> None:
    """Move the pointer without a button."""
    mouse(canvas, QMouseEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
    settle()
