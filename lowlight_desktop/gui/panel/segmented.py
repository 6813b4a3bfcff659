"""A choice of a few words side by side."""

from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

_BY_TAB = Qt.FocusPolicy.StrongFocus


class Segmented(QWidget):
    """One of a few values; the arrow keys go through them.

    Signals:
        chosen: The value that the user chose. Silent when the program sets it.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setAccessibleName(name)
        self._group.idClicked.connect(self._on_clicked)

    def set_options(self, options: tuple[tuple[object, str, str], ...]) -> None:
        """Offer these, each a value, its word and its tooltip; what was chosen stays chosen."""
        chosen, old = self.value(), self._group.buttons()
        for button in old:
            self._group.removeButton(button)
        self._values = tuple(value for value, _, _ in options)
        new = [self._add(i, word, tip) for i, (_, word, tip) in enumerate(options)]
        # Tab comes to the new ones where it came to the old, not after all that was made since.
        for before, after in pairwise((*old, *new)):
            self.setTabOrder(before, after)
        for button in old:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.set_value(chosen)

    def value(self) -> object:
        """The chosen value, None if there is none."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: object) -> None:
        """Show a choice without announcing it; one that is not offered leaves all unchosen."""
        with QSignalBlocker(self._group):
            self._group.setExclusive(False)
            for i, button in enumerate(self._group.buttons()):
                button.setChecked(self._values[i] == value)
            self._group.setExclusive(True)
        self._let_tab_reach_the_chosen()

    def buttons(self) -> list[QAbstractButton]:
        """The buttons from left to right."""
        return self._group.buttons()

    def _let_tab_reach_the_chosen(self) -> None:
        """Make it the only stop of the Tab key; all are where nothing is chosen.

        Qt does so as well, but only once a button has the keyboard, and at that button.
        """
        for button in self._group.buttons():
            is_stop = button.isChecked() or self._group.checkedId() < 0
            button.setFocusPolicy(_BY_TAB if is_stop else Qt.FocusPolicy.ClickFocus)

    def _add(self, place: int, word: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.accessibleName()}: {word}")
        button.setCheckable(True)
        last = len(self._values) - 1
        ends = {0: "first", last: "last"} if last else {0: "only"}
        button.setProperty("segment", ends.get(place, "middle"))
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        self._group.addButton(button, place)
        self._row.addWidget(button, 1)
        return button

    @Slot(int)
    def _on_clicked(self, place: int) -> None:
        self._let_tab_reach_the_chosen()
        self.chosen.emit(self._values[place])
