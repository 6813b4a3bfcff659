"""Asks which folder shall be watched, and what becomes of the photos in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from lowlight_desktop.gui.declared_words import preset_name
from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.folder_field import FolderField
from lowlight_desktop.gui.dialogs.form import dimmed, form, label
from lowlight_desktop.photo.looking import is_folder
from lowlight_desktop.studio.presets import Preset

_WIDTH_PX = 560


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """What a photographer wants to be watched.

    Attributes:
        folder: With all folders in it.
        output: Where results go; an empty path: beside the originals.
        preset: The look, or None: what each photo's own settings say.
        existing: Whether photos that are there already are done, too.
    """

    folder: Path
    output: Path = Path()
    preset: Preset | None = None
    existing: bool = False


class WatchDialog(QDialog):
    """A folder, the place for results, a look.

    Args:
        presets: The looks to choose from.
        order: What is shown first.
    """

    def __init__(
        self, presets: Sequence[Preset], order: WatchOrder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Watch Folder"))
        self.setMinimumWidth(_WIDTH_PX)
        self._folder = FolderField(self.tr("Folder to watch"), self.tr("Not chosen yet"))
        self._output = FolderField(self.tr("Folder for results"), self.tr("Beside each photo"))
        looks: list[tuple[Preset | None, str]] = [(None, self.tr("Automatic"))]
        looks += [(preset, preset_name(preset.name)) for preset in presets]
        self._preset = Choice[Preset | None](self.tr("Look"), looks)
        self._existing = QCheckBox(self.tr("Begin with the photos that are there already"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self._watch = self._buttons.addButton(self.tr("Watch"), role)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._folder.edited.connect(self._on_edited)
        self._output.edited.connect(self._on_edited)
        self._lay_out()
        self._watch.setDefault(True)  # which a dialog learns of buttons that it holds already
        self._folder.set_folder(order.folder)
        self._output.set_folder(order.output)
        self._preset.choose(order.preset)
        self._existing.setChecked(order.existing)
        self._on_edited()

    def _lay_out(self) -> None:
        rows = form()
        rows.addRow(label(self.tr("&Folder"), self._folder), self._folder)
        results = label(self.tr("&Results"), self._output)
        results.setFixedHeight(self._watch.sizeHint().height())  # beside the first line
        rows.addRow(results, self._output)
        rows.addRow(label(self.tr("&Look"), self._preset), self._preset)
        rows.addRow(label(""), self._existing)
        text = self.tr(
            "Every photo that arrives is exported as the last ones were, until you stop it or"
            " close Lowlight."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(dimmed(text))
        column.addLayout(rows)
        column.addStretch(1)
        column.addWidget(self._buttons)

    def order(self) -> WatchOrder:
        """What is shown now."""
        folder, output = self._folder.folder(), self._output.folder()
        if output == folder:
            output = Path()
        return WatchOrder(folder, output, self._preset.choice(), self._existing.isChecked())

    def accept(self) -> None:
        """Close, unless nothing could be written where it shall go."""
        if self._output.takes_results():
            super().accept()

    @Slot()
    def _on_edited(self) -> None:
        order = self.order()
        self._watch.setEnabled(order.folder != Path() and is_folder(order.folder))
