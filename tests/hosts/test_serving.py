from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.hosts.catalog import HOSTS
from lowlight_desktop.hosts.install import Host, Installer
from lowlight_desktop.hosts.serving import install, look, own_installer, places_of, remove
from lowlight_desktop.hosts.standing import State
from lowlight_desktop.hosts.words import TEXTS, state_words
from lowlight_desktop.photo.errors import UsageError
from tests.hosts.machines import add_program, add_snap, linux

KNOWN = {host.name: host for host in HOSTS}
DARKTABLE, GIMP = KNOWN["darktable"], KNOWN["gimp"]


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    return own_installer(Path("/opt/lowlight"), linux(tmp_path))


def has_gimp(installer: Installer, *versions: str) -> None:
    for version in versions:
        (installer.system.home / ".config" / "GIMP" / version).mkdir(parents=True)


def test_a_program_that_is_not_here_lacks_nothing_that_could_be_helped(
    installer: Installer,
) -> None:
    report = look(DARKTABLE, installer)
    assert (report.standings, report.lacking, report.is_installed) == ((), None, False)


def test_every_version_of_a_program_is_served_at_once(installer: Installer) -> None:
    has_gimp(installer, "3.0", "3.2")
    assert look(GIMP, installer).lacking is State.ABSENT
    report = install(GIMP, installer)
    assert [s.state for s in report.standings] == [State.CURRENT, State.CURRENT]
    assert (report.lacking, report.is_installed) == (None, True)
    assert not remove(GIMP, installer).is_installed


def test_a_folder_that_was_named_is_remembered_once_something_lies_there(
    installer: Installer, tmp_path: Path
) -> None:
    folder = tmp_path / "portable"
    folder.mkdir()
    (named,) = places_of(DARKTABLE, installer, [folder])
    assert str(folder) in named.title
    assert places_of(DARKTABLE, installer) == ()
    install(DARKTABLE, installer, [folder])
    assert places_of(DARKTABLE, installer) == (named,)
    newer = replace(installer, version="9.9")
    assert look(DARKTABLE, newer).lacking is State.OUTDATED
    assert install(DARKTABLE, newer).standings[0].version == "9.9"
    remove(DARKTABLE, newer)
    assert places_of(DARKTABLE, newer) == ()


def test_a_usual_folder_that_is_named_counts_once(installer: Installer) -> None:
    add_program(installer.system, "darktable")
    usual = installer.system.home / ".config" / "darktable"
    assert len(places_of(DARKTABLE, installer, [usual])) == 1


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_the_folder_of_every_host_is_known_again(
    installer: Installer, host: Host, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    usual = places_of(host, installer)
    install(host, installer, [folder])
    assert [p.folder for p in places_of(host, installer) if p not in usual] == [folder]


def test_changes_of_the_user_stay_until_they_are_given_up(installer: Installer) -> None:
    has_gimp(installer, "3.0", "3.2")
    script = install(GIMP, installer).files[0]
    script.write_text("# mine\n")
    report = install(GIMP, installer)
    assert (report.lacking, report.kept) == (State.CHANGED, (script,))
    assert remove(GIMP, installer).kept == (script,)
    assert script.read_text() == "# mine\n"
    assert install(GIMP, installer, over=True).kept == ()


def test_what_the_disk_refuses_is_told_with_how_it_stands(installer: Installer) -> None:
    has_gimp(installer, "3.0")
    (installer.system.home / ".config" / "GIMP" / "3.0" / "plug-ins").write_text("no folder")
    report = install(GIMP, installer)
    assert str(installer.system.home) in report.problem
    assert not report.is_installed


def test_a_place_that_cannot_be_served_is_left_alone(installer: Installer) -> None:
    add_snap(installer.system, "darktable", "strict")
    report = install(DARKTABLE, installer)
    assert [s.state for s in report.standings] == [State.UNSERVED]
    assert (report.lacking, report.is_installed) == (None, False)


def test_a_line_to_be_copied_names_the_file_where_it_lies(installer: Installer) -> None:
    add_program(installer.system, "digikam")
    assert look(KNOWN["digikam"], installer).given == ""
    report = install(KNOWN["digikam"], installer)
    assert report.given == f'"{report.files[0]}" $INPUT $OUTPUT'
    editor = install(KNOWN["editor"], installer)
    assert Path(editor.given).is_file()


def test_outdated_says_by_whom_or_that_the_program_has_moved(installer: Installer) -> None:
    has_gimp(installer, "3.0")
    install(GIMP, installer)
    newer, moved = replace(installer, version="9.9"), replace(installer, command=("/new/lowlight",))
    for other, said in ((newer, f"by Lowlight {installer.version}, this is 9.9"), (moved, "moved")):
        (standing,) = look(GIMP, other).standings
        assert said in str(state_words(standing, other.version))


def test_everything_that_can_be_said_is_there_for_translators(tmp_path: Path) -> None:
    for folders in ([], ["2.10"]):
        machine = tmp_path / str(len(folders))
        machine.mkdir()
        system = linux(machine)
        add_program(system, "gimp")
        for name in folders:
            (system.home / ".config" / "GIMP" / name).mkdir(parents=True)
        (standing,) = look(GIMP, own_installer(Path("/x"), system)).standings
        assert standing.place.unserved in TEXTS
    assert {state.value for state in State} <= set(TEXTS)


def test_a_program_that_no_host_can_spell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="move it"):
        own_installer(Path("/a\nb"), linux(tmp_path))
