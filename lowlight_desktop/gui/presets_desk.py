"""Presets in the menu: applied, saved, read from files, written to files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.declared_words import preset_about, preset_name
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.photo.errors import LowlightError, UsageError
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, said_by
from lowlight_desktop.studio.preset_files import (
    default_folder,
    delete_preset,
    export_preset,
    import_preset,
    load_presets,
    save_preset,
)
from lowlight_desktop.studio.presets import BUILT_IN, Preset, find_preset

_NAME_PX = 400  # of the dialog that asks for one


@dataclass(frozen=True, slots=True)
class PresetParts:
    """What presets work on."""

    album: Album
    strip: Filmstrip
    desk: StripDesk


class PresetsDesk(QObject):
    """Offers presets for the selected photos and keeps the photographer's own.

    Signals:
        failed: An exception to be told.
    """

    failed = Signal(object)

    def __init__(
        self, menu: QMenu, actions: dict[str, QAction], parts: PresetParts, window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._folder = default_folder()
        self._presets: tuple[Preset, ...] = BUILT_IN
        self._skipped: frozenset[str] = frozenset()
        self._menu = QMenu(self.tr("Pre&sets"), menu)
        self._menu.setToolTipsVisible(True)
        menu.insertMenu(actions["save_preset"], self._menu)
        self._menu.triggered.connect(self._on_chosen)
        actions["save_preset"].triggered.connect(self._on_save)
        actions["import_preset"].triggered.connect(self._on_import)
        actions["export_preset"].triggered.connect(self._on_export)
        self._deleting = actions["delete_preset"]
        self._deleting.triggered.connect(self._on_delete)
        parts.strip.preset_requested.connect(self.apply)

    @property
    def menu(self) -> QMenu:
        """The presets to choose from."""
        return self._menu

    @property
    def presets(self) -> tuple[Preset, ...]:
        """What is offered: those that come with the program, then the photographer's own."""
        return self._presets

    def set_folder(self, folder: Path) -> None:
        """Where own presets lie; an empty path: in the user's configuration."""
        self._folder = default_folder() if folder == Path() else folder
        own = load_presets(self._folder)
        for error in own.skipped:
            if str(error) not in self._skipped:  # each is told once
                self.failed.emit(error)
        self._skipped = frozenset(map(str, own.skipped))
        self._presets = (*BUILT_IN, *own.presets)
        self._fill()

    def name_of(self, recipe: Recipe) -> str:
        """The preset that a look is, brush strokes aside; "" where it is none."""
        return next((p.name for p in self._presets if p.on(recipe) == recipe), "")

    @Slot(str, object)
    def apply(self, name: str, photos: Sequence[Path]) -> None:
        """Give these photos the look of a preset."""
        preset = find_preset(name, self._presets)
        if preset is not None:
            self._parts.desk.give(preset.recipe, photos, preset_name(preset.name))

    def _kind(self) -> str:
        return self.tr("Lowlight preset (*.json)")

    def _fill(self) -> None:
        self._menu.clear()
        for i, preset in enumerate(self._presets):
            if i == len(BUILT_IN):
                self._menu.addSeparator()
            action = self._menu.addAction(preset_name(preset.name).replace("&", "&&"))
            action.setData(preset.name)
            action.setToolTip(preset_about(preset))
        self._deleting.setEnabled(bool(self._own()))
        self._parts.strip.set_presets([preset.name for preset in self._presets])

    def _own(self) -> tuple[Preset, ...]:
        return self._presets[len(BUILT_IN) :]

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.apply(action.data(), self._parts.strip.selected())

    @Slot()
    def _on_save(self) -> None:
        current = self._parts.strip.current()
        if current is None:
            return
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Save as Preset"))
        dialog.setLabelText(self.tr("Name of the preset"))
        dialog.resize(_NAME_PX, dialog.sizeHint().height())
        if dialog.exec() and self._may_have(dialog.textValue()):
            self._keep(dialog.textValue(), current)

    def _may_have(self, name: str) -> bool:
        """Whether a new preset may be called so, in the place of an own one perhaps."""
        if (built_in := find_preset(name, BUILT_IN)) is not None:
            taken = Sentence("{0} comes with Lowlight", preset_name(built_in.name))
            self.failed.emit(UsageError(Sentence("{0}. Choose another name.", taken)))
            return False
        older = find_preset(name, self._own())
        if older is None:
            return True
        question = self.tr("There is a preset called {0}. Replace it?").format(older.name)
        title, yes = self.tr("Save as Preset"), QMessageBox.StandardButton.Yes
        return QMessageBox.question(self._window, title, question) == yes

    def _keep(self, name: str, photo: Path) -> None:
        try:
            save_preset(self._folder, Preset(name, self._parts.album.looked_up(photo).recipe))
        except ValueError as error:
            self.failed.emit(UsageError(Sentence("{0}.", said_by(error))))
        except LowlightError as error:
            self.failed.emit(error)
        self.set_folder(self._folder)

    @Slot()
    def _on_delete(self) -> None:
        names = [preset.name for preset in self._own()]
        name, given = QInputDialog.getItem(
            self._window, self.tr("Delete Preset"), self.tr("Preset to forget"), names, 0, False
        )
        if given:
            try:
                delete_preset(self._folder, name)
            except LowlightError as error:
                self.failed.emit(error)
            self.set_folder(self._folder)

    @Slot()
    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import Preset"), str(Path.home()), self._kind()
        )
        if name:
            try:
                import_preset(self._folder, Path(name))  # a taken name gets a number
            except LowlightError as error:
                self.failed.emit(error)
            self.set_folder(self._folder)

    @Slot()
    def _on_export(self) -> None:
        current = self._parts.strip.current()
        if current is None:
            return
        start = Path.home() / f"{current.stem}.json"
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export Preset"), str(start), self._kind()
        )
        if name:
            recipe = self._parts.album.looked_up(current).recipe
            try:
                export_preset(Preset(Path(name).stem, recipe), Path(name))
            except ValueError as error:
                self.failed.emit(UsageError(Sentence("{0}.", said_by(error))))
            except LowlightError as error:
                self.failed.emit(error)
