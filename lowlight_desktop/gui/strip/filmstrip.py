"""The photos at hand, in a row below the picture."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QPalette, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from lowlight_desktop.gui.strip.photo_state import PhotoState
from lowlight_desktop.gui.strip.strip_delegate import THUMBNAIL, StripDelegate
from lowlight_desktop.gui.strip.strip_menu import StripMenu
from lowlight_desktop.gui.strip.strip_model import StripModel
from lowlight_desktop.gui.strip.strip_view import StripView
from lowlight_desktop.gui.strip.thumbnails import Thumbnails, picture_of

_Select = QItemSelectionModel.SelectionFlag


class Filmstrip(QWidget):
    """Photos in a row: one is shown large, any number are selected.

    A click or an arrow key selects one photo and shows it. Ctrl and Shift change the selection
    and leave the shown photo alone, so that its settings can be given to the others. The strip
    never touches a file.

    Signals:
        current_changed: The user wants another photo shown: its Path, or None: the last has left.
        wanted_again: The user points at the shown photo once more: its Path.
        selection_changed: The user selected: a tuple of Paths in the order of the strip.
        removed: The user took photos out: a tuple of Paths.
        thumbnails_wanted: Others became visible: a tuple of all Paths in view that have no
            picture, from left to right. What was wanted before and is not among them can wait.
        copy_requested: Remember the settings of a photo: its Path.
        paste_requested: Give the remembered settings to a tuple of Paths.
        sync_requested: Give the settings of the shown photo to a tuple of Paths.
        preset_requested: Apply the preset of a name, a str, to a tuple of Paths.
        export_requested: Export a tuple of Paths.
        export_with_requested: Export, as the export preset of a name, a str, says, a tuple of
            Paths.
        show_in_folder_requested: Show a Path in the system's file manager.
    """

    current_changed, selection_changed = Signal(object), Signal(object)
    wanted_again = Signal(object)
    removed, thumbnails_wanted = Signal(object), Signal(object)
    copy_requested, paste_requested, sync_requested = Signal(object), Signal(object), Signal(object)
    preset_requested, export_requested = Signal(str, object), Signal(object)
    export_with_requested = Signal(str, object)
    show_in_folder_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_paste = False
        self._is_silent = False
        self._thumbnails = Thumbnails()
        self._wanted: set[Path] = set()
        self._model = StripModel(self)
        # With a parent from the start: else the menu below leaves it in a ring of focus of its own.
        self._view = StripView(self._model, self)
        self._view.setAccessibleName(self.tr("Filmstrip"))
        self._view.setItemDelegate(StripDelegate(self._thumbnails, self._view))
        self._view.viewport().setAutoFillBackground(True)
        self._view.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._menu = StripMenu(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit_height()
        self._asking = QTimer(self)  # scrolling asks once a turn of the event loop
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask_for_thumbnails)
        self._connect()

    def _connect(self) -> None:
        self._view.selectionModel().selectionChanged.connect(self._on_selected)
        self._view.room_changed.connect(self._asking.start)
        self._view.delete_pressed.connect(self._on_delete)
        self._view.activated_by_key.connect(self._on_wanted)
        self._view.doubleClicked.connect(self._on_wanted)
        self._view.clicked.connect(self._on_clicked)
        self._view.customContextMenuRequested.connect(self._on_menu)
        self._menu.copy_chosen.connect(self._on_copy)
        self._menu.paste_chosen.connect(self._on_paste)
        self._menu.sync_chosen.connect(self._on_sync)
        self._menu.preset_chosen.connect(self._on_preset)
        self._menu.export_chosen.connect(self._on_export)
        self._menu.export_with_chosen.connect(self._on_export_with)
        self._menu.folder_chosen.connect(self._on_folder)
        self._menu.remove_chosen.connect(self._on_delete)

    # Photos

    def add(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Put photos at the end; those that are here already stay where they are.

        Returns:
            Those that are new.
        """
        new = self._model.add(paths)
        self._asking.start()
        return new

    def remove(self, paths: Iterable[Path]) -> None:
        """Take photos out; if the shown one leaves, `current()` is its nearest neighbor."""
        leaving = set(paths)
        shown = self._model.neighbor_without(leaving)
        was_shown = self._model.current()
        with self._silence():
            for path in self._model.remove(leaving):
                self._thumbnails.forget(path)
        if shown != was_shown or not self._view.selectionModel().hasSelection():
            self.set_current(shown)
        self._asking.start()

    def paths(self) -> tuple[Path, ...]:
        """All photos, in order."""
        return self._model.paths()

    def current(self) -> Path | None:
        """The photo that is shown."""
        return self._model.current()

    def set_current(self, path: Path | None) -> None:
        """Show another photo as the shown one, and select it alone."""
        self._model.set_current(path)
        index = self._model.index_of(path) if path else None
        selection = self._view.selectionModel()
        with self._silence():
            selection.clear()
            if index is not None and index.isValid():
                selection.setCurrentIndex(index, _Select.ClearAndSelect)
                self._view.scrollTo(index)

    def selected(self) -> tuple[Path, ...]:
        """The selected photos, in order; the shown one where none is selected."""
        rows = sorted(index.row() for index in self._view.selectionModel().selectedIndexes())
        paths = self._model.paths()
        current = self._model.current()
        if not rows:
            return () if current is None else (current,)
        return tuple(paths[row] for row in rows)

    def select(self, paths: Iterable[Path]) -> None:
        """Select these and no others; the shown photo stays."""
        chosen = QItemSelection()
        for path in paths:
            if (index := self._model.index_of(path)).isValid():
                chosen.select(index, index)
        with self._silence():
            self._view.selectionModel().select(chosen, _Select.ClearAndSelect)

    def select_all(self) -> None:
        """Select every photo; tells it, as if the user had."""
        self._view.selectAll()

    def step(self, by: int) -> None:
        """Show the photo that is `by` further right; tells it, as an arrow key does."""
        paths = self._model.paths()
        current = self._model.current()
        if not paths:
            return
        row = 0 if current is None else self._model.index_of(current).row() + by
        index = self._model.index(min(max(row, 0), len(paths) - 1))
        self._view.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)

    @Slot()
    def show_next(self) -> None:
        """Show the photo at the right, as an arrow key does."""
        self.step(1)

    @Slot()
    def show_previous(self) -> None:
        """Show the photo at the left, as an arrow key does."""
        self.step(-1)

    # What is told of them

    def set_thumbnail(self, path: Path, rgb: NDArray[np.uint8]) -> None:
        """Show a photo's picture.

        Args:
            path: The photo; ignored where it has left.
            rgb: (h, w, 3) sRGB, of any size.

        Raises:
            ValueError: If `rgb` has another shape or type.
        """
        if not self._model.index_of(path).isValid():
            return
        self._wanted.discard(path)
        self._thumbnails.put(path, picture_of(rgb, THUMBNAIL, self.devicePixelRatioF()))
        self._model.changed(path)

    def thumbnail(self, path: Path) -> QPixmap | None:
        """A photo's picture, if it is here."""
        return self._thumbnails.get(path)

    def set_state(self, path: Path, state: PhotoState) -> None:
        """Show what became of a photo."""
        self._model.set_state(path, state)

    def state(self, path: Path) -> PhotoState:
        """What is shown of a photo."""
        return self._model.state(path)

    def set_rating(self, path: Path, stars: int | None) -> None:
        """Show a photo's stars, 0 to 5, or None: nobody said."""
        self._model.set_rating(path, stars)

    def set_presets(self, names: Sequence[str]) -> None:
        """Offer these presets in the menu."""
        self._menu.set_presets(names)

    def set_export_presets(self, names: Sequence[str]) -> None:
        """Offer these presets of the export dialog in the menu."""
        self._menu.set_export_presets(names)

    def leave_out_export(self) -> None:
        """Offer no exports in the menu."""
        self._menu.leave_out_export()

    def set_can_paste(self, can_paste: bool) -> None:
        """Say whether there are copied settings."""
        self._can_paste = can_paste

    def ask_again(self) -> None:
        """Want the pictures again that have not come."""
        self._wanted.clear()
        self._asking.start()

    # What the user does

    @contextmanager
    def _silence(self) -> Generator[None, None, None]:
        """What the program does to the selection is not told."""
        self._is_silent = True
        try:
            yield
        finally:
            self._is_silent = False

    @Slot()
    def _on_selected(self) -> None:
        if self._is_silent:
            return
        rows = self._view.selectionModel().selectedIndexes()
        if len(rows) == 1:
            self._show(self._model.path_at(rows[0]))
        self.selection_changed.emit(self.selected())

    @Slot()
    def _on_wanted(self) -> None:
        index = self._view.currentIndex()
        if index.isValid():
            self._show(self._model.path_at(index), again=True)

    @Slot()
    def _on_clicked(self) -> None:
        if len(self.selected()) == 1:
            self._on_wanted()

    def _show(self, path: Path | None, *, again: bool = False) -> None:
        if path != self._model.current():
            self._model.set_current(path)
            self.current_changed.emit(path)
        elif again:
            self.wanted_again.emit(path)

    @Slot()
    def _on_delete(self) -> None:
        leaving = self.selected()
        if not leaving:
            return
        before = self.current()
        self.remove(leaving)
        self.removed.emit(leaving)
        if self.current() != before:
            self.current_changed.emit(self.current())
        self.selection_changed.emit(self.selected())

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        self._menu.set_possible(can_paste=self._can_paste, count=len(self.selected()))
        self._menu.popup(self._view.viewport().mapToGlobal(place))

    @Slot()
    def _on_copy(self) -> None:
        self.copy_requested.emit(self._pointed_at())

    @Slot()
    def _on_paste(self) -> None:
        self.paste_requested.emit(self.selected())

    @Slot()
    def _on_sync(self) -> None:
        self.sync_requested.emit(self.selected())

    @Slot(str)
    def _on_preset(self, name: str) -> None:
        self.preset_requested.emit(name, self.selected())

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.selected())

    @Slot(str)
    def _on_export_with(self, name: str) -> None:
        self.export_with_requested.emit(name, self.selected())

    @Slot()
    def _on_folder(self) -> None:
        self.show_in_folder_requested.emit(self._pointed_at())

    def _pointed_at(self) -> Path | None:
        index = self._view.currentIndex()
        return self._model.path_at(index) if index.isValid() else self.current()

    # What is visible

    @Slot()
    def _ask_for_thumbnails(self) -> None:
        missing = [path for path in self.in_view() if self._lacks_picture(path)]
        if self.isVisible() and not self._wanted.issuperset(missing):
            self._wanted = set(missing)
            self.thumbnails_wanted.emit(tuple(missing))

    def _lacks_picture(self, path: Path) -> bool:
        state = self._model.state(path)
        return path not in self._thumbnails and not (state.failure or state.is_missing)

    def in_view(self) -> tuple[Path, ...]:
        """The photos that can be seen, from left to right."""
        paths = self._model.paths()
        room = self._view.viewport().rect()
        first = self._view.indexAt(QPoint(1, room.center().y()))
        if not paths or not first.isValid():
            return ()
        width = max(1, self._view.visualRect(first).width())
        return paths[first.row() : first.row() + room.width() // width + 2]

    def _fit_height(self) -> None:
        option = QStyleOptionViewItem()
        option.initFrom(self._view)
        cell = self._view.itemDelegate().sizeHint(option, QModelIndex()).height()
        self._view.setFixedHeight(cell + self._view.horizontalScrollBar().sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the pictures that are in view now."""
        super().showEvent(event)
        self._asking.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()
