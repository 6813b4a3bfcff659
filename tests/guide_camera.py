"""Hands and eyes of `tests.guide_pictures`: they bring a window into a state and keep its look.

Pictures whose name ends in @2x are shown half as wide as they have pixels.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer, SignalInstance
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from lowlight_desktop.gui.bars.overlay_menu import OverlayMenu
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.theme.theme import DARK
from lowlight_desktop.photo.recipe import Recipe

W = TypeVar("W", bound=QWidget)

DOCS = Path(__file__).resolve().parent.parent / "docs"
IMAGES = DOCS / "guide" / "images"
WIDEST_PX = 1360

_BADGE, _FRAME_PX = 24, 20


def until(signal: SignalInstance, begin: Callable[[], None]) -> None:
    """Begin something, and wait for a signal of it."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    begin()
    loop.exec()


def one(window: MainWindow, kind: type[W]) -> W:
    """The widget of a kind."""
    return window.findChildren(kind)[0]


def choose(menu: OverlayMenu, map_id: str) -> None:
    """Take a map from the menu."""
    next(action for action in menu.actions() if action.data() == map_id).trigger()


def look(window: MainWindow, action: str) -> None:
    """Trigger an action, and wait for the picture."""
    window.parts.actions[action].trigger()
    settle(window)


def current(window: MainWindow) -> tuple[Path, Recipe]:
    """The photo that is shown, and its settings."""
    path = window.parts.strip.current()
    assert path is not None
    return path, window.parts.album.edit(path).recipe


def settle(window: MainWindow) -> None:
    """Until the picture stays, and a moment longer for what is painted late."""
    wait(0.4)
    while window.parts.strip.current() is not None and not window.is_settled:
        wait(0.05)
    wait(0.3)


def wait(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()


# Pictures


def keep_menu(menu: QMenu, name: str) -> None:
    """A menu, opened."""
    menu.popup(QPoint(100, 100))
    wait(0.3)
    keep(menu, name)
    menu.hide()


def keep(
    widget: QWidget,
    name: str,
    *,
    width: int | None = None,
    framed: bool = False,
    is_photo: bool = False,
) -> None:
    """A widget, perhaps only its left end, perhaps with some room around it."""
    pixels = pixels_of(widget.grab().toImage())[:, :width]
    if framed:
        room, color = (_FRAME_PX, _FRAME_PX), [int(v) for v in pixels[-1, 0]]
        pixels = cv2.copyMakeBorder(pixels, *room, *room, cv2.BORDER_CONSTANT, value=color)
    write(f"{name}@2x", np.asarray(pixels, np.uint8), is_photo=is_photo)


def keep_numbered(window: MainWindow, name: str, places: Iterable[QPoint]) -> None:
    """The window with a number at each place."""
    image = window.grab().toImage()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setPixelSize(15)
    font.setBold(True)
    painter.setFont(font)
    for number, place in enumerate(places, 1):
        circle = QRect(place - QPoint(_BADGE // 2, _BADGE // 2), QPoint(0, 0))
        circle.setSize(QRect(0, 0, _BADGE, _BADGE).size())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK.accent))
        painter.drawEllipse(circle)
        painter.setPen(QColor(DARK.on_accent))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    write(f"{name}@2x", pixels_of(image), is_photo=True)


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 BGR."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), -1)
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3)[..., ::-1].copy()


def read(path: Path) -> NDArray[np.uint8]:
    """A picture from its file, (h, w, 3) uint8 BGR."""
    picture = cv2.imread(str(path))
    assert picture is not None
    return np.asarray(picture, np.uint8)


def cut(pair: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two halves of 640 columns to two of 336, shown as they are."""
    left, gap, right = pair[:, 152:488], pair[:, 640:648], pair[:, 800:1136]
    return np.hstack([left, gap, right])


def write(name: str, picture: NDArray[np.uint8], *, is_photo: bool) -> None:
    """Put a picture among those of the guide: photos as JPEG, flat surfaces as PNG."""
    height, width = picture.shape[:2]
    if width > WIDEST_PX:
        size = (WIDEST_PX, round(height * WIDEST_PX / width))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    options = [cv2.IMWRITE_PNG_COMPRESSION, 9]
    if is_photo:
        options = [cv2.IMWRITE_JPEG_QUALITY, 88, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]
    cv2.imwrite(str(IMAGES / f"{name}{'.jpg' if is_photo else '.png'}"), picture, options)
