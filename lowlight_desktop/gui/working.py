"""What the engine is at, in the status bar, and the way to stop it."""

from PySide6.QtCore import QObject, QTimer, Slot

from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.time_left import TimeLeft

_PATIENCE_MS = 700  # what is over sooner is not worth a flicker
_TICK_MS = 1000


class Working(QObject):
    """Joins the engine with the status bar."""

    def __init__(self, status: StatusBar, live: LiveThread) -> None:
        super().__init__(status)
        self._status = status
        self._what, self._expected_s = "", 0.0
        self._left = TimeLeft.of(0.0, 0.0)
        self._is_shown = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show)
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
            self._tick.stop()
            self._what = ""
            if self._is_shown:  # else what is shown is another's work
                self._is_shown = False
                self._status.clear_work()
            return
        is_new = what != self._what
        self._what = what
        if is_new:
            self._left = TimeLeft.of(self._expected_s, fraction)
            self._patience.start()
            return
        self._left = self._left.at(fraction)
        if not self._patience.isActive():
            self._show()

    @Slot()
    def _show(self) -> None:
        if self._what:
            self._is_shown = True
            self._status.set_work(self._what, self._left.fraction or None, self._left.seconds)
            self._tick.start()
