"""The queue in the status bar: a count, a thin progress, and the way to the rest."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

_LINE_PX = 2


class QueueButton(QToolButton):
    """Hidden while the queue is empty; checked while it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction = 0.0
        self._is_over = True
        self.setProperty("look", "outlined")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        font = self.font()
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
        self.setFont(font)
        self.set_queue(0, 0, 0.0)

    def set_queue(self, over: int, whole: int, fraction: float, failed: int = 0) -> None:
        """Show how many of how many are over, how much is done, 0 to 1, and how many failed."""
        self._fraction, self._is_over = fraction, over == whole
        text = self.tr("Exports {0}/{1}, {2} failed") if failed else self.tr("Exports {0}/{1}")
        self.setText(text.format(over, whole, failed))
        self.setVisible(whole > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the progress along its foot."""
        super().paintEvent(event)
        if self._is_over:
            return
        foot = QRectF(self.rect()).adjusted(1, self.height() - _LINE_PX - 1, -1, -1)
        painter = QPainter(self)
        painter.fillRect(foot, self.palette().color(QPalette.ColorRole.Mid))
        foot.setWidth(foot.width() * self._fraction)
        painter.fillRect(foot, self.palette().color(QPalette.ColorRole.Highlight))
