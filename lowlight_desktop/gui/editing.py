"""The edit menu: steps back and forth, settings from photo to photo."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.photo.recipe import Recipe


class Editing(QObject):
    """Joins the actions of the edit menu with the album."""

    def __init__(
        self,
        actions: Mapping[str, QAction],
        album: Album,
        darkroom: Darkroom,
        strip: Filmstrip,
        desk: StripDesk,
    ) -> None:
        super().__init__(darkroom)
        self._actions, self._album = actions, album
        self._darkroom, self._strip, self._desk = darkroom, strip, desk
        for id_, slot in {
            "undo": self._on_undo,
            "redo": self._on_redo,
            "select_all": self._on_select_all,
            "copy": self._on_copy,
            "paste": self._on_paste,
            "sync": self._on_sync,
            "reset": self._on_reset,
        }.items():
            actions[id_].triggered.connect(slot)
        album.changed.connect(self._on_changed)
        darkroom.opened.connect(self.show_steps)

    @Slot()
    def show_steps(self) -> None:
        """Say what can be undone, redone and reset of the photo that is open."""
        path = self._darkroom.path
        history = self._album.edit(path).history if path is not None else None
        is_edited = path is not None and self._album.edit(path).is_edited
        self._actions["reset"].setEnabled(self._darkroom.photo is not None and is_edited)
        undo, redo = self._actions["undo"], self._actions["redo"]
        undo.setEnabled(history is not None and history.can_undo)
        redo.setEnabled(history is not None and history.can_redo)
        undo_label = history.undo_label if history else ""
        redo_label = history.redo_label if history else ""
        undo.setText(self.tr("&Undo {0}").format(undo_label) if undo_label else self.tr("&Undo"))
        redo.setText(self.tr("&Redo {0}").format(redo_label) if redo_label else self.tr("&Redo"))

    @Slot(object)
    def _on_changed(self, path: Path) -> None:
        if path == self._darkroom.path:
            self.show_steps()

    @Slot()
    def _on_undo(self) -> None:
        if self._darkroom.path is not None:
            self._album.undo(self._darkroom.path)

    @Slot()
    def _on_redo(self) -> None:
        if self._darkroom.path is not None:
            self._album.redo(self._darkroom.path)

    @Slot()
    def _on_select_all(self) -> None:
        self._strip.select_all()

    @Slot()
    def _on_copy(self) -> None:
        self._desk.copy(self._strip.current())

    @Slot()
    def _on_paste(self) -> None:
        self._desk.paste(self._strip.selected())

    @Slot()
    def _on_sync(self) -> None:
        self._desk.sync(self._strip.selected())

    @Slot()
    def _on_reset(self) -> None:
        self._darkroom.show_recipe(Recipe(), self.tr("Reset photo"))
