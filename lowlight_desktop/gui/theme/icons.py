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
        self._pictures: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into `rect`."""
        drawing = self._svg.replace("currentColor", _color(mode, state)).encode()
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """It as a picture of `size` device pixels; kept, for every repainting asks."""
        key = size.width(), size.height(), _color(mode, state)
        if key not in self._pictures:
            picture = QPixmap(size)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as painter:
                self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            self._pictures[key] = picture
        return self._pictures[key]

    def clone(self) -> QIconEngine:
        """The same again."""
        return _Drawing(self._svg)


def _color(mode: QIcon.Mode, state: QIcon.State) -> str:
    """What a drawing is drawn in: "#dcdcdc"."""
    role, group = QPalette.ColorRole.ButtonText, QPalette.ColorGroup.Active
    if mode == QIcon.Mode.Disabled:
        group = QPalette.ColorGroup.Disabled
    elif state == QIcon.State.On:
        role = QPalette.ColorRole.Highlight
    return QGuiApplication.palette().color(group, role).name()
