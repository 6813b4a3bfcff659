"""How a photo looks in the strip."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lowlight_desktop.gui.strip.marks import has_marks, paint_marks, paint_stars
from lowlight_desktop.gui.strip.photo_state import PhotoState
from lowlight_desktop.gui.strip.strip_model import Index, Role
from lowlight_desktop.gui.strip.thumbnails import Thumbnails

THUMBNAIL = QSize(104, 72)
"""Room for a thumbnail, in logical pixels."""

_PAD_PX, _BAND_PX = 8, 16
_SHOWN_FRAME_PX, _FOCUS_FRAME_PX = 2.0, 1.0  # side by side where both are due


class StripDelegate(QStyledItemDelegate):
    """Paints the thumbnail with its marks and the name below it.

    A selected photo stands on lighter ground, the shown one has a frame in the accent.

    Args:
        thumbnails: Where the pictures are.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all photos."""
        line = option.fontMetrics.height()
        return QSize(THUMBNAIL.width() + 2 * _PAD_PX, THUMBNAIL.height() + line + 2 * _PAD_PX + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one photo."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _Cell(painter, option, index).paint(self._thumbnails)
        painter.restore()


class _Cell:
    """One photo while it is painted."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._painter = painter
        self._index = index
        self._rect = option.rect
        self._palette = option.palette
        state = option.state
        self._is_selected = bool(state & QStyle.StateFlag.State_Selected)
        self._has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        self._is_under_pointer = bool(state & QStyle.StateFlag.State_MouseOver)

    def paint(self, thumbnails: Thumbnails) -> None:
        cell = QRectF(self._rect).adjusted(2, 2, -2, -2)
        self._paint_ground(cell)
        room = QRect(self._rect.topLeft() + QPoint(_PAD_PX, _PAD_PX), THUMBNAIL)
        self._paint_thumbnail(room, thumbnails)
        self._paint_band(room)
        self._paint_name(room)
        self._paint_frame(cell)

    def _color(self, role: QPalette.ColorRole, alpha: float = 1.0) -> QColor:
        color = self._palette.color(role)
        color.setAlphaF(alpha)
        return color

    def _paint_ground(self, cell: QRectF) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        if self._is_selected:
            self._painter.setBrush(self._color(QPalette.ColorRole.Mid))
        elif self._is_under_pointer:
            self._painter.setBrush(self._color(QPalette.ColorRole.Mid, 0.5))
        else:
            return
        self._painter.drawRoundedRect(cell, 4, 4)

    def _paint_thumbnail(self, room: QRect, thumbnails: Thumbnails) -> None:
        path = cast("Path", self._index.data(Role.PATH))
        state = cast("PhotoState", self._index.data(Role.STATE))
        picture = thumbnails.get(path)
        if picture is None:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._color(QPalette.ColorRole.Base))
            self._painter.drawRect(room)
            return
        size = picture.deviceIndependentSize().toSize()
        corner = room.center() - QRect(QPoint(0, 0), size).center()
        self._painter.setOpacity(0.35 if state.is_missing else 1.0)
        self._painter.drawPixmap(corner, picture)
        self._painter.setOpacity(1.0)

    def _paint_band(self, room: QRect) -> None:
        state = cast("PhotoState", self._index.data(Role.STATE))
        stars = cast("int", self._index.data(Role.RATING))
        if not stars and not has_marks(state):
            return
        band = QRect(room.left(), room.bottom() + 1 - _BAND_PX, room.width(), _BAND_PX)
        self._painter.fillRect(band, self._color(QPalette.ColorRole.Window, 0.78))
        middle = band.top() + _BAND_PX / 2
        text = self._color(QPalette.ColorRole.WindowText)
        paint_stars(self._painter, band.left() + 4, middle, stars, text)
        paint_marks(self._painter, band.left() + band.width() - 4, middle, state, text)

    def _paint_name(self, room: QRect) -> None:
        """Its end, where it is long: photos of one camera begin alike."""
        metrics = self._painter.fontMetrics()
        line = QRect(room.left(), room.bottom() + 5, room.width(), metrics.height())
        is_strong = self._is_selected or bool(self._index.data(Role.CURRENT))
        role = QPalette.ColorRole.WindowText if is_strong else QPalette.ColorRole.PlaceholderText
        self._painter.setPen(self._color(role))
        name = cast("str", self._index.data(Qt.ItemDataRole.DisplayRole))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideLeft, line.width())
        self._painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_frame(self, cell: QRectF) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if bool(self._index.data(Role.CURRENT)):
            accent = self._color(QPalette.ColorRole.Highlight)
            self._painter.setPen(QPen(accent, _SHOWN_FRAME_PX))
            self._painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4, 4)
        if self._has_focus:
            self._painter.setPen(QPen(self._color(QPalette.ColorRole.WindowText), _FOCUS_FRAME_PX))
            self._painter.drawRoundedRect(cell.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)
