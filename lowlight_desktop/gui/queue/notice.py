"""Tells somebody who does something else that the export is over."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget


class Notice(QObject):
    """A sentence of the system's, where it has a tray, and the window's sign in the task bar.

    Whoever looks at the window sees its own message: nothing is done then.

    Signals:
        opened: The sentence was clicked.
    """

    opened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None

    def tell(self, sentence: str, *, failed: bool) -> None:
        """Say that work is over.

        Args:
            sentence: How it has ended.
            failed: Whether something went wrong.
        """
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._on_opened)
            self._tray.activated.connect(self._on_opened)
        self._tray.setToolTip(sentence)
        self._tray.show()
        kinds = QSystemTrayIcon.MessageIcon
        kind = kinds.Warning if failed else kinds.Information
        self._tray.showMessage("Lowlight", sentence, kind)

    def end(self) -> None:
        """Take the sign away: the window is looked at, or closed."""
        if self._tray is not None:
            self._tray.hide()

    @Slot()
    def _on_opened(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self.end()
        self.opened.emit()
