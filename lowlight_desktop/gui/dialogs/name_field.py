"""How results are called."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from lowlight_desktop.formats.name_template import TOKENS, NameFacts, check_template, name_from
from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.dialogs.form import BUTTON_PX, dimmed

# How tokens are put in that can be written in several ways: a hint that this is so.
_FORMS = {"date": ":%Y-%m-%d", "counter": ":04"}


class NameField(QWidget):
    """A template, tokens to put in, and what comes out of it.

    Args:
        facts: About the photo that serves as the example.

    Signals:
        edited: The user changed it. Silent when the program does.
    """

    edited = Signal()

    def __init__(self, facts: NameFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._suffix = ""
        self._text = QLineEdit()
        self._text.setAccessibleName(self.tr("Name"))
        self._text.setToolTip(self.tr("A slash sorts the results into folders"))
        self._insert = QPushButton(self.tr("Insert"))
        self._insert.setAutoDefault(False)
        self._insert.setFixedWidth(BUTTON_PX)
        self._insert.setToolTip(self.tr("Put in what differs from photo to photo"))
        menu = QMenu(self._insert)
        for token, words in zip(TOKENS, self._token_words(), strict=True):
            text = f"{{{token}{_FORMS.get(token, '')}}}"
            action = menu.addAction(f"{words}\t{text}")
            action.setData(text)
        menu.triggered.connect(self._on_insert)
        self._insert.setMenu(menu)
        self._example = dimmed()
        self._example.setAccessibleDescription(self.tr("Example of a name"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._example)
        self.setFocusProxy(self._text)
        self._text.textChanged.connect(self._on_changed)

    def _token_words(self) -> list[str]:
        return [
            self.tr("Name of the photo"),
            self.tr("Date of taking"),
            self.tr("Time of taking"),
            self.tr("Camera with its maker"),
            self.tr("Camera"),
            self.tr("ISO speed"),
            self.tr("Name of the preset"),
            self.tr("Number in this export"),
            self.tr("Folder of the photo"),
        ]

    def template(self) -> str:
        """What is typed."""
        return self._text.text()

    def set_template(self, template: str) -> None:
        """Show a template without telling."""
        with QSignalBlocker(self._text):
            self._text.setText(template)
        self._show_example()

    def set_suffix(self, suffix: str) -> None:
        """The ending of the example, with the dot."""
        self._suffix = suffix
        self._show_example()

    def is_valid(self) -> bool:
        """Whether the template gives names."""
        try:
            check_template(self.template())
        except ValueError:
            return False
        return True

    def _show_example(self) -> None:
        try:
            example = name_from(self.template(), self._facts, self._suffix)
        except ValueError as error:
            self._example.setText(f"{error_words(error)}.")
        else:
            self._example.setText(self.tr("For example {0}").format(example))

    @Slot()
    def _on_changed(self) -> None:
        self._show_example()
        self.edited.emit()

    @Slot(QAction)
    def _on_insert(self, action: QAction) -> None:
        self._text.insert(action.data())
        self._text.setFocus()
