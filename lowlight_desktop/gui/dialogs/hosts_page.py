"""Preferences: other programs that can call Lowlight."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.form import dimmed, line
from lowlight_desktop.gui.dialogs.host_row import HostRow
from lowlight_desktop.hosts.serving import Report


class HostsPage(QWidget):
    """A row for each program, those that are here first.

    Signals:
        install_wanted: (Host, whether files go that the user has changed).
        remove_wanted: The same.
        folder_chosen: (Host, Path): where its settings lie.
        `set_report` must follow each.
    """

    install_wanted, remove_wanted = Signal(object, bool), Signal(object, bool)
    folder_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, HostRow] = {}
        self._note = dimmed(self.tr("Looking for programs…"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons bring themselves into view
        area.setStyleSheet("QScrollArea { border: none; }")
        area.setAccessibleName(self.tr("Programs"))
        about = self.tr(
            "Puts Lowlight into the menus of other programs, for your user account alone. "
            "Buttons act at once, whether you end with OK or with Cancel."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(dimmed(about))
        whole.addWidget(self._note)
        whole.addWidget(area, 1)

    @Slot(tuple, str)
    def set_reports(self, reports: Sequence[Report], version: str) -> None:
        """Show these programs.

        Args:
            reports: How Lowlight stands in each.
            version: Of this program.
        """
        self._note.hide()
        for report in sorted(reports, key=lambda report: not report.standings):
            row = HostRow(report, version)
            row.install_wanted.connect(self.install_wanted)
            row.remove_wanted.connect(self.remove_wanted)
            row.folder_chosen.connect(self.folder_chosen)
            self._rows[report.host.name] = row
            self._column.insertWidget(self._column.count() - 1, line())
            self._column.insertWidget(self._column.count() - 1, row)

    @Slot(object)
    def set_report(self, report: Report) -> None:
        """Show how Lowlight stands in a program now."""
        if report.host.name in self._rows:
            self._rows[report.host.name].set_report(report)

    @Slot(str)
    def set_failure(self, sentence: str) -> None:
        """Show that nothing can be told of any program, and why."""
        self._note.setText(sentence)
        self._note.show()
