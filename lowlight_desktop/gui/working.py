"""What the engine is at, in the status bar, and the way to stop it."""

from PySide6.QtCore import QObject, QTimer, Slot

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.live_thread import LiveThread

_PATIENCE_MS = 700  # what is over sooner is not worth a flicker


class Working(QObject):
    """Joins the engine with the status bar."""

    def __init__(self, status: StatusBar, live: LiveThread) -> None:
        super().__init__(status)
        self._status = status
        self._what, self._fraction, self._expected_s = "", 0.0, 0.0
        self._is_shown = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        live.worked.connect(self._on_worked)
        live.expected.connect(self._on_expected)
        status.cancelled.connect(live.cancel)

    @Slot(float)
    def _on_expected(self, seconds: float) -> None:
        self._expected_s = seconds

    @Slot(str, float)
    def _on_worked(self, what: str, fraction: float) -> None:
        if not what:
            self._patience.stop()
            self._what = ""
            if self._is_shown:  # else what is shown is another's work
                self._is_shown = False
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
        if self._what:
            left_s = self._expected_s * (1.0 - self._fraction) if self._expected_s else None
            self._is_shown = True
            self._status.set_work(self._what, self._fraction or None, left_s)
