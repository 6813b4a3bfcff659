"""The first thing that a window's program does: be ready for what nobody has foreseen."""

import atexit
import logging
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from lowlight_desktop.studio.crashes.running import Running
from lowlight_desktop.studio.crashes.watch import CrashWatch

if TYPE_CHECKING:
    from lowlight_desktop.studio.crashes.report import Report


def under_watch() -> tuple[CrashWatch, Running]:
    """Hear of every error from now on, and note what a hard crash would leave behind."""
    running = Running()
    running.begin()
    atexit.register(running.end)
    watch = CrashWatch(running.note_line)
    watch.begin()
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    logging.getLogger().addHandler(terminal)
    logging.getLogger("lowlight_desktop").setLevel(logging.INFO)  # for the report
    return watch, running


def say_cannot_start(report: "Report | None") -> None:
    """Tell somebody who sees no terminal that no window will come, and wait until it is read."""
    box = QMessageBox(QMessageBox.Icon.Critical, "Lowlight", "")
    box.setText(box.tr("Lowlight cannot start: it made a mistake."))
    if report is not None:
        where = "" if report.path is None else box.tr("The report is in {0}").format(report.path)
        box.setInformativeText(f"{report.what}\n\n{where}".strip())
        box.setDetailedText(report.text)
    box.exec()
