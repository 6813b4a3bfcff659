"""The ways to export from the window: asked how, as the last time, as a preset says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.opening import Opening
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.studio.export_wish import ExportPreset


@dataclass(frozen=True, slots=True)
class ExportParts:
    """What exports are started from, and what does them.

    Attributes:
        exporting: Asks, and hands the photos to the queue.
        strip: Which photos there are, and which are selected.
        opening: Whether they came together.
        actions: Those of the window, by their id.
        file_menu: Where the presets are offered.
    """

    exporting: Exporting
    strip: Filmstrip
    opening: Opening
    actions: dict[str, QAction]
    file_menu: QMenu


class ExportDesk(QObject):
    """Starts exports from the menus, and offers the presets of the export dialog there.

    Args:
        parts: What it joins.
        settings: Those of now.
        window: Whose dialogs they are.
    """

    def __init__(
        self, parts: ExportParts, settings: Callable[[], Settings], window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts, self._settings = parts, settings
        self._presets: dict[str, ExportPreset] = {}
        self._one_of: tuple[Path, ...] = ()
        self._menu = QMenu(self.tr("Export With P&reset"), parts.file_menu)
        parts.file_menu.insertMenu(parts.actions["watch"], self._menu)
        self._menu.triggered.connect(self._on_chosen)
        parts.actions["export"].triggered.connect(self.ask)
        parts.actions["export_again"].triggered.connect(self.again)
        parts.strip.export_requested.connect(self._on_requested)
        parts.strip.export_with_requested.connect(self._on_requested_with)
        parts.exporting.wished.connect(self._on_wished)
        self.offer(settings().export_presets)

    @property
    def menu(self) -> QMenu:
        """The presets to choose from."""
        return self._menu

    def offer(self, presets: Sequence[ExportPreset]) -> None:
        """Offer these presets in the menus."""
        self._presets = {preset.name: preset for preset in presets}
        self._menu.clear()
        for name in self._presets:
            self._menu.addAction(name.replace("&", "&&")).setData(name)
        if not presets:
            hint = self.tr("No presets yet: the export dialog saves them")
            self._menu.addAction(hint).setEnabled(False)
        self._parts.strip.set_export_presets(tuple(self._presets))

    @Slot()
    def ask(self) -> None:
        """Ask how, and which photos where that is not clear, then export them."""
        self._ask(self._extent())

    @Slot()
    def again(self) -> None:
        """Export as the last time."""
        self._parts.exporting.start(self._meant(), self._settings().export)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._on_requested_with(action.data(), self._meant())

    @Slot(str, object)
    def _on_requested_with(self, name: str, photos: Sequence[Path]) -> None:
        self._parts.exporting.start(photos, self._presets[name].wish)

    @Slot(object)
    def _on_requested(self, photos: Sequence[Path]) -> None:
        self._ask(Extent(tuple(photos)))

    @Slot(object, tuple)
    def _on_wished(self, _wish: object, presets: tuple[ExportPreset, ...]) -> None:
        self.offer(presets)

    def _extent(self) -> Extent:
        strip = self._parts.strip
        return Extent(strip.selected(), strip.paths(), self._parts.opening.came_together)

    def _meant(self) -> tuple[Path, ...]:
        """Which photos, without asking; who has said of these that one was meant, means one."""
        extent = self._extent()
        return extent.selected if extent.every == self._one_of else extent.likely

    def _ask(self, extent: Extent) -> None:
        settings = self._settings()
        photos = self._parts.exporting.ask(extent, settings.export, settings.export_presets)
        if photos and extent.is_open:
            self._one_of = extent.every if photos == extent.selected else ()
