"""The whole window, driven by mouse and keyboard."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.settings import load
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES

_PLACE, _COPY = QPoint(400, 100), Qt.DropAction.CopyAction
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG_MS = 90_000  # the first lit frame imports torch on a busy machine


def open_window(folder: Path, qtbot: QtBot) -> MainWindow:
    """A window with settings of its own, shown."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, THEMES["dark"])
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(load(store), store)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def drop(window: MainWindow, paths: list[Path]) -> None:
    """Drop files on the window, as a file manager does."""
    let_go(window, drag_over(window, paths))


def drag_over(target: QWidget, paths: list[Path]) -> QMimeData:
    """Hold files over a widget that takes them, or that is in one that does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(_PLACE, _COPY, mime, _LEFT, _NO_KEY)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    return mime


def let_go(target: QWidget, held: QMimeData) -> None:
    """Drop what is held over a widget."""
    drop = QDropEvent(_PLACE.toPointF(), _COPY, held, _LEFT, _NO_KEY)
    QApplication.sendEvent(target, drop)


def slider(window: MainWindow, label: str) -> ParamSlider:
    """The slider of this name in the panel."""
    return next(s for s in window.findChildren(ParamSlider) if s.param().label == label)


def canvas_of(window: MainWindow) -> Canvas:
    """The picture in the middle."""
    canvas = window.findChild(Canvas)
    assert isinstance(canvas, Canvas)
    return canvas


def seen(canvas: Canvas) -> NDArray[np.uint8]:
    """What is painted, (h, w, 3) uint8 RGB."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def wait_until_refined(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for the picture that stays."""
    qtbot.waitUntil(lambda: window.is_settled, timeout=LONG_MS)
