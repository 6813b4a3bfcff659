"""How the window works, for all photos."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.general_page import GeneralPage
from lowlight_desktop.gui.dialogs.hosts_page import HostsPage
from lowlight_desktop.gui.dialogs.performance_page import PerformancePage
from lowlight_desktop.gui.dialogs.privacy_page import PrivacyPage
from lowlight_desktop.gui.settings import Settings

_WIDTH_PX, _HEIGHT_PX = 680, 520


class PreferencesDialog(QDialog):
    """Shows settings and changes them; `settings()` is the answer once it was accepted.

    Args:
        settings: What is shown at first.
        devices: What computes here; can be told later.
        languages: Codes as Qt writes them, each with its name, besides the system's.

    Signals:
        test_requested: The device of this id, a str, shall be measured.
    """

    test_requested = Signal(str)

    def __init__(
        self,
        settings: Settings,
        devices: Sequence[DeviceRow] = (),
        parent: QWidget | None = None,
        *,
        languages: Sequence[tuple[str, str]] = (("en", "English"),),
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Preferences"))
        self._general = GeneralPage(settings, languages)
        self._performance = PerformancePage(settings, devices)
        self._performance.test_requested.connect(self.test_requested)
        self._hosts = HostsPage()
        self._tabs = QTabWidget()
        self._tabs.addTab(self._general, self.tr("&General"))
        self._tabs.addTab(self._performance, self.tr("&Devices"))
        self._tabs.addTab(self._hosts, self.tr("&Other Programs"))
        self._tabs.addTab(PrivacyPage(), self.tr("&Privacy"))
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)
        self.resize(_WIDTH_PX, _HEIGHT_PX)

    def settings(self) -> Settings:
        """What the user wants; what the dialog does not show is as it was."""
        general, performance = self._general, self._performance
        return replace(
            self._settings,
            theme=general.theme(),
            language=general.language(),
            display_profile=general.display_profile(),
            start_folder=general.start_folder(),
            presets_folder=general.presets_folder(),
            device=performance.device(),
            memory_budget_gb=performance.memory_budget_gb(),
        )

    @property
    def hosts(self) -> HostsPage:
        """The page of other programs, which acts at once."""
        return self._hosts

    def show_devices(self) -> None:
        """Turn to the page of the devices."""
        self._tabs.setCurrentWidget(self._performance)

    def show_programs(self) -> None:
        """Turn to the page of other programs."""
        self._tabs.setCurrentWidget(self._hosts)

    def set_devices(self, devices: Sequence[DeviceRow]) -> None:
        """What computes here, once it is known."""
        self._performance.set_devices(devices)

    def set_result(self, device: str, megapixels_per_s: float) -> None:
        """Show what was measured on a device."""
        self._performance.devices_page.set_result(device, megapixels_per_s)

    def set_failure(self, device: str, sentence: str) -> None:
        """Show that a device could not be measured, and why."""
        self._performance.devices_page.set_failure(device, sentence)
