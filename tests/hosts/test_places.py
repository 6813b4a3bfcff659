from collections.abc import Callable
from pathlib import Path

import pytest

from lowlight_desktop.hosts.places import FLATPAK_CALL
from lowlight_desktop.hosts.programs.art import art_places
from lowlight_desktop.hosts.programs.darktable import darktable_places
from lowlight_desktop.hosts.programs.desktop import desktop_places
from lowlight_desktop.hosts.programs.digikam import digikam_places
from lowlight_desktop.hosts.programs.gimp import gimp_places
from lowlight_desktop.hosts.programs.krita import krita_places
from lowlight_desktop.hosts.programs.lightroom import lightroom_places
from lowlight_desktop.hosts.resources import own_folder
from lowlight_desktop.hosts.system import System
from tests.hosts.machines import add_flatpak, add_program, add_snap, linux, mac, windows

TALK = "[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n"


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    for system in (linux(tmp_path), windows(tmp_path), mac(tmp_path)):
        assert darktable_places(system) == ()
        assert gimp_places(system) == ()
        assert lightroom_places(system) == ()
        assert art_places(system) == ()
        assert digikam_places(system) == ()


def test_settings_alone_tell_of_a_host(tmp_path: Path) -> None:
    system = linux(tmp_path)
    (system.home / ".config" / "darktable").mkdir(parents=True)
    assert [place.folder for place in darktable_places(system)] == [
        system.home / ".config" / "darktable"
    ]


def test_a_program_alone_tells_of_a_host_that_has_never_been_started(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_program(system, "darktable")
    assert len(darktable_places(system)) == 1


def test_a_command_in_the_users_own_folder_is_found_without_a_search_path(tmp_path: Path) -> None:
    system = linux(tmp_path, PATH="")  # as a desktop may start us
    program = system.home / ".local" / "bin" / "gimp"
    program.parent.mkdir(parents=True)
    program.write_text("")
    assert len(gimp_places(system)) == 1


FINDERS = {
    "darktable": darktable_places,
    "gimp": gimp_places,
    "krita": krita_places,
    "digikam": digikam_places,
    "ART": art_places,
}
ON_WINDOWS = {
    "darktable": "darktable/bin/darktable.exe",
    "gimp": "GIMP 3/bin/gimp-3.exe",
    "krita": "Krita (x64)/bin/krita.exe",
    "digikam": "digiKam/digikam.exe",
    "ART": "ART/1.25.9/ART.exe",
    "Lightroom": "Adobe/Adobe Lightroom Classic/Lightroom.exe",
}
ON_MACS = {
    "darktable": "darktable.app",
    "gimp": "GIMP.app",
    "krita": "krita.app",
    "digikam": "digiKam.org/digikam.app",
    "ART": "ART.app",
    "Lightroom": "Adobe Lightroom Classic",
}


@pytest.mark.parametrize("name", FINDERS)
def test_a_program_of_linux_is_found_by_its_command(tmp_path: Path, name: str) -> None:
    system = linux(tmp_path)
    add_program(system, name)
    assert len(FINDERS[name](system)) == 1


@pytest.mark.parametrize("name", ON_WINDOWS)
def test_a_program_of_windows_is_found_below_program_files(tmp_path: Path, name: str) -> None:
    system = windows(tmp_path)
    program = tmp_path / "Program Files" / ON_WINDOWS[name]
    program.parent.mkdir(parents=True)
    program.write_text("")
    assert len((FINDERS | {"Lightroom": lightroom_places})[name](system)) == 1


@pytest.mark.parametrize("name", ON_MACS)
def test_a_program_of_macs_is_found_among_the_applications(tmp_path: Path, name: str) -> None:
    system = mac(tmp_path)
    (system.root / "Applications" / ON_MACS[name]).mkdir(parents=True)
    assert len((FINDERS | {"Lightroom": lightroom_places})[name](system)) == 1


@pytest.mark.parametrize(
    ("machine", "settings"),
    [
        (linux, ".config/digikamrc"),
        (windows, "AppData/Local/digikamrc"),
        (mac, "Library/Preferences/digikamrc"),
    ],
)
def test_a_digikam_that_is_an_appimage_is_found_by_its_settings(
    tmp_path: Path, machine: Callable[[Path], System], settings: str
) -> None:
    system = machine(tmp_path)
    path = system.home / settings
    path.parent.mkdir(parents=True)
    path.write_text("[General Settings]\n")
    (place,) = digikam_places(system)
    assert place.folder == own_folder(system)  # digiKam looks nowhere by itself


def test_krita_keeps_scripts_where_its_system_keeps_data(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_program(system, "krita")
    assert krita_places(system)[0].folder == system.home / ".local" / "share" / "krita"


def test_settings_follow_xdg_config_home(tmp_path: Path) -> None:
    system = linux(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "elsewhere"))
    add_program(system, "darktable")
    assert darktable_places(system)[0].folder == tmp_path / "elsewhere" / "darktable"


def test_a_relative_xdg_config_home_does_not_count(tmp_path: Path) -> None:
    system = linux(tmp_path, XDG_CONFIG_HOME="relative")  # as the specification says
    assert system.xdg_config == system.home / ".config"


def test_windows_keeps_darktable_local_and_gimp_roaming(tmp_path: Path) -> None:
    system = windows(tmp_path)
    program = tmp_path / "Program Files" / "darktable" / "bin" / "darktable.exe"
    program.parent.mkdir(parents=True)
    program.write_text("")
    (system.roaming / "GIMP" / "3.0").mkdir(parents=True)
    assert darktable_places(system)[0].folder == system.local / "darktable"
    assert gimp_places(system)[0].folder == system.roaming / "GIMP" / "3.0"


def test_macs_keep_settings_in_application_support(tmp_path: Path) -> None:
    system = mac(tmp_path)
    support = system.home / "Library" / "Application Support"
    (support / "GIMP" / "3.0").mkdir(parents=True)
    (support / "Adobe" / "Lightroom").mkdir(parents=True)
    (system.root / "Applications" / "darktable.app").mkdir(parents=True)
    assert gimp_places(system)[0].folder == support / "GIMP" / "3.0"
    assert lightroom_places(system)[0].folder == support / "Adobe" / "Lightroom"
    assert darktable_places(system)[0].folder == system.home / ".config" / "darktable"


def test_every_gimp_3_has_a_folder_of_its_own(tmp_path: Path) -> None:
    system = linux(tmp_path)
    for name in ("2.10", "3.0", "3.2", "tmp"):
        (system.home / ".config" / "GIMP" / name).mkdir(parents=True)
    assert [place.title for place in gimp_places(system)] == ["GIMP 3.0", "GIMP 3.2"]


@pytest.mark.parametrize(("folders", "said"), [([], "Start GIMP 3 once"), (["2.10"], "too old")])
def test_a_gimp_without_a_folder_for_version_3_is_told_why(
    tmp_path: Path, folders: list[str], said: str
) -> None:
    system = linux(tmp_path)
    add_program(system, "gimp")
    for name in folders:
        (system.home / ".config" / "GIMP" / name).mkdir(parents=True)
    (place,) = gimp_places(system)
    assert said in place.unserved


def test_a_flatpak_that_may_start_programs_is_served(tmp_path: Path) -> None:
    system = linux(tmp_path)
    settings = add_flatpak(system, "org.darktable.Darktable", TALK)
    (place,) = darktable_places(system)
    assert place.folder == settings / "darktable"
    assert place.prefix == FLATPAK_CALL
    assert (place.unserved, place.advice) == ("", "")


def test_a_flatpak_that_may_not_is_told_what_to_allow(tmp_path: Path) -> None:
    system = linux(tmp_path)
    settings = add_flatpak(system, "org.gimp.GIMP")
    (settings / "GIMP" / "3.0").mkdir(parents=True)
    (place,) = gimp_places(system)
    assert place.title == "GIMP 3.0 (Flatpak)"
    assert (
        "flatpak override --user --talk-name=org.freedesktop.Flatpak org.gimp.GIMP" in place.advice
    )


@pytest.mark.parametrize("name", ["org.gimp.GIMP", "global"])
def test_what_the_user_has_allowed_overrules_the_flatpak(tmp_path: Path, name: str) -> None:
    system = linux(tmp_path)
    settings = add_flatpak(system, "org.gimp.GIMP")
    (settings / "GIMP" / "3.0").mkdir(parents=True)
    overrides = system.home / ".local" / "share" / "flatpak" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / name).write_text(TALK)
    assert gimp_places(system)[0].advice == ""


def test_what_the_user_has_forbidden_overrules_it_too(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_flatpak(system, "org.darktable.Darktable", TALK)
    overrides = system.home / ".local" / "share" / "flatpak" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / "org.darktable.Darktable").write_text(TALK.replace("talk", "none"))
    assert darktable_places(system)[0].advice != ""


def test_a_damaged_permission_file_allows_nothing(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_flatpak(system, "org.darktable.Darktable", "\x00[[[")
    assert darktable_places(system)[0].advice != ""


def test_a_strict_snap_is_explained(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_snap(system, "darktable", "strict")
    (place,) = darktable_places(system)
    assert "cannot start other programs" in place.unserved


def test_a_classic_snap_is_an_ordinary_installation(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_snap(system, "darktable", "classic")
    (place,) = darktable_places(system)
    assert (place.unserved, place.folder) == ("", system.home / ".config" / "darktable")


def test_an_ordinary_installation_comes_before_the_flatpak(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_program(system, "darktable")
    add_flatpak(system, "org.darktable.Darktable")
    assert [p.title for p in darktable_places(system)] == ["darktable", "darktable (Flatpak)"]


def test_digikams_script_for_a_sandbox_is_another_one(tmp_path: Path) -> None:
    system = linux(tmp_path)
    add_program(system, "digikam")
    add_flatpak(system, "org.kde.digikam", TALK)
    ordinary, sandboxed = digikam_places(system)
    assert ordinary.folder == system.home / ".local" / "share" / "lowlight" / "hosts"
    assert sandboxed.folder == ordinary.folder / "flatpak"


def test_digikam_on_windows_is_told_the_other_way(tmp_path: Path) -> None:
    system = windows(tmp_path)
    program = tmp_path / "Program Files" / "digiKam" / "digikam.exe"
    program.parent.mkdir(parents=True)
    program.write_text("")
    (place,) = digikam_places(system)
    assert "lowlight hosts install editor" in place.unserved


def test_lightroom_and_linux_desktops_keep_to_their_systems(tmp_path: Path) -> None:
    assert lightroom_places(linux(tmp_path)) == ()
    assert desktop_places(windows(tmp_path)) == ()
    assert desktop_places(mac(tmp_path)) == ()


def test_the_machine_of_today_is_looked_at_without_an_error() -> None:
    assert isinstance(darktable_places(System()), tuple)
