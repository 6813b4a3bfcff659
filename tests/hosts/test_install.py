from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.hosts.catalog import HOSTS
from lowlight_desktop.hosts.install import Host, Installer
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.programs.darktable import LUARC_LINE
from lowlight_desktop.hosts.receipt import receipt_path
from lowlight_desktop.hosts.standing import State
from lowlight_desktop.hosts.system import System
from lowlight_desktop.photo.errors import WriteError
from tests.hosts.machines import linux, mac, windows

DARKTABLE = next(host for host in HOSTS if host.name == "darktable")
GIMP = next(host for host in HOSTS if host.name == "gimp")


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    return Installer(linux(tmp_path), ("/opt/lowlight",), "1.0")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "darktable"
    folder.mkdir()
    return Place("darktable", folder)


def script_of(place: Place) -> Path:
    return place.folder / "lua" / "lowlight" / "lowlight.lua"


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("machine", "program"),
    [
        (linux, "/opt/lowlight"),
        (windows, r"C:\Program Files\Lowlight\lowlight.exe"),
        (mac, "/Applications/Lowlight.app/Contents/MacOS/lowlight"),
    ],
)
@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_install_update_and_remove_leave_no_trace(
    tmp_path: Path, host: Host, machine: Callable[[Path], System], program: str
) -> None:
    installer = Installer(machine(tmp_path), (program,), "1.0")
    place = host.place_in(tmp_path / "settings")
    assert installer.standing(host, place).state is State.ABSENT
    assert installer.install(host, place).state is State.CURRENT
    before = files_in(place.folder)
    assert installer.install(host, place).state is State.CURRENT
    assert files_in(place.folder) == before
    moved = replace(installer, command=(program.replace("owlight", "owlight 2"),), version="2.0")
    assert moved.standing(host, place).state is State.OUTDATED
    assert moved.install(host, place).state is State.CURRENT
    removed = installer.remove(host)
    assert removed.taken
    assert removed.kept == ()
    assert not (tmp_path / "settings").exists()
    assert installer.standing(host, place).state is State.ABSENT


def test_what_python_made_of_our_script_leaves_with_it(
    installer: Installer, tmp_path: Path
) -> None:
    krita = next(host for host in HOSTS if host.name == "krita")
    place = krita.place_in(tmp_path / "settings")
    installer.install(krita, place)
    made = place.folder / "pykrita" / "lowlight" / "__pycache__"
    made.mkdir()
    (made / "__init__.cpython-313.pyc").write_bytes(b"")
    (place.folder / "pykrita" / "other.py").write_text("")
    installer.remove(krita)
    assert [p.name for p in (place.folder / "pykrita").iterdir()] == ["other.py"]


def test_our_command_stands_in_the_script(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, replace(place, prefix=("flatpak-spawn", "--host")))
    text = script_of(place).read_text()
    assert 'local COMMAND = {"flatpak-spawn", "--host", "/opt/lowlight"}' in text


def test_a_line_joins_the_users_own_and_leaves_them(installer: Installer, place: Place) -> None:
    luarc = place.folder / "luarc"
    own = b'require "tools/script_manager"\r\n-- \xfc, and no end'  # not UTF-8
    luarc.write_bytes(own)
    installer.install(DARKTABLE, place)
    assert luarc.read_bytes() == own + b"\r\n" + LUARC_LINE + b"\r\n"
    installer.install(DARKTABLE, place)
    assert luarc.read_bytes().count(LUARC_LINE) == 1
    installer.remove(DARKTABLE)
    assert luarc.read_bytes() == own + b"\r\n"


def test_settings_that_are_a_link_stay_one(installer: Installer, place: Place) -> None:
    real = place.folder.parent / "dotfiles-luarc"
    real.write_text("-- mine\n")
    (place.folder / "luarc").symlink_to(real)
    installer.install(DARKTABLE, place)
    assert (place.folder / "luarc").is_symlink()
    assert LUARC_LINE in real.read_bytes()


def test_a_newer_version_finds_the_old_script_outdated(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, place)
    newer = replace(installer, version="1.1")
    standing = newer.standing(DARKTABLE, place)
    assert (standing.state, standing.version) == (State.OUTDATED, "1.0")
    assert newer.install(DARKTABLE, place).state is State.CURRENT
    assert 'VERSION = "1.1"' in script_of(place).read_text()


def test_a_program_that_has_moved_is_outdated_too(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, place)
    moved = replace(installer, command=("/new/lowlight",))
    assert moved.standing(DARKTABLE, place).state is State.OUTDATED


def test_what_only_an_older_version_had_goes_with_the_update(
    installer: Installer, place: Place
) -> None:
    def less(place: Place, words: object, version: str) -> tuple[object, ...]:
        return DARKTABLE.pieces(place, ("/opt/lowlight",), version)[:1]

    installer.install(DARKTABLE, place)
    smaller = replace(DARKTABLE, pieces=less)  # pyright: ignore[reportArgumentType]
    assert installer.standing(smaller, place).state is State.OUTDATED
    assert installer.install(smaller, place).state is State.CURRENT
    assert not (place.folder / "luarc").exists()


def test_a_script_that_was_deleted_is_told_and_put_back(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, place)
    script_of(place).unlink()
    assert installer.standing(DARKTABLE, place).state is State.BROKEN
    assert installer.install(DARKTABLE, place).state is State.CURRENT


def test_a_line_that_was_deleted_is_told_and_put_back(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, place)
    (place.folder / "luarc").write_text("-- mine\n")
    assert installer.standing(DARKTABLE, place).state is State.BROKEN
    installer.install(DARKTABLE, place)
    assert (place.folder / "luarc").read_bytes() == b"-- mine\n" + LUARC_LINE + b"\n"


def test_a_script_changed_by_hand_survives_install_and_removal(
    installer: Installer, place: Place
) -> None:
    installer.install(DARKTABLE, place)
    script_of(place).write_text("-- mine now\n")
    newer = replace(installer, version="1.1")
    standing = newer.install(DARKTABLE, place)
    assert (standing.state, standing.kept) == (State.CHANGED, (script_of(place),))
    removed = newer.remove(DARKTABLE)
    assert removed.kept == (script_of(place),)
    assert script_of(place).read_text() == "-- mine now\n"
    assert not (place.folder / "luarc").exists()


def test_only_when_asked_is_a_changed_script_replaced(installer: Installer, place: Place) -> None:
    installer.install(DARKTABLE, place)
    script_of(place).write_text("-- mine now\n")
    assert installer.install(DARKTABLE, place, over=True).state is State.CURRENT


def test_somebody_elses_file_of_that_name_stays(installer: Installer, place: Place) -> None:
    script_of(place).parent.mkdir(parents=True)
    script_of(place).write_text("-- another lowlight\n")
    standing = installer.install(DARKTABLE, place)
    assert standing.state is State.CHANGED
    installer.remove(DARKTABLE)
    assert script_of(place).read_text() == "-- another lowlight\n"


def test_folders_with_something_of_the_users_in_them_stay(
    installer: Installer, place: Place
) -> None:
    installer.install(DARKTABLE, place)
    note = script_of(place).with_name("notes.txt")
    note.write_text("mine")
    installer.remove(DARKTABLE)
    assert files_in(place.folder) == {"lua/lowlight/notes.txt": b"mine"}


@pytest.mark.parametrize("damage", [None, "{", "[]", '{"pieces": [{"host": 1}]}'])
def test_a_lost_receipt_is_made_up_for_by_what_lies_there(
    installer: Installer, place: Place, damage: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    installer.install(DARKTABLE, place)
    path = receipt_path(installer.system)
    path.unlink() if damage is None else path.write_text(damage)
    assert installer.standing(DARKTABLE, place).state is State.CURRENT
    assert len(installer.remove(DARKTABLE, [place]).taken) == 3  # the script, its German, the line
    assert files_in(place.folder) == {}
    caplog.clear()  # a damaged one is told


def test_hosts_do_not_touch_each_others_scripts(
    installer: Installer, place: Place, tmp_path: Path
) -> None:
    gimp = GIMP.place_in(tmp_path / "GIMP" / "3.0")
    installer.install(DARKTABLE, place)
    installer.install(GIMP, gimp)
    installer.remove(DARKTABLE)
    assert installer.standing(GIMP, gimp).state is State.CURRENT


def test_an_update_of_the_host_is_a_second_place(installer: Installer, tmp_path: Path) -> None:
    old, new = (GIMP.place_in(tmp_path / "GIMP" / name) for name in ("3.0", "3.2"))
    installer.install(GIMP, old)
    assert installer.standing(GIMP, new).state is State.ABSENT
    installer.install(GIMP, new)
    assert installer.standing(GIMP, old).state is State.CURRENT
    assert len(installer.remove(GIMP).taken) == 2


def test_plug_ins_that_hosts_start_may_be_started(installer: Installer, tmp_path: Path) -> None:
    gimp = GIMP.place_in(tmp_path / "3.0")
    installer.install(GIMP, gimp)
    path = gimp.folder / "plug-ins" / "lowlight" / "lowlight.py"
    assert path.stat().st_mode & 0o111


def test_a_place_that_cannot_be_served_says_so(installer: Installer, place: Place) -> None:
    standing = installer.standing(DARKTABLE, replace(place, unserved="A reason."))
    assert standing.state is State.UNSERVED


def test_a_disk_that_refuses_is_a_sentence(installer: Installer, place: Place) -> None:
    (place.folder / "lua").write_text("a file where a folder should be")
    with pytest.raises(WriteError, match="a part of the path is a file"):
        installer.install(DARKTABLE, place)
