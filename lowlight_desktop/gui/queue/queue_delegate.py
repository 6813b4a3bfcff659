"""How a photo looks in the queue."""

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lowlight_desktop.gui.queue.queue_model import Column, Index, Role
from lowlight_desktop.gui.queue.words import duration, explanation, in_one_line, state_word
from lowlight_desktop.gui.strip.marks import MARK_PX, paint_check, paint_warning
from lowlight_desktop.gui.strip.thumbnails import Thumbnails
from lowlight_desktop.studio.journal_entry import Entry, State

ROW_PX = 48
"""Height of a row."""

_THUMBNAIL = QSize(54, 36)
_PAD_PX = 16
_MARK_ROOM_PX = MARK_PX + 8
_BAR_PX, _BAR_WIDTH_PX, _BAR_GAP_PX = 4, 240, 4
_LEADING_PX = 2  # between two lines


class QueueDelegate(QStyledItemDelegate):
    """Paints picture, name and folder; the state with what there is to say of it; the time.

    Args:
        thumbnails: Where the pictures are.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all photos."""
        return QSize(_THUMBNAIL.width() + 2 * _PAD_PX, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        entry = cast("Entry", index.data(Role.ENTRY))
        cell = _Cell(painter, option)
        cell.paint_ground()
        match index.column():
            case Column.PHOTO:
                cell.paint_photo(entry, self._thumbnails)
            case Column.STATE:
                cell.paint_state(entry, cast("float", index.data(Role.FRACTION)))
            case _:
                cell.paint_time(entry)
        painter.restore()


class _Cell:
    """One cell while it is painted."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter, self._rect, self._palette = painter, option.rect, option.palette
        state = option.state
        self._is_selected = bool(state & QStyle.StateFlag.State_Selected)
        self._has_focus = bool(state & QStyle.StateFlag.State_HasFocus)

    def paint_ground(self) -> None:
        if self._is_selected:
            self._painter.fillRect(self._rect, self._color(QPalette.ColorRole.Button))
        if self._has_focus:
            line = QRectF(self._rect).adjusted(0, 0.5, 0, -0.5)
            self._painter.setPen(QPen(self._color(QPalette.ColorRole.Highlight), 1.0))
            self._painter.drawLine(line.topLeft(), line.topRight())
            self._painter.drawLine(line.bottomLeft(), line.bottomRight())

    def paint_photo(self, entry: Entry, thumbnails: Thumbnails) -> None:
        top = self._rect.top() + (ROW_PX - _THUMBNAIL.height()) // 2
        room = QRectF(self._rect.left() + _PAD_PX, top, _THUMBNAIL.width(), _THUMBNAIL.height())
        picture = thumbnails.get(entry.source)
        if picture is None:
            self._painter.fillRect(room, self._color(QPalette.ColorRole.Mid, 0.5))
        else:
            size = picture.size().scaled(_THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(QPointF(0, 0), size.toSizeF())
            box.moveCenter(room.center())
            self._painter.setOpacity(0.4 if entry.state is State.CANCELLED else 1.0)
            self._painter.drawPixmap(box, picture, QRectF(picture.rect()))
            self._painter.setOpacity(1.0)
        left = round(room.right()) + 12
        is_over = entry.state in (State.CANCELLED, State.SKIPPED)
        name, folder = (in_one_line(str(part)) for part in (entry.source.name, entry.source.parent))
        self._two_lines(left, name, folder, Qt.TextElideMode.ElideMiddle, is_over)

    def paint_state(self, entry: Entry, fraction: float) -> None:
        left = self._rect.left()
        word, said = state_word(entry, fraction), in_one_line(explanation(entry))
        if entry.state is State.RUNNING:
            self._paint_bar(left + _MARK_ROOM_PX, word, fraction)
            return
        if entry.state is State.FAILED and said:  # the sign says that it failed
            said = said[0].upper() + said[1:]
            word, said = _broken(said, self._painter.font(), self._width(left + _MARK_ROOM_PX))
        self._paint_mark(left, entry.state, 2 if said else 1)
        is_dim = entry.state not in (State.FAILED, State.DONE)
        self._two_lines(left + _MARK_ROOM_PX, word, said, Qt.TextElideMode.ElideRight, is_dim)

    def _paint_mark(self, left: int, state: State, lines: int) -> None:
        """A sign before the first line, for photos that are over."""
        draw = {State.DONE: paint_check, State.FAILED: paint_warning}.get(state)
        if draw is None:
            return
        top = self._top(lines) + (self._painter.fontMetrics().height() - MARK_PX) / 2
        is_failed = state is State.FAILED
        role = QPalette.ColorRole.Highlight if is_failed else QPalette.ColorRole.WindowText
        pen = QPen(self._color(role), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        draw(self._painter, QRectF(left, top, MARK_PX, MARK_PX))

    def paint_time(self, entry: Entry) -> None:
        self._painter.setPen(self._color(QPalette.ColorRole.PlaceholderText))
        room = self._rect.adjusted(0, 0, -_PAD_PX, 0)
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(room, place, duration(entry.seconds))

    def _paint_bar(self, left: int, word: str, fraction: float) -> None:
        width, height = self._width(left), self._painter.fontMetrics().height()
        top = self._rect.top() + (ROW_PX - height - _BAR_GAP_PX - _BAR_PX) // 2
        self._line(QRect(left, top, width, height), word, is_dim=False)
        bar = QRectF(left, top + height + _BAR_GAP_PX, min(width, _BAR_WIDTH_PX), _BAR_PX)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._color(QPalette.ColorRole.Mid))
        self._painter.drawRoundedRect(bar, 2, 2)
        if fraction > 0:
            bar.setWidth(max(_BAR_PX, bar.width() * fraction))
            self._painter.setBrush(self._color(QPalette.ColorRole.Highlight))
            self._painter.drawRoundedRect(bar, 2, 2)

    def _two_lines(
        self, left: int, first: str, second: str, mode: Qt.TextElideMode, is_dim: bool
    ) -> None:
        """What is read first, and below it, dimmed, what is read second."""
        width, height = self._width(left), self._painter.fontMetrics().height()
        lines = 2 if second else 1
        top = self._top(lines)
        for text, dim in ((first, is_dim), (second, True))[:lines]:
            self._line(QRect(left, top, width, height), text, is_dim=dim, mode=mode)
            top += height + _LEADING_PX

    def _top(self, lines: int) -> int:
        """Where the first of so many lines begins."""
        height = self._painter.fontMetrics().height()
        return self._rect.top() + (ROW_PX - lines * height - (lines - 1) * _LEADING_PX) // 2

    def _width(self, left: int) -> int:
        """Of the room for text that begins at `left`."""
        return self._rect.right() - _PAD_PX - left

    def _line(
        self,
        room: QRect,
        text: str,
        *,
        is_dim: bool,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        role = QPalette.ColorRole.PlaceholderText if is_dim else QPalette.ColorRole.WindowText
        self._painter.setPen(self._color(role))
        shown = self._painter.fontMetrics().elidedText(text, mode, room.width())
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(room, place, shown)

    def _color(self, role: QPalette.ColorRole, alpha: float = 1.0) -> QColor:
        color = self._palette.color(role)
        color.setAlphaF(alpha)
        return color


def _broken(text: str, font: QFont, width: int) -> tuple[str, str]:
    """A text in two lines: as many words as fit, and the rest."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    end = line.textLength() if line.isValid() else len(text)
    layout.endLayout()
    return text[:end].rstrip(), text[end:]
