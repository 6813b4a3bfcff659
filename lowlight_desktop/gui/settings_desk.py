"""The dialogs about the program itself: preferences, devices, shortcuts, about."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QColorSpace, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from lowlight_desktop import __version__
from lowlight_desktop.formats.display_profile import display_profile
from lowlight_desktop.gui.language import LANGUAGES
from lowlight_desktop.gui.settings import SYSTEM, Settings
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import THEMES
from lowlight_desktop.photo.errors import LowlightError, ReadError
from lowlight_desktop.photo.sentence import Sentence

if TYPE_CHECKING:
    from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog

_SCREENS = ("xcb", "windows")
"""Qt's names for the platforms whose windows show the numbers that they are given."""


class SettingsDesk(QObject):
    """Shows the dialogs, and holds the settings that they change.

    What only a dialog needs is imported when it is asked for: the window comes sooner.

    Signals:
        changed: The new `Settings`.
        failed: An exception to be told.
    """

    changed, failed = Signal(object), Signal(object)

    def __init__(self, settings: Settings, actions: Mapping[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._actions, self._window = settings, actions, window
        actions["preferences"].triggered.connect(self._on_preferences)
        actions["devices"].triggered.connect(self._on_devices)
        actions["shortcuts"].triggered.connect(self._on_shortcuts)
        actions["about"].triggered.connect(self._on_about)

    def set_settings(self, settings: Settings) -> None:
        """What is remembered has changed elsewhere."""
        self._settings = settings

    @Slot()
    def _on_preferences(self) -> None:
        self._show(self._dialog())

    @Slot()
    def _on_devices(self) -> None:
        dialog = self._dialog()
        dialog.show_devices()
        self._show(dialog)

    @Slot()
    def show_programs(self) -> None:
        """Show the preferences of other programs."""
        dialog = self._dialog()
        dialog.show_programs()
        self._show(dialog)

    def _dialog(self) -> "PreferencesDialog":
        from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog

        return PreferencesDialog(self._settings, parent=self._window, languages=LANGUAGES)

    def _show(self, dialog: "PreferencesDialog") -> None:
        from lowlight_desktop.gui.device_trials import DeviceTrials
        from lowlight_desktop.gui.host_work import HostWork

        trials, hosts = DeviceTrials(dialog), HostWork(dialog)
        dialog.test_requested.connect(trials.measure)
        trials.found.connect(dialog.set_devices)
        trials.measured.connect(dialog.set_result)
        trials.failed.connect(dialog.set_failure)
        dialog.hosts.install_wanted.connect(hosts.install)
        dialog.hosts.remove_wanted.connect(hosts.remove)
        dialog.hosts.folder_chosen.connect(hosts.name)
        hosts.found.connect(dialog.hosts.set_reports)
        hosts.told.connect(dialog.hosts.set_report)
        hosts.failed.connect(dialog.hosts.set_failure)
        hosts.find()  # before what computes is imported: it takes turns with all
        trials.find()
        accepted = dialog.exec()
        for work in (trials, hosts):
            work.stop()
        if accepted and dialog.settings() != self._settings:
            self._change(dialog.settings())
        dialog.deleteLater()

    def _change(self, settings: Settings) -> None:
        app = QApplication.instance()
        if settings.theme != self._settings.theme and isinstance(app, QApplication):
            apply(app, THEMES[settings.theme])
        self._settings = settings
        self.changed.emit(settings)

    @Slot()
    def _on_shortcuts(self) -> None:
        from lowlight_desktop.gui.dialogs.shortcuts_dialog import ShortcutsDialog

        others = (
            (self.tr("Show the original"), self.tr("hold B")),
            (self.tr("Pan"), self.tr("drag, Space and drag, arrow keys")),
            (self.tr("Zoom at the pointer"), self.tr("wheel")),
            (self.tr("Fit or 100%"), self.tr("double click")),
        )
        ShortcutsDialog(self._actions.values(), others, self._window).exec()

    @Slot()
    def _on_about(self) -> None:
        from lowlight_desktop.gui.dialogs.about_dialog import AboutDialog
        from lowlight_desktop.studio.licenses import works
        from lowlight_desktop.studio.model_notes import model_notes

        try:
            notes = model_notes()
        except LowlightError as error:
            self.failed.emit(error)
            return
        AboutDialog(__version__, notes, works, self._window).exec()


def display_space(profile: str) -> QColorSpace | None:
    """The display's color space.

    Args:
        profile: As `Settings.display_profile`.

    Returns:
        None where the display shows sRGB, or nobody knows better: the system has no profile, or
        one that Qt cannot convert to.

    Raises:
        ReadError: If a profile was chosen and cannot be used.
    """
    if profile == SYSTEM:
        return _space_of_system()
    if profile == "srgb":
        return None
    path = Path(profile)
    try:
        space = QColorSpace.fromIccProfile(path.read_bytes())
    except OSError as error:
        raise ReadError(path, Sentence("it cannot be read ({0})", str(error.strerror))) from error
    if not _fits_display(space):
        raise ReadError(path, Sentence("it is no color profile that a display can have"))
    return space


def _space_of_system() -> QColorSpace | None:
    profile = display_profile() if QGuiApplication.platformName() in _SCREENS else None
    if profile is None:
        return None
    space = QColorSpace.fromIccProfile(profile)
    return space if _fits_display(space) else None


def _fits_display(space: QColorSpace) -> bool:
    """Whether colors can be converted to it; some profiles only say where they come from."""
    return space.isValidTarget() and space.colorModel() is QColorSpace.ColorModel.Rgb
