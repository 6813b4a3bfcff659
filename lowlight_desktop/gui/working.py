"""What is running, in the status bar, and the way to stop it."""

from PySide6.QtCore import QObject, QTimer, Slot

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.live_thread import LiveThread

_PATIENCE_MS = 700  # what is over sooner is not worth a flicker


class Working(QObject):
    """Joins the engine and the export with the status bar; the longer work has the bar."""

    def __init__(self, status: StatusBar, live: LiveThread, exporter: Exporter) -> None:
        super().__init__(status)
        self._status, self._live, self._exporter = status, live, exporter
        self._what, self._fraction = "", 0.0
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        live.worked.connect(self._on_worked)
        exporter.progressed.connect(self._on_export)
        exporter.finished.connect(self._on_finished)
        status.cancelled.connect(self._on_cancel)

    @Slot(str, float)
    def _on_worked(self, what: str, fraction: float) -> None:
        if self._exporter.is_busy:
            return
        if not what:
            self._patience.stop()
            self._what = ""
            self._status.clear_work()
            return
        is_new = what != self._what
        self._what, self._fraction = what, fraction
        if is_new:
            self._patience.start()
        elif not self._patience.isActive():
            self._show()

    @Slot()
    def _show(self) -> None:
        if self._what and not self._exporter.is_busy:
            self._status.set_work(self._what, self._fraction or None)

    @Slot(str, float, float)
    def _on_export(self, what: str, fraction: float, seconds_left: float) -> None:
        self._status.set_work(what, fraction, seconds_left if seconds_left >= 0 else None)

    @Slot()
    def _on_finished(self) -> None:
        self._status.clear_work()

    @Slot()
    def _on_cancel(self) -> None:
        if self._exporter.is_busy:
            self._exporter.cancel()
        else:
            self._live.cancel()
