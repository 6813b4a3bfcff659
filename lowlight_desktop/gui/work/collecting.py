"""Python's collector of rings of garbage, in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 300


class Collector(QObject):
    """Looks for garbage while the window waits for events.

    Python looks in whichever thread makes the next object. What is left of a closed dialog may then
    be destroyed by a thread that reads photos, and Qt ends the program: objects of the window must
    go in the window's thread.

    Args:
        parent: The application; Python does not look by itself again.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_EVERY_MS)

    @Slot()
    def _look(self) -> None:
        collect_if_due()


def collect_if_due() -> None:
    """Collect the oldest generation of which Python itself would say that it is time."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(counts) if count > most > 0]
    if due:
        gc.collect(max(due))
