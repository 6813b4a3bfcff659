"""What lies over the picture: words on the picture keep clear of it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_CHANGES = QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide


class Covering(QObject):
    """Tells how much of a picture is covered, each time that it changes.

    Args:
        over: Lies over its top.
        foot: Lies over its foot; None: nothing does.
        tell: Given the pixels of the interface that are covered at the top, and at the foot.
    """

    def __init__(
        self, over: QWidget, foot: QWidget | None, tell: Callable[[int, int], None]
    ) -> None:
        super().__init__(over)
        self._over, self._foot, self._tell = over, foot, tell
        over.installEventFilter(self)
        if foot is not None:
            foot.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look anew where one of them came, went or grew."""
        if event.type() in _CHANGES:
            self._tell(_height(self._over), _height(self._foot))
        return super().eventFilter(watched, event)


def _height(widget: QWidget | None) -> int:
    return 0 if widget is None or widget.isHidden() else widget.height()
