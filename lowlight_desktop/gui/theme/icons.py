"""Icons that take their color from the palette at the moment when they are painted."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"
"""Where the drawings lie; each is drawn in `currentColor` on 16 x 16 units."""


def icon(name: str) -> QIcon:
    """An icon in the color of the palette's text, in the accent when its button is checked.

    Args:
        name: Name of a drawing in `resources/icons`, without the ending.

    Returns:
        An icon that is sharp at any size and follows a change of the theme.

    Raises:
        FileNotFoundError: If there is no such drawing.
    """
    return QIcon(_Drawing((ICONS / f"{name}.svg").read_text(encoding="utf-8")))


class _Drawing(QIconEngine):
    """An SVG in the palette's colors."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into `rect`."""
        role = QPalette.ColorRole.ButtonText
        if state == QIcon.State.On and mode != QIcon.Mode.Disabled:
            role = QPalette.ColorRole.Highlight
        group = QPalette.ColorGroup.Active
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        color = QGuiApplication.palette().color(group, role).name()
        drawing = self._svg.replace("currentColor", color).encode()
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """It as a picture of `size` device pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """The same again."""
        return _Drawing(self._svg)
