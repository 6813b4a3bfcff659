"""What this program is, what its networks have learned from, and whose work it contains."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.gui.declared_words import count
from lowlight_desktop.gui.dialogs.form import dimmed
from lowlight_desktop.studio.licenses import LICENSE, Work
from lowlight_desktop.studio.model_notes import ModelNote

_TITLE_SCALE = 1.7
_WIDTH_PX, _HEIGHT_PX = 600, 600


class AboutDialog(QDialog):
    """Version, license, networks with their versions and the terms of their data, licenses.

    Args:
        version: Of the program.
        models: The networks that are installed.
        works: Gives what the program is made of; asked when somebody wants to read it.
    """

    def __init__(
        self,
        version: str,
        models: Sequence[ModelNote],
        works: Callable[[], Sequence[Work]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._works = works
        self.setWindowTitle(self.tr("About Lowlight"))
        title = QLabel("Lowlight")
        font = title.font()
        font.setPixelSize(round(QFontInfo(font).pixelSize() * _TITLE_SCALE))
        title.setFont(font)
        said = self.tr("Version {0}, license {1}")
        if not torch_is_here():
            said = self.tr("Version {0}, small edition, license {1}")
        facts = QLabel(said.format(version, LICENSE))
        facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        what = dimmed(
            self.tr(
                "Lights photographs taken in the dark and cleans their noise. Free software: you "
                "may use, study, share and change it; it comes without any warranty."
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        for widget in (title, facts, what):
            column.addWidget(widget)
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(self.tr("About"))
        self._tabs.addTab(self._scrolled(models), self.tr("&Networks"))
        self._licenses = QWidget()
        self._tabs.addTab(self._licenses, self.tr("&Licenses"))
        self._tabs.currentChanged.connect(self._on_tab)
        column.addSpacing(8)
        column.addWidget(self._tabs, 1)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.resize(_WIDTH_PX, _HEIGHT_PX)

    def _scrolled(self, models: Sequence[ModelNote]) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        if not models:
            column.addWidget(dimmed(self.tr("No network is installed.")))
        for model in models:
            self._add(column, model)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setStyleSheet("QScrollArea { border: none; }")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Networks"))
        return area

    def _add(self, column: QVBoxLayout, model: ModelNote) -> None:
        title = QLabel(model.title)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        numbers = self.tr("Weights of {0}, {1} trained numbers").format(
            model.version, count(model.parameters)
        )
        column.addWidget(dimmed(numbers))
        if not model.data:
            return
        column.addWidget(QLabel(self.tr("Trained on:")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for i, data in enumerate(model.data):
            name = QLabel(data.name)
            name.setWordWrap(True)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setToolTip(data.used)
            grid.addWidget(name, i, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(dimmed(data.terms), i, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addSpacing(16)

    @Slot()
    def _on_tab(self) -> None:
        if self._tabs.currentWidget() is self._licenses and self._licenses.layout() is None:
            from lowlight_desktop.gui.dialogs.licenses_page import LicensesPage

            inside = QVBoxLayout(self._licenses)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(LicensesPage(self._works()))
