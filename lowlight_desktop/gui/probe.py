"""Watches the event loop: how long does the window not answer?"""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_TICK_MS = 2


class Probe(QObject):
    """A timer that should tick every 2 ms and notes when it could not.

    Attributes:
        gaps_s: Seconds between two ticks, since `start`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gaps_s: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin anew."""
        self.gaps_s.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Note nothing more."""
        self._timer.stop()

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.gaps_s.append(now - self._last)
        self._last = now
