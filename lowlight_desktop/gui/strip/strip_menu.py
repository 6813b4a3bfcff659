"""What can be done with the photos of the strip."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lowlight_desktop.gui.declared_words import preset_name


class StripMenu(QMenu):
    """The context menu; knows nothing of which photos are meant.

    Signals:
        copy_chosen: Remember the settings of the photo.
        paste_chosen: Give the remembered settings to the photos.
        sync_chosen: Give the settings of the shown photo to the photos.
        preset_chosen: Apply the preset of this name, a str.
        export_chosen: Export the photos.
        export_with_chosen: Export them as the export preset of this name, a str, says.
        folder_chosen: Show the photo in the system's file manager.
        remove_chosen: Take the photos out of the strip.
    """

    copy_chosen, paste_chosen, sync_chosen = Signal(), Signal(), Signal()
    preset_chosen, export_with_chosen = Signal(str), Signal(str)
    export_chosen, folder_chosen, remove_chosen = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = self._entry(self.tr("Copy Settings"), "Ctrl+Shift+C")
        self._paste = self._entry(self.tr("Paste Settings"), "Ctrl+Shift+V")
        self._sync = self._entry(self.tr("Sync Selection"), "Ctrl+Shift+S")
        self._presets = self.addMenu(self.tr("Apply Preset"))
        self.addSeparator()
        self._export = self._entry(self.tr("Export…"), "Ctrl+E")
        self._export_presets = self.addMenu(self.tr("Export With Preset"))
        self._folder = self._entry(self.tr("Show in Folder"))
        self.addSeparator()
        self._remove = self._entry(self.tr("Remove from Strip"), "Del")
        self._remove.setStatusTip(self.tr("The file stays where it is"))
        self._copy.triggered.connect(self.copy_chosen)
        self._paste.triggered.connect(self.paste_chosen)
        self._sync.triggered.connect(self.sync_chosen)
        self._export.triggered.connect(self.export_chosen)
        self._folder.triggered.connect(self.folder_chosen)
        self._remove.triggered.connect(self.remove_chosen)
        self._presets.triggered.connect(self._on_preset)
        self._export_presets.triggered.connect(self._on_export_preset)
        self.set_presets(())
        self.set_export_presets(())
        self.set_possible(can_paste=False, count=0)

    def _entry(self, text: str, keys: str = "") -> QAction:
        """One entry; its keys are those of the window, or of the strip, and only shown here."""
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = QAction(f"{text}\t{native}" if native else text, self)
        self.addAction(action)
        return action

    def set_presets(self, names: Sequence[str]) -> None:
        """Offer these presets."""
        _fill(self._presets, {name: preset_name(name) for name in names})

    def set_export_presets(self, names: Sequence[str]) -> None:
        """Offer these presets of the export dialog."""
        _fill(self._export_presets, {name: name for name in names})

    def leave_out_export(self) -> None:
        """Offer no exports."""
        self._export.setVisible(False)
        self._export_presets.menuAction().setVisible(False)

    def set_possible(self, *, can_paste: bool, count: int) -> None:
        """Offer what makes sense.

        Args:
            can_paste: Whether settings were copied.
            count: How many photos are meant.
        """
        for action in self.actions():
            action.setEnabled(count > 0)
        self._paste.setEnabled(can_paste and count > 0)
        self._sync.setEnabled(count > 1)
        for menu in (self._presets, self._export_presets):
            menu.menuAction().setEnabled(count > 0 and not menu.isEmpty())
        self._export.setText(self.tr("Export %n Photos…", "", count))

    def _on_preset(self, action: QAction) -> None:
        self.preset_chosen.emit(str(action.data()))

    def _on_export_preset(self, action: QAction) -> None:
        self.export_with_chosen.emit(str(action.data()))


def _fill(menu: QMenu, texts: Mapping[str, str]) -> None:
    """Offer these texts, by their names."""
    menu.clear()
    for name, text in texts.items():
        menu.addAction(text.replace("&", "&&")).setData(name)
    menu.menuAction().setEnabled(bool(texts))
