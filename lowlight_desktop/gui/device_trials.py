"""Finds and measures devices for the preferences, in a thread that exists while they are open."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.declared_words import error_words
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.work.task import Task
from lowlight_desktop.gui.work.work_thread import WorkThread
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.devices import DeviceFacts, devices_here, megapixels_per_s


class DeviceTrials(QObject):
    """Asks the engine what there is, and measures it when asked to.

    Signals:
        found: A tuple of `DeviceRow`.
        measured: (id, megapixels per second).
        failed: (id, sentence): it cannot be measured; an empty id: nothing can be found.
    """

    found, measured, failed = Signal(tuple), Signal(str, float), Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = WorkThread("device trials", self)
        self._thread.done.connect(self._on_done)
        self._thread.failed.connect(self._on_failed)
        self._trials: dict[Task, str] = {}

    @property
    def is_idle(self) -> bool:
        """Whether everything is told."""
        return self._thread.is_idle

    def find(self) -> None:
        """Ask what there is."""
        self._thread.give(Task(_found, "Finding devices"))

    @Slot(str)
    def measure(self, device: str) -> None:
        """Light a photo on a device and time it."""
        task = Task(partial(_measured, device), f"Measuring {device}")
        self._trials[task] = device
        self._thread.give(task)

    def stop(self) -> None:
        """End the thread."""
        self._thread.stop()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        if isinstance(result, float):
            self.measured.emit(self._trials.pop(task), result)
        elif isinstance(result, tuple):
            self.found.emit(result)

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        self.failed.emit(self._trials.pop(task, ""), error_words(error))


def _found(_progress: Progress) -> tuple[DeviceRow, ...]:
    return tuple(_row(facts) for facts in devices_here())


def _row(facts: DeviceFacts) -> DeviceRow:
    return DeviceRow(facts.id, facts.name, facts.backend, facts.memory_bytes)


def _measured(device: str, _progress: Progress) -> float:
    return megapixels_per_s(device)
