"""What is open is noted, and opened again after a run that was not closed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from lowlight_desktop.gui.crashes.crash_desk import CrashDesk
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.studio.crashes.running import Ended, Running
from lowlight_desktop.studio.crashes.session import Session, together

if TYPE_CHECKING:
    from lowlight_desktop.studio.crashes.mishap import Mishap
    from lowlight_desktop.studio.crashes.report import Report

_HELD_MS = 60_000  # so long after its return a session is no longer suspected of the crash


class SessionDesk(QObject):
    """Joins the window with the files of this run.

    A session comes back by itself after a crash, but not after two in a row: then it is offered,
    because opening one of its photos may be what the program dies of.
    """

    def __init__(self, window: MainWindow, running: Running, crashes: CrashDesk) -> None:
        super().__init__(window)
        self._window, self._running, self._crashes = window, running, crashes
        self._left = Session()
        self._holds = QTimer(self, singleShot=True, interval=_HELD_MS)
        self._holds.timeout.connect(self._note)
        window.turned.connect(self._note)
        window.parts.strip.removed.connect(self._note)
        crashes.open_again.connect(self._open)
        if window.parts.strip.paths():  # they came first
            self._note()

    def recover(self, ended: tuple[Ended, ...], *, opens_others: bool) -> bool:
        """Tell how runs before this one have ended, and open what was open in them.

        Args:
            ended: Those that were not closed.
            opens_others: Whether the user wants to see other photos now.

        Returns:
            Whether something was open.
        """
        self._left = together(tuple(run.session for run in ended))
        reports = [_written(run.mishap) for run in ended if run.mishap is not None]
        has_photos = bool(self._left.photos)
        if has_photos or reports:
            waits = has_photos and (opens_others or self._left.is_recovered)
            self._tell(reports[-1] if reports else None, offers_photos=waits)
            if has_photos and not waits:
                self._open()
        return has_photos

    def _tell(self, report: "Report | None", *, offers_photos: bool) -> None:
        count = len(self._left.photos)
        if report is None:
            sentence = self.tr("Lowlight was ended before it was closed.")
        else:
            sentence = self.tr("Lowlight ended unexpectedly the last time.")
        if offers_photos:
            sentence += " " + self.tr("%n photos were open.", "", count)
        elif count:
            sentence += " " + self.tr("%n photos are open again.", "", count)
        self._crashes.tell_ended(sentence, report, offers_photos=offers_photos)

    @Slot()
    def _open(self) -> None:
        strip, left = self._window.parts.strip, self._left
        self._holds.start()
        strip.add(left.photos)
        self._window.show_photo(left.current or left.photos[0])

    @Slot()
    def _note(self) -> None:
        strip = self._window.parts.strip
        session = Session(strip.paths(), strip.current(), self._holds.isActive())
        self._running.note_session(session)


def _written(mishap: "Mishap") -> "Report":
    from lowlight_desktop.studio.crashes.report import written  # a start seldom needs it

    return written(mishap, {"Found": "at the next start"})
