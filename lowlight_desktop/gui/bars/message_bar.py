"""Messages over the picture: they wait to be read and never stop the work."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
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
from lowlight_desktop.gui.bars.message import Message, MessageKind, queued, without
from lowlight_desktop.gui.escape import EscapeKey

_DETAILS_ROWS = 8
_READ_MS = 8_000  # about twice what a sentence of twenty words takes to read


class MessageBar(QFrame):
    """The newest sentence, its details for those who ask, and a count of the ones before it.

    Hidden while there is nothing. It never takes the keyboard by itself; once a control of it has
    the keyboard, Esc closes the message. Mere information leaves by itself, but not while the
    pointer is on it, the keyboard in it or its details are open.

    Args:
        read_ms: How long information stays, in milliseconds.

    Signals:
        chosen: (what the message was about, the words of the choice). It is closed then.
    """

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget | None = None, *, read_ms: int = _READ_MS) -> None:
        super().__init__(parent)
        EscapeKey(self).pressed.connect(self._on_close)
        self._messages: tuple[Message, ...] = ()
        self._read = QTimer(self, singleShot=True, interval=read_ms)
        self._read.timeout.connect(self._on_read)
        self._is_pointed_at = False
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
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        self._details_button = self._button(self.tr("Details"), self._on_details)
        self._details_button.setCheckable(True)
        self._copy = self._button(self.tr("Copy Message"), self._on_copy)
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
        row.addWidget(self._count)
        row.addLayout(self._choices)
        for widget in (self._details_button, self._copy, self._close):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._details)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_message(
        self,
        kind: MessageKind,
        sentence: str,
        details: str = "",
        about: object = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        """Say something, before what is being said already.

        Args:
            kind: How serious it is.
            sentence: One sentence: what happened and what to do.
            details: For those who ask; may be empty.
            about: What it is about, for `drop`.
            choices: What can be done about it, in words; with any, it stays until it is closed.
        """
        message = Message(kind, sentence, details, about, choices)
        self._messages = queued(self._messages, message)
        self._show_first()

    def drop(self, about: object) -> None:
        """Say no more about something that was left, a photo's path for example."""
        self._messages = without(self._messages, about)
        self._show_first()

    def messages(self) -> tuple[Message, ...]:
        """What there is to say, the newest first: it is the one that is shown."""
        return self._messages

    def clear(self) -> None:
        """Say nothing any more."""
        self._messages = ()
        self._show_first()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Whoever points at it reads it."""
        super().enterEvent(event)
        self._is_pointed_at = True
        self._read.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """It was read."""
        super().leaveEvent(event)
        self._is_pointed_at = False
        self._wait_for_reader()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is hidden is not pointed at."""
        super().hideEvent(event)
        self._is_pointed_at = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line that parts it from the picture under it."""
        super().paintEvent(event)
        line = QRect(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, self.palette().color(QPalette.ColorRole.Mid))

    def _show_first(self) -> None:
        self._read.stop()
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
        self._offer(message.choices)
        self._copy.setVisible(bool(message.details) or not message.choices)
        self._details_button.setVisible(bool(message.details))
        if self._details.toPlainText() != message.details:
            self._details.setPlainText(message.details)
            self._details_button.setChecked(False)
        self._details.setVisible(self._details_button.isChecked())
        self._wait_for_reader()

    def _offer(self, choices: tuple[str, ...]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for words in choices:
            self._choices.addWidget(self._button(words, self._on_chosen))

    def _wait_for_reader(self) -> None:
        """Let information go after a while, but not what asks for an answer."""
        if not self._messages or self._messages[0].choices:
            return
        if self._messages[0].kind is MessageKind.INFO:
            self._read.start()

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
    def _on_chosen(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        about, words = self._messages[0].about, button.text()
        self._on_close()
        self.chosen.emit(about, words)

    @Slot()
    def _on_read(self) -> None:
        focus = QGuiApplication.focusObject()
        is_used = isinstance(focus, QWidget) and self.isAncestorOf(focus)
        if self._is_pointed_at or is_used or self._details_button.isChecked():
            self._wait_for_reader()
        else:
            self._on_close()

    @Slot()
    def _on_close(self) -> None:
        self._messages = self._messages[1:]
        self._show_first()
