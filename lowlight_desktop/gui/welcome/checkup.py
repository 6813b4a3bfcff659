"""Looks at this computer for the welcome: what computes and how fast, which programs are here."""

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.device_trials import DeviceTrials
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.host_work import HostWork
from lowlight_desktop.hosts.install import Host


class Checkup(QObject):
    """Finds the device that will be used and measures it, once; looks for programs.

    Args:
        wish: A device's id, or "auto".

    Signals:
        device_found: Its `DeviceRow`; measuring begins.
        measured: Megapixels per second.
        failed: A sentence: it cannot be measured.
        programs_found: (A tuple of `Report`, this program's version).
        program_told: A `Report`.
        programs_failed: A sentence.
    """

    device_found, measured, failed = Signal(object), Signal(float), Signal(str)
    programs_found, program_told = Signal(tuple, str), Signal(object)
    programs_failed = Signal(str)

    def __init__(self, wish: str, parent: QObject) -> None:
        super().__init__(parent)
        self._wish, self._is_wanted = wish, False
        self._device: DeviceRow | None = None
        self._speed: float | None = None
        self._trials, self._hosts = DeviceTrials(self), HostWork(self)
        self._trials.found.connect(self._on_found)
        self._trials.measured.connect(self._on_measured)
        self._trials.failed.connect(self._on_failed)
        self._hosts.found.connect(self.programs_found)
        self._hosts.told.connect(self.program_told)
        self._hosts.failed.connect(self.programs_failed)

    @property
    def is_idle(self) -> bool:
        """Whether everything is told."""
        return self._trials.is_idle and self._hosts.is_idle

    def begin(self) -> None:
        """Look; what was measured before is told again."""
        self._is_wanted = True
        self._hosts.find()  # before what computes is imported: it takes turns with all
        if self._device is not None and self._speed is not None:
            self.device_found.emit(self._device)
            self.measured.emit(self._speed)
        elif self._trials.is_idle:
            self._trials.find()

    def give_up(self) -> None:
        """Begin nothing more: there is a photo to work on."""
        self._is_wanted = False

    @Slot(object, bool)
    def install(self, host: Host, over: bool) -> None:
        """Put Lowlight into the menu of a program; `over`: also over files that were changed."""
        self._hosts.install(host, over)

    def stop(self) -> None:
        """End the threads, once what they do is done."""
        self._trials.stop()
        self._hosts.stop()

    @Slot(tuple)
    def _on_found(self, rows: tuple[DeviceRow, ...]) -> None:
        if self._is_wanted and rows:
            chosen = [row for row in rows if row.id == self._wish]
            self._device = (*chosen, *rows)[0]
            self.device_found.emit(self._device)
            self._trials.measure(self._device.id)

    @Slot(str, float)
    def _on_measured(self, _device: str, megapixels_per_s: float) -> None:
        self._speed = megapixels_per_s
        self.measured.emit(megapixels_per_s)

    @Slot(str, str)
    def _on_failed(self, _device: str, sentence: str) -> None:
        self.failed.emit(sentence)
