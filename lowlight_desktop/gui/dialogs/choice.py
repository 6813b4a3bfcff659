"""One of several values."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

T = TypeVar("T")


class Choice(QComboBox, Generic[T]):
    """A list to choose a value from, each with its words.

    Signals:
        chosen: The user chose another value. Silent when the program does.
    """

    chosen = Signal()

    def __init__(
        self, name: str, choices: Iterable[tuple[T, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values: list[T] = []
        self.setAccessibleName(name)
        self.offer(choices)
        self.currentIndexChanged.connect(self._on_changed)

    def offer(self, choices: Iterable[tuple[T, str]]) -> None:
        """Offer other values; the chosen one stays if it is among them, else the first is."""
        before = self._values[self.currentIndex()] if self.currentIndex() >= 0 else None
        with QSignalBlocker(self):
            self.clear()
            self._values.clear()
            for value, words in choices:
                self._values.append(value)
                self.addItem(words)
            if before in self._values:
                self.setCurrentIndex(self._values.index(before))

    def choice(self) -> T:
        """The chosen value."""
        return self._values[self.currentIndex()]

    def choose(self, value: T) -> None:
        """Show another value; one that is not offered leaves the first."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    @Slot()
    def _on_changed(self) -> None:
        self.chosen.emit()
