"""The settings of now: who changes them, who follows them, where they are written."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.opening import Opening
from lowlight_desktop.gui.presets_desk import PresetsDesk
from lowlight_desktop.gui.settings import Settings, save, with_recent
from lowlight_desktop.gui.settings_desk import SettingsDesk, display_space
from lowlight_desktop.photo.errors import ReadError


@dataclass(frozen=True, slots=True)
class Followers:
    """Those who change settings or work by them."""

    choices: SettingsDesk
    opening: Opening
    exporting: Exporting
    presets: PresetsDesk
    darkroom: Darkroom
    live: LiveThread
    exporter: Exporter
    canvas: Canvas


class Remembering(QObject):
    """Holds the settings; a change is written at once, and told to those whom it concerns.

    Signals:
        failed: An exception: the chosen display profile cannot be used.
    """

    failed = Signal(object)

    def __init__(
        self, settings: Settings, store: QSettings, followers: Followers, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings, self._store, self._followers = settings, store, followers
        followers.choices.changed.connect(self._on_chosen)
        followers.opening.searched.connect(self._on_searched)
        followers.opening.missed.connect(self._on_missed)
        followers.exporting.wished.connect(self._on_wished)

    @property
    def settings(self) -> Settings:
        """What is remembered now."""
        return self._settings

    def restore(self) -> None:
        """Tell those who follow what was remembered from the last run."""
        settings = self._settings
        self._followers.opening.set_folders(settings.start_folder, settings.recent_folders)
        self._followers.presets.set_folder(settings.presets_folder)
        self._show_colors()

    def remember(self, **changes: object) -> None:
        """Keep other values of some of the settings."""
        self._settings = replace(self._settings, **changes)  # pyright: ignore[reportArgumentType]
        self._followers.choices.set_settings(self._settings)
        save(self._settings, self._store)

    @Slot(object)
    def _on_chosen(self, settings: Settings) -> None:
        place = settings.device, settings.budget_bytes
        if place != (self._settings.device, self._settings.budget_bytes):
            self._followers.live.use(*place)
            self._followers.exporter.use(*place)
            self._followers.darkroom.ask_again()
        self._settings = settings
        save(settings, self._store)
        self._followers.presets.set_folder(settings.presets_folder)
        self._show_colors()

    @Slot(object)
    def _on_searched(self, folder: Path) -> None:
        recent = with_recent(self._settings.recent_folders, folder)
        self.remember(recent_folders=recent)
        self._followers.opening.set_folders(self._settings.start_folder, recent)

    @Slot(object)
    def _on_missed(self, folder: Path) -> None:
        recent = tuple(path for path in self._settings.recent_folders if path != folder)
        self.remember(recent_folders=recent)
        self._followers.opening.set_folders(self._settings.start_folder, recent)

    @Slot(object, tuple)
    def _on_wished(self, wish: object, presets: tuple[object, ...]) -> None:
        self.remember(export=wish, export_presets=presets)

    def _show_colors(self) -> None:
        try:
            self._followers.canvas.set_display(display_space(self._settings.display_profile))
        except ReadError as error:
            self.failed.emit(error)
