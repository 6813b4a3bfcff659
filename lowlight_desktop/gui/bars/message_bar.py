"""Messages above the picture: they wait to be read and never stop the work."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.bars.kind_mark import KindMark
from lowlight_desktop.gui.bars.message import Message, MessageKind, queued

_DETAILS_ROWS = 8


class MessageBar(QFrame):
    """One sentence, its details for those who ask, and a count of what else there is to say.

    Hidden while there is nothing. It never takes the keyboard by itself; once a control of it has
    the keyboard, Esc closes the message.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: tuple[Message, ...] = ()
        self.setAccessibleName(self.tr("Messages"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self._mark = KindMark()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._count = QLabel()
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._details_button = self._button(self.tr("Details"), self._on_details)
        self._details_button.setCheckable(True)
        self._copy = self._button(self.tr("Copy"), self._on_copy)
        self._copy.setToolTip(self.tr("Copy the message and its details"))
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self._on_close)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._details.setAccessibleName(self.tr("Details of the message"))
        self._details.setFixedHeight(self.fontMetrics().lineSpacing() * _DETAILS_ROWS)
        self._lay_out()
        self._show_first()

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.clicked.connect(slot)  # pyright: ignore[reportArgumentType] - a bound slot
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addSpacing(4)
        row.addWidget(self._sentence, 1)
        for widget in (self._count, self._details_button, self._copy, self._close):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._details)

    def show_message(self, kind: MessageKind, sentence: str, details: str = "") -> None:
        """Say something; behind what is being said already.

        Args:
            kind: How serious it is.
            sentence: One sentence: what happened and what to do.
            details: For those who ask; may be empty.
        """
        self._messages = queued(self._messages, Message(kind, sentence, details))
        self._show_first()

    def messages(self) -> tuple[Message, ...]:
        """What there is to say, the shown one first."""
        return self._messages

    def clear(self) -> None:
        """Say nothing any more."""
        self._messages = ()
        self._show_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the message on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def _show_first(self) -> None:
        self.setVisible(bool(self._messages))
        if not self._messages:
            return
        message = self._messages[0]
        self._mark.set_kind(message.kind)
        self._sentence.setText(message.sentence)
        self._sentence.setAccessibleName(f"{self._kind_word(message.kind)}: {message.sentence}")
        more = len(self._messages) - 1
        self._count.setText(self.tr("%n more", "", more))
        self._count.setVisible(more > 0)
        self._details_button.setVisible(bool(message.details))
        if self._details.toPlainText() != message.details:
            self._details.setPlainText(message.details)
            self._details_button.setChecked(False)
        self._details.setVisible(self._details_button.isChecked())

    def _kind_word(self, kind: MessageKind) -> str:
        words = {
            MessageKind.ERROR: self.tr("Error"),
            MessageKind.WARNING: self.tr("Warning"),
            MessageKind.INFO: self.tr("Note"),
        }
        return words[kind]

    @Slot()
    def _on_details(self) -> None:
        self._details.setVisible(self._details_button.isChecked())

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._messages[0].text)

    @Slot()
    def _on_close(self) -> None:
        self._messages = self._messages[1:]
        self._show_first()
