"""The number beside a slider: it can be typed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lowlight_desktop.gui.escape import EscapeKey
from lowlight_desktop.gui.theme.fonts import tabular


class ValueField(QLineEdit):
    """A number that looks like text until somebody comes near.

    Signals:
        typed: What was typed, when Enter or Tab ends it; not when Escape gives up.
        left: Enter or Escape: the keyboard goes back to the slider.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        EscapeKey(self).pressed.connect(self._give_up)
        self._shown = ""
        self._has_just_come = False
        self.setProperty("look", "value")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard comes through the slider
        self.setTextMargins(-2, 0, -3, 0)  # the digits end where the plots end
        self.setFont(tabular(self.font()))

    def show_text(self, text: str) -> None:
        """Show a value; what is being typed is given up."""
        if text != self._shown or text != self.text():
            self._shown = text
            self.setText(text)

    def set_changed(self, changed: bool) -> None:
        """Tell a value that was chosen from one that was left alone."""
        if changed != self.property("changed"):
            self.setProperty("changed", changed)
            self.style().unpolish(self)
            self.style().polish(self)

    def begin(self, first: str) -> None:
        """Take the keyboard, with the first character typed or everything selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if first:
            self.setText(first)
        else:
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes wants to type over it."""
        super().focusInEvent(event)
        self._has_just_come = event.reason() == Qt.FocusReason.MouseFocusReason
        self.selectAll()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The click that comes selects everything; the next one places the cursor."""
        super().mousePressEvent(event)
        if self._has_just_come:
            self.selectAll()
        self._has_just_come = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving means it, except for a menu or another window."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in stays:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        self.setText(self._shown)
        self.left.emit()

    def finish(self) -> None:
        """What is typed counts."""
        if self.text() != self._shown:
            typed = self.text()
            self.setText(self._shown)
            self.typed.emit(typed)
