"""Preferences: what computes, and what it may take."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.devices_page import DevicesPage
from lowlight_desktop.gui.dialogs.form import form, label, line, number_field
from lowlight_desktop.gui.settings import LARGEST_BUDGET_GB, SMALLEST_BUDGET_GB, Settings

_AUTO = "auto"
_USUAL_GB = 4


class PerformancePage(QWidget):
    """The device to use, the memory budget, and all devices with their speed.

    Args:
        settings: What is shown at first.
        devices: What computes here; can be told later.

    Signals:
        test_requested: The device of this id, a str, shall be measured.
    """

    test_requested = Signal(str)

    def __init__(
        self, settings: Settings, devices: Sequence[DeviceRow] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wish = settings.device
        self._device: Choice[str] = Choice(self.tr("Device"))
        budgets = [(False, self.tr("What is free")), (True, self.tr("At most"))]
        self._budget = Choice(self.tr("Memory"), budgets)
        self._gigabytes = QSpinBox()
        self._gigabytes.setRange(SMALLEST_BUDGET_GB, LARGEST_BUDGET_GB)
        self._gigabytes.setSuffix(self.tr(" GB"))
        number_field(self._gigabytes, self.tr("Memory budget"))
        self._gigabytes.setToolTip(self.tr("What the networks may take of the device's memory"))
        self._gigabytes.setValue(settings.memory_budget_gb or _USUAL_GB)
        self._budget.choose(settings.memory_budget_gb is not None)
        self._gigabytes.setEnabled(settings.memory_budget_gb is not None)
        self.devices_page = DevicesPage()
        self.devices_page.test_requested.connect(self.test_requested)
        self._budget.chosen.connect(self._on_budget)
        self._lay_out()
        self.set_devices(devices)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._budget, 1)
        row.addWidget(self._gigabytes)
        above = form()
        above.addRow(label(self.tr("&Use"), self._device), self._device)
        above.addRow(label(self.tr("&Memory"), self._budget), row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(16)
        column.addLayout(above)
        column.addWidget(line())
        column.addWidget(self.devices_page)
        column.addStretch(1)

    def set_devices(self, devices: Sequence[DeviceRow]) -> None:
        """Offer and list these; a device that was wished and has gone stays offered."""
        wish = self._wish if self._device.currentIndex() < 0 else self._device.choice()
        offered = [(_AUTO, self.tr("The fastest device")), *((d.id, d.name) for d in devices)]
        if wish not in (id_ for id_, _ in offered):
            offered.append((wish, self.tr("{0} (not here now)").format(wish)))
        self._device.offer(offered)
        self._device.choose(wish)
        self.devices_page.set_rows(devices)

    def device(self) -> str:
        """The id of a device, or "auto"."""
        return self._device.choice()

    def memory_budget_gb(self) -> int | None:
        """What the networks may take, or None: what is free."""
        return self._gigabytes.value() if self._budget.choice() else None

    @Slot()
    def _on_budget(self) -> None:
        self._gigabytes.setEnabled(self._budget.choice())
