"""Preferences: one program that can call Lowlight."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.declared_words import sentence_words
from lowlight_desktop.gui.dialogs.copy_field import CopyField
from lowlight_desktop.gui.dialogs.form import BUTTON_PX, dimmed
from lowlight_desktop.gui.theme.fonts import semibold
from lowlight_desktop.hosts.sandbox import FLATPAK_ADVICE
from lowlight_desktop.hosts.serving import Report
from lowlight_desktop.hosts.standing import State
from lowlight_desktop.hosts.words import NOT_FOUND, state_words, stays
from lowlight_desktop.photo.sentence import Sentence, declared


class HostRow(QWidget):
    """How Lowlight stands in a program, and what can be done about it.

    Args:
        version: Of this program.

    Signals:
        install_wanted: (Host, whether files go that the user has changed).
        remove_wanted: The same.
        folder_chosen: (Host, Path): where its settings lie.
        `set_report` must follow each.
    """

    install_wanted, remove_wanted = Signal(object, bool), Signal(object, bool)
    folder_chosen = Signal(object, object)

    def __init__(self, report: Report, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self._version = report.host, version
        title = sentence_words(declared(report.host.title))
        self._title, self._state = QLabel(title), dimmed()
        self._title.setFont(semibold(self._title.font()))
        self._about, self._allow, self._next, self._problem = dimmed(), dimmed(), dimmed(), QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._command = CopyField(self.tr("the command for {0}").format(title))
        self._given = CopyField(self.tr("the line for {0}").format(title))
        self._give_up = QCheckBox(self.tr("Give up my changes"))
        self._give_up.setAccessibleName(self.tr("Give up my changes in {0}").format(title))
        self._install = _button(self.tr("Install"))
        self._remove = _button(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove from {0}").format(title))
        self._folder = _button(self.tr("Choose Folder…"))
        self._folder.setAccessibleName(self.tr("Choose the settings folder of {0}").format(title))
        self._folder.setToolTip(self.tr("Where its settings lie, if that is an unusual place"))
        self._lay_out()
        self._install.clicked.connect(self._on_install)
        self._remove.clicked.connect(self._on_remove)
        self._folder.clicked.connect(self._on_folder)
        self.set_report(report)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head.addWidget(self._state, 1)
        for button in (self._folder, self._remove, self._install):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._give_up)
        for widget in (self._allow, self._command, self._next, self._given, self._problem):
            column.addWidget(widget)

    def set_report(self, report: Report) -> None:
        """Show how it stands now."""
        self._host = report.host
        self._state.setText(self._state_of(report))
        _show(self._about, "\n".join(self._sentences(report)))
        allow = next((s.place.allow for s in report.standings if s.place.allow), ())
        _show(self._allow, sentence_words(declared(FLATPAK_ADVICE)) if allow else "")
        self._command.set_text(shlex.join(allow))
        self._command.setVisible(bool(allow))
        _show(self._next, self._next_step(report))
        self._given.set_text(report.given)
        self._given.setVisible(bool(report.given))
        self._give_up.setVisible(bool(report.kept))
        self._give_up.setChecked(False)
        _show(self._problem, sentence_words(report.problem))
        self._offer(report)

    def set_busy(self) -> None:
        """Show that something is done."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.setFocus()  # else the keyboard would go on to the button of the next program
        self._state.setText(self.tr("Working…"))
        for button in (self._install, self._remove, self._folder):
            button.setEnabled(False)

    def _offer(self, report: Report) -> None:
        words = {
            State.ABSENT: (self.tr("Install"), self.tr("Install in {0}")),
            State.OUTDATED: (self.tr("Update"), self.tr("Update in {0}")),
            State.BROKEN: (self.tr("Repair"), self.tr("Repair in {0}")),
            State.CHANGED: (self.tr("Update"), self.tr("Update in {0}")),
        }
        text, name = words.get(report.lacking or State.ABSENT, words[State.ABSENT])
        self._install.setText(text)
        self._install.setAccessibleName(name.format(self._title.text()))
        self._install.setVisible(report.lacking is not None)
        self._remove.setVisible(report.is_installed)
        self._folder.setVisible(not report.standings)
        for button in (self._install, self._remove, self._folder):
            button.setEnabled(True)
            button.setAccessibleDescription(self._state.text())
            if self.hasFocus() and not button.isHidden():
                button.setFocus()

    def _state_of(self, report: Report) -> str:
        words = {str(s): s for s in self._states(report)}
        return sentence_words(next(iter(words.values()))) if len(words) == 1 else ""

    def _states(self, report: Report) -> list[Sentence]:
        return [state_words(s, self._version) for s in report.standings] or [NOT_FOUND]

    def _sentences(self, report: Report) -> Iterator[str]:
        """What is to be known besides the state."""
        places = [s.place for s in report.standings]
        if len(places) == 1 and "(" in places[0].title:  # no usual one
            yield places[0].title
        elif len(places) > 1:
            for place, state in zip(places, self._states(report), strict=True):
                yield f"{place.title}: {sentence_words(state)}"
        for text in dict.fromkeys(place.unserved for place in places if place.unserved):
            yield sentence_words(declared(text))
        for path in report.kept:
            yield sentence_words(stays(path))

    def _next_step(self, report: Report) -> str:
        """What to do in the program, or what there will be to do."""
        states = {s.state for s in report.standings}
        step = sentence_words(declared(report.host.next_step))
        if State.CURRENT in states:
            return step
        return self.tr("Afterwards: {0}").format(step) if State.ABSENT in states else ""

    @Slot()
    def _on_install(self) -> None:
        self.set_busy()
        self.install_wanted.emit(self._host, self._give_up.isChecked())

    @Slot()
    def _on_remove(self) -> None:
        self.set_busy()
        self.remove_wanted.emit(self._host, self._give_up.isChecked())

    @Slot()
    def _on_folder(self) -> None:
        title = self.tr("Settings folder of {0}").format(self._title.text())
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.set_busy()
            self.folder_chosen.emit(self._host, Path(chosen))


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setMinimumWidth(BUTTON_PX)
    return button


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
