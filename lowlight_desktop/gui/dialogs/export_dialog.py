"""Which files come out of an export, and where."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from lowlight_desktop.formats.name_facts import with_metadata
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.gui.declared_words import count
from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.dialogs.file_fields import FileFields
from lowlight_desktop.gui.dialogs.folder_field import FolderField
from lowlight_desktop.gui.dialogs.form import dimmed, form, label, line
from lowlight_desktop.gui.dialogs.name_field import NameField
from lowlight_desktop.gui.dialogs.preset_bar import PresetBar
from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.gui.queue.words import about
from lowlight_desktop.photo.export_options import Existing, ExportOptions
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish

_WIDTH_PX = 560

Estimate = Callable[[tuple[Path, ...], ExportOptions], float | None]
"""About how many seconds an export takes; None: nobody knows."""


def nobody_knows(_photos: tuple[Path, ...], _options: ExportOptions) -> float | None:
    """Before the first use."""
    return None


class ExportDialog(QDialog):
    """Asks how photos shall be exported; `wish()` is the answer once it was accepted.

    Where it is not clear which photos are meant, it asks that too: `photos()`.

    Args:
        extent: What shall be exported; at least one photo is selected.
        wish: What is shown at first: what was wished last time.
        presets: Wishes with a name.
        facts: About the first photo, for the example of a name; what its tags know is added.
        estimate: How long it will take; asked at every change, so it must be quick.
    """

    def __init__(
        self,
        extent: Extent,
        wish: ExportWish,
        presets: tuple[ExportPreset, ...] = (),
        parent: QWidget | None = None,
        *,
        facts: NameFacts | None = None,
        estimate: Estimate = nobody_knows,
    ) -> None:
        super().__init__(parent)
        self._presets = {preset.name: preset.wish for preset in presets}
        self._extent, self._which = extent, self._made_choice(extent)
        self._preset_bar = PresetBar()
        self._file = FileFields(wish.options)
        first = extent.selected[0]
        self._name = NameField(_example(first, facts or NameFacts(first.stem)))
        self._folder = FolderField(self.tr("Folder"), self.tr("Beside each photo"))
        self._existing = Choice(self.tr("If a file exists"), self._answers())
        self._estimate, self._time = estimate, dimmed()
        self._time.setAccessibleDescription(self.tr("Expected time"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAutoDefault(False)  # Return never cancels, not even while a name is wrong
        self._lay_out()
        self._export.setDefault(True)  # which a dialog learns of buttons that it holds already
        self._preset_bar.set_names(sorted(self._presets))
        self.set_wish(wish)
        self._show_title()
        self._connect()
        self._export.setFocus()

    def _made_choice(self, extent: Extent) -> Segmented:
        which = Segmented(self.tr("Photos"))
        whole = self.tr("All {0} photos").format(count(len(extent.every)))
        this, all_ = extent.selected, extent.every
        which.set_options(
            (
                (this, self.tr("This photo"), self.tr("The one that is selected")),
                (all_, whole, self.tr("Every photo of the filmstrip")),
            )
        )
        which.set_value(extent.likely)
        return which

    def _answers(self) -> list[tuple[Existing, str]]:
        return [
            (Existing.NUMBER, self.tr("Add a number to the name")),
            (Existing.OVERWRITE, self.tr("Overwrite it (never the original)")),
            (Existing.SKIP, self.tr("Leave it and skip the photo")),
        ]

    def _lay_out(self) -> None:
        above, below = form(), form()
        if self._extent.is_open:
            above.addRow(label(self.tr("Photos")), self._which)
        above.addRow(label(self.tr("&Preset"), self._preset_bar), self._preset_bar)
        name, folder = label(self.tr("&Name"), self._name), label(self.tr("F&older"), self._folder)
        for words in (name, folder):
            words.setFixedHeight(self._export.sizeHint().height())  # beside the first line
        below.addRow(name, self._name)
        below.addRow(folder, self._folder)
        below.addRow(label(self.tr("&If a file exists"), self._existing), self._existing)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(above)
        column.addWidget(line())
        column.addWidget(self._file)
        column.addWidget(line())
        column.addLayout(below)
        column.addStretch(1)
        bottom = QHBoxLayout()
        bottom.setSpacing(16)
        bottom.addWidget(self._time, 1)
        bottom.addWidget(self._buttons)
        column.addLayout(bottom)
        self.setMinimumWidth(_WIDTH_PX)

    def _connect(self) -> None:
        self._which.chosen.connect(self._on_which)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._file.edited.connect(self._on_edited)
        self._name.edited.connect(self._on_edited)
        self._preset_bar.chosen.connect(self._on_preset)
        self._preset_bar.saved.connect(self._on_save)
        self._preset_bar.deleted.connect(self._on_delete)

    def photos(self) -> tuple[Path, ...]:
        """What shall be exported."""
        if not self._extent.is_open:
            return self._extent.selected
        return cast("tuple[Path, ...]", self._which.value())

    def wish(self) -> ExportWish:
        """What the photographer wants.

        Raises:
            ValueError: If the template gives no names; the dialog cannot be accepted then.
        """
        self._file.set_existing(self._existing.choice())
        return ExportWish(self._file.options(), self._folder.folder(), self._name.template())

    def accept(self) -> None:
        """Close, unless nothing could be written where it shall go."""
        if self._folder.takes_results():
            super().accept()
        else:  # there is a line more to show
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def set_wish(self, wish: ExportWish) -> None:
        """Show another wish."""
        self._file.set_options(wish.options)
        self._existing.choose(wish.options.existing)
        self._folder.set_folder(wish.folder)
        self._name.set_template(wish.template)
        self._on_edited()

    def presets(self) -> tuple[ExportPreset, ...]:
        """The wishes with a name as they are now, by their names; also when it was cancelled."""
        return tuple(ExportPreset(name, self._presets[name]) for name in sorted(self._presets))

    @Slot()
    def _show_title(self) -> None:
        photos = self.photos()
        if len(photos) == 1:
            self.setWindowTitle(self.tr("Export {0}").format(photos[0].name))
        else:
            self.setWindowTitle(self.tr("Export {0} Photos").format(count(len(photos))))

    def _show_time(self) -> None:
        seconds = self._estimate(self.photos(), self._file.options())
        text = self.tr("{0} on this computer").format(about(seconds)) if seconds else ""
        self._time.setText(text)

    @Slot()
    def _on_which(self) -> None:
        self._show_title()
        self._show_time()

    @Slot()
    def _on_edited(self) -> None:
        self._name.set_suffix(self._file.options().format.suffix)
        self._export.setEnabled(self._name.is_valid())
        self._show_time()

    @Slot(str)
    def _on_preset(self, name: str) -> None:
        self.set_wish(self._presets[name])

    @Slot(str)
    def _on_save(self, name: str) -> None:
        if self._name.is_valid():
            self._presets[name] = self.wish()
            self._preset_bar.set_names(sorted(self._presets), name)

    @Slot(str)
    def _on_delete(self, name: str) -> None:
        self._presets.pop(name, None)
        self._preset_bar.set_names(sorted(self._presets))


def _example(photo: Path, facts: NameFacts) -> NameFacts:
    return with_metadata(replace(facts, folder=photo.parent.name), photo)
