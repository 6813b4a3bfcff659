"""Other programs that were found, each with a button that puts Lowlight into its menu."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lowlight_desktop.gui.declared_words import sentence_words
from lowlight_desktop.gui.dialogs.form import dimmed
from lowlight_desktop.gui.welcome.topic import leveled, side_button
from lowlight_desktop.hosts.serving import Report
from lowlight_desktop.hosts.standing import State
from lowlight_desktop.photo.sentence import declared

_NO_PROGRAMS = ("editor", "desktop")  # ways for any program; the preferences have them


class _Line(QWidget):
    """A program.

    Signals:
        wanted: Its `Host` shall be served.
    """

    wanted = Signal(object)

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._host = report.host
        self._title = QLabel(sentence_words(declared(report.host.title)))
        self._state = dimmed()
        hint = self.tr("Put Lowlight into the menu of this program")
        self._install = side_button(self.tr("Install"), hint)
        self._install.setAccessibleName(self.tr("Install in {0}").format(self._title.text()))
        self._install.clicked.connect(self._on_install)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self._state, 1)
        row.addWidget(self._install)
        self.set_report(report)

    def set_report(self, report: Report) -> None:
        """Show how it stands."""
        states = {standing.state for standing in report.standings}
        can_serve = bool(states & {State.ABSENT, State.OUTDATED, State.BROKEN})
        self._install.setEnabled(True)
        self._install.setVisible(can_serve)
        if report.problem:
            self._state.setText(sentence_words(report.problem))
        elif can_serve:
            self._state.setText("")
        elif State.CURRENT in states:
            self._state.setText(sentence_words(declared(report.host.next_step)))
        else:
            first = report.standings[0]
            self._state.setText(sentence_words(declared(first.place.unserved or first.state.value)))

    @Slot()
    def _on_install(self) -> None:
        self._install.setEnabled(False)
        self.wanted.emit(self._host)


class ProgramLines(QWidget):
    """A line for each program that was found.

    Signals:
        install_wanted: (Host, False): it shall be served; files that were changed stay.
        all_wanted: All shall be shown, with those in unusual places.
    """

    install_wanted, all_wanted = Signal(object, bool), Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, _Line] = {}
        self._note = leveled(self.tr("Looking for programs…"))
        every = side_button(
            self.tr("All Programs…"), self.tr("Every program, also those in unusual places")
        )
        every.clicked.connect(self.all_wanted)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(every, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)

    @Slot(tuple, str)
    def set_reports(self, reports: Sequence[Report], _version: str = "") -> None:
        """Show those that are here."""
        found = [r for r in reports if r.standings and r.host.name not in _NO_PROGRAMS]
        if not found:
            names = [r.host.title for r in reports if r.host.name not in _NO_PROGRAMS]
            text = self.tr("None of those that Lowlight can join is here: {0}.")
            self._note.setText(text.format(", ".join(names)))
        else:
            self._note.setText(self.tr("Lowlight can be called from them, with a photo in hand."))
        for report in found:
            line = self._lines[report.host.name] = _Line(report)
            line.wanted.connect(self._on_wanted)
            self._column.addWidget(line)

    @Slot(object)
    def set_report(self, report: Report) -> None:
        """Show how one stands now."""
        if report.host.name in self._lines:
            self._lines[report.host.name].set_report(report)

    @Slot(str)
    def set_failure(self, sentence: str) -> None:
        """Show why nothing is known."""
        self._note.setText(sentence)

    @Slot(object)
    def _on_wanted(self, host: object) -> None:
        self.install_wanted.emit(host, False)
