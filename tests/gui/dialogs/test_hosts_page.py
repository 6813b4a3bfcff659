from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.dialogs.host_row import HostRow
from lowlight_desktop.gui.dialogs.hosts_page import HostsPage
from lowlight_desktop.gui.host_work import HostWork
from lowlight_desktop.hosts.install import Installer
from lowlight_desktop.hosts.serving import own_installer
from lowlight_desktop.photo.errors import UsageError
from tests.gui.controls import button, control
from tests.hosts.machines import add_flatpak, add_program, add_snap, linux

PROGRAM = Path("/opt/lowlight")


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    return own_installer(PROGRAM, linux(tmp_path))


class Desk:
    """The page with who works for it, as the preferences join them."""

    def __init__(self, qtbot: QtBot, installer: Installer) -> None:
        self.page, self._qtbot = HostsPage(), qtbot
        qtbot.addWidget(self.page)
        self.work = HostWork(self.page, lambda: installer)
        self.work.found.connect(self.page.set_reports)
        self.work.told.connect(self.page.set_report)
        self.page.install_wanted.connect(self.work.install)
        self.page.remove_wanted.connect(self.work.remove)
        self.page.folder_chosen.connect(self.work.name)
        self.page.show()
        self.work.find()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.work.is_idle)

    def press(self, says: str) -> None:
        self._qtbot.keyClick(button(self.page, says), Qt.Key.Key_Space)  # also far below
        self.settle()

    def row(self, title: str) -> HostRow:
        rows = self.page.findChildren(HostRow)
        return next(row for row in rows if title in (x.text() for x in row.findChildren(QLabel)))

    def said(self, title: str) -> str:
        labels = self.row(title).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def offered(self, title: str) -> list[str]:
        buttons = self.row(title).findChildren(QAbstractButton)
        return [each.accessibleName() for each in buttons if each.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, installer: Installer) -> Iterator[Desk]:
    system = installer.system
    for version in ("3.0", "3.2"):
        (system.home / ".config" / "GIMP" / version).mkdir(parents=True)
    add_program(system, "ART")
    add_flatpak(system, "org.kde.krita")
    add_snap(system, "darktable", "strict")
    desk = Desk(qtbot, installer)
    yield desk
    desk.work.stop()


def test_programs_that_are_here_come_first(desk: Desk) -> None:
    rows = desk.page.findChildren(HostRow)
    titles = [str(row.findChildren(QLabel)[0].text()) for row in rows]
    assert titles.index("ART") < titles.index("digiKam")
    assert "not found" in desk.said("digiKam")


def test_a_program_is_installed_told_what_to_do_next_and_removed(desk: Desk) -> None:
    assert "not installed" in desk.said("ART")
    assert "Afterwards: Restart ART" in desk.said("ART")
    desk.press("Install in ART")
    assert desk.offered("ART") == ["Remove from ART"]
    assert "installed" in desk.said("ART").splitlines()
    assert "\nRestart ART" in desk.said("ART")
    desk.press("Remove from ART")
    assert desk.offered("ART") == ["Install in ART"]


def test_each_version_of_a_program_is_told_apart(desk: Desk) -> None:
    assert "GIMP 3.0: not installed\nGIMP 3.2: not installed" in desk.said("GIMP 3")


def test_changes_of_the_user_are_named_and_only_go_when_given_up(
    desk: Desk, installer: Installer
) -> None:
    desk.press("Install in GIMP 3")
    folder = installer.system.home / ".config" / "GIMP" / "3.2" / "plug-ins" / "lowlight"
    script = folder / "lowlight.py"
    script.write_text("# mine\n")
    desk.press("Remove from GIMP 3")
    assert f"{script} was changed by hand and stays." in desk.said("GIMP 3")
    desk.press("Update in GIMP 3")
    assert script.read_text() == "# mine\n"
    control(desk.page, QCheckBox, "Give up my changes in GIMP 3").setChecked(True)
    desk.press("Update in GIMP 3")
    assert str(PROGRAM) in script.read_text()
    assert desk.offered("GIMP 3")[-1] != "Give up my changes in GIMP 3"


def test_a_flatpak_shows_the_command_that_allows_it_for_copying(desk: Desk) -> None:
    assert "Krita (Flatpak)" in desk.said("Krita 5")
    assert "Its sandbox does not let it start Lowlight" in desk.said("Krita 5")
    desk.press("Copy the command for Krita 5")
    copied = QGuiApplication.clipboard().text()
    assert copied == "flatpak override --user --talk-name=org.freedesktop.Flatpak org.kde.krita"


def test_a_snap_is_explained_and_nothing_is_offered(desk: Desk) -> None:
    assert "Snaps of this kind cannot start other programs" in desk.said("darktable 5")
    assert desk.offered("darktable 5") == []


def test_a_folder_can_be_chosen_for_a_program_that_is_not_found(
    desk: Desk, installer: Installer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "portable"
    chosen.mkdir()

    def answer(*_arguments: object) -> str:
        return str(chosen)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)
    desk.press("Choose the settings folder of digiKam")
    assert str(chosen) in desk.said("digiKam")
    assert not any(chosen.iterdir())
    desk.press("Install in digiKam")
    assert (chosen / "lowlight-digikam.sh").is_file()


def test_the_line_that_a_program_needs_can_be_copied(desk: Desk) -> None:
    title = "Other programs with an external editor"
    desk.press(f"Install in {title}")
    desk.press(f"Copy the line for {title}")
    assert Path(QGuiApplication.clipboard().text()).is_file()


def test_what_the_disk_refuses_is_a_sentence_in_the_row(desk: Desk, installer: Installer) -> None:
    (installer.system.home / ".config" / "ART").write_text("no folder")
    desk.press("Install in ART")
    assert "ART" in desk.said("ART").splitlines()[-1]
    assert desk.said("ART").endswith(".")
    assert button(desk.page, "Install in ART").isEnabled()


def test_every_button_is_reached_by_tab_and_has_a_name(desk: Desk) -> None:
    first = desk.page.nextInFocusChain()
    assert isinstance(first, QWidget)
    chain = [first]
    while isinstance(after := chain[-1].nextInFocusChain(), QWidget) and after is not first:
        chain.append(after)
    buttons = [x for x in desk.page.findChildren(QAbstractButton) if x.isVisible()]
    assert len(buttons) >= 8
    for each in buttons:
        assert each in chain
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert each.accessibleName()


def test_the_keyboard_stays_with_the_program_that_was_installed(desk: Desk) -> None:
    desk.page.activateWindow()
    button(desk.page, "Install in ART").setFocus()
    desk.press("Install in ART")
    assert button(desk.page, "Remove from ART").hasFocus()


def test_a_program_that_hosts_cannot_start_is_told(qtbot: QtBot) -> None:
    def refused() -> Installer:
        raise UsageError("Hosts cannot start it.")

    page = HostsPage()
    qtbot.addWidget(page)
    work = HostWork(page, refused)
    work.failed.connect(page.set_failure)
    with qtbot.waitSignal(work.failed):
        work.find()
    work.stop()
    assert "Hosts cannot start it." in [label.text() for label in page.findChildren(QLabel)]
