"""What a Linux desktop is told of the program, and how it is packed."""

import configparser
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from lowlight_desktop.formats.reading import PHOTO_SUFFIXES
from lowlight_desktop.gui.starting import DESKTOP_ID
from lowlight_desktop.hosts.programs.desktop import ICON

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LINUX = PACKAGING / "linux"
KINDS = Path("/usr/share/mime/globs2")
NAMESPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(autouse=True)
def scripts_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    monkeypatch.syspath_prepend(LINUX)


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - keys have capitals
    parser.read(LINUX / f"{DESKTOP_ID}.desktop", "utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def layout(qapp: object) -> dict[str, Any]:
    return _script("desktop_files")


@pytest.fixture
def dist(layout: dict[str, Any], tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in layout["PROGRAMS"]:
        (folder / name).write_text("program")
    return folder


def test_the_entry_has_what_a_desktop_needs(entry: configparser.SectionProxy) -> None:
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "lowlight-desktop %F"
    assert entry["Terminal"] == "false"
    assert all(entry[f"{key}[de]"] for key in ("GenericName", "Comment", "Keywords"))


def test_lists_of_the_entry_end_as_the_specification_wants(
    entry: configparser.SectionProxy,
) -> None:
    for key in ("MimeType", "Categories", "Keywords"):
        assert entry[key].endswith(";")
        words = entry[key].rstrip(";").split(";")
        assert len(words) == len(set(words))


def test_the_window_is_known_by_its_entry(entry: configparser.SectionProxy) -> None:
    from lowlight_desktop.gui import starting

    source = Path(starting.__file__).read_text("utf-8")
    assert "setDesktopFileName(DESKTOP_ID)" in source  # Wayland
    assert f'setApplicationName("{entry["StartupWMClass"]}")' in source  # X11's class
    assert entry["Icon"] == DESKTOP_ID
    assert ICON.is_file()


def test_shops_launch_what_is_installed(layout: dict[str, Any]) -> None:
    page = ET.parse(LINUX / f"{DESKTOP_ID}.metainfo.xml").getroot()
    assert page.findtext("id") == DESKTOP_ID
    assert page.findtext("launchable") == f"{DESKTOP_ID}.desktop"
    assert [binary.text for binary in page.iter("binary")] == list(layout["PROGRAMS"])


@pytest.mark.skipif(not KINDS.is_file(), reason="needs shared-mime-info")
def test_every_kind_of_photo_can_be_opened_from_a_file_manager(
    entry: configparser.SectionProxy,
) -> None:
    lines = [line.split(":") for line in KINDS.read_text("utf-8").splitlines() if ":" in line]
    known = {glob[1:]: kind for _, kind, glob, *_ in lines if glob.startswith("*.")}
    own = {
        str(glob.get("pattern"))[1:]: kind.get("type")
        for kind in ET.parse(LINUX / f"{DESKTOP_ID}.mime.xml").getroot()
        for glob in kind.iter(f"{NAMESPACE}glob")
    }
    offered = set(entry["MimeType"].rstrip(";").split(";"))
    missing = {s for s in PHOTO_SUFFIXES if {**own, **known}.get(s) not in offered}
    assert missing == set()
    assert offered <= {*known.values(), *own.values(), "image/x-dcraw"}


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_the_entry_is_valid() -> None:
    tool = ["desktop-file-validate", str(LINUX / f"{DESKTOP_ID}.desktop")]
    done = subprocess.run(tool, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="needs appstream")
def test_the_page_for_shops_is_valid(layout: dict[str, Any], dist: Path, tmp_path: Path) -> None:
    layout["lay_out"](dist, tmp_path / "usr")
    page = tmp_path / f"usr/share/metainfo/{DESKTOP_ID}.metainfo.xml"
    tool = ["appstreamcli", "validate", "--no-net", str(page)]
    done = subprocess.run(tool, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("size_px", [16, 48, 512])
def test_the_icon_is_drawn_with_round_corners(layout: dict[str, Any], size_px: int) -> None:
    image = layout["icon"](size_px)
    assert image.width() == image.height() == size_px
    assert image.pixelColor(0, 0).alpha() == 0
    left, right = (image.pixelColor(int(size_px * x), size_px // 5) for x in (0.25, 0.75))
    assert left.alpha() == right.alpha() == 255
    assert right.lightness() > left.lightness() + 40  # night, and the same lit


def test_everything_lies_where_desktops_look(
    layout: dict[str, Any], dist: Path, tmp_path: Path
) -> None:
    usr = tmp_path / "usr"
    layout["lay_out"](dist, usr)
    for name in layout["PROGRAMS"]:
        assert (usr / "bin" / name).read_text() == "program"
    icons = {f.parts[-3] for f in usr.glob(f"share/icons/hicolor/*/apps/{DESKTOP_ID}.*")}
    assert icons == {"scalable", *(f"{size}x{size}" for size in layout["SIZES_PX"])}
    assert (usr / f"share/applications/{DESKTOP_ID}.desktop").is_file()
    assert (usr / f"share/mime/packages/{DESKTOP_ID}.xml").is_file()


def test_shops_show_the_version_of_the_program(
    layout: dict[str, Any], dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lowlight_desktop import __version__

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    layout["lay_out"](dist, tmp_path / "usr")
    page = ET.parse(tmp_path / f"usr/share/metainfo/{DESKTOP_ID}.metainfo.xml")
    (release,) = page.getroot().iter("release")
    assert release.attrib == {"version": __version__, "date": "1970-01-02"}


def test_the_maintainer_is_no_machine(layout: dict[str, Any]) -> None:
    assert layout["maintainer"]().startswith("The Lowlight authors <")
    assert "localhost" not in layout["maintainer"]()


def test_the_package_asks_for_the_libraries_that_it_was_built_on(qapp: object) -> None:
    needed = _script("deb")["depends"]({"GLIBC": "2.36", "GLIBCXX": "3.4.29"})
    assert needed.startswith("libc6 (>= 2.36), libstdc++6 (>= 11), ")
    assert "libgl1" in needed


def test_a_program_that_needs_a_library_says_its_version() -> None:
    newest = _script("needs")["newest"](Path(shutil.which("sh") or "/bin/sh").resolve().parent)
    assert newest["GLIBC"].startswith("2.")


def test_the_window_of_linux_is_the_command_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "lowlight").write_bytes(b"program")
    (tmp_path / "lowlight-desktop").write_bytes(b"program")
    assert _script("slim")["slim"](tmp_path) == len(b"program")
    assert (tmp_path / "lowlight-desktop").readlink() == Path("lowlight")


def test_an_image_holds_what_its_runtime_looks_for(
    qapp: object, dist: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "AppDir"
    folder.mkdir()
    _script("appimage")["lay_out_image"](dist, folder)
    (dist / "lowlight").chmod(0o755)
    (folder / "usr/lib/lowlight/lowlight").write_text('#!/bin/sh\necho "ran $*"\n')
    (folder / "usr/lib/lowlight/lowlight").chmod(0o755)
    link = tmp_path / "a link to it"
    link.symlink_to(folder / "AppRun")
    done = subprocess.run([link, "info", "a b"], capture_output=True, text=True)
    assert done.stdout == "ran info a b\n"
    entries = [file for file in folder.iterdir() if file.suffix == ".desktop"]
    assert [file.read_text("utf-8").startswith("[Desktop Entry]") for file in entries] == [True]
    assert (folder / ".DirIcon").read_bytes().startswith(b"\x89PNG")


def test_only_the_runtime_that_is_named_is_taken(qapp: object) -> None:
    script = _script("appimage")
    with pytest.raises(script["RuntimeFileError"], match="SHA-256"):
        script["checked"](b"another program", "x86_64")


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="needs squashfs-tools")
def test_an_image_is_its_runtime_with_a_file_system_behind_it(
    qapp: object, dist: Path, tmp_path: Path
) -> None:
    image = _script("appimage")["make"](dist, tmp_path, b"runtime")
    assert image.name.endswith(".AppImage")
    assert image.read_bytes()[:11] == b"runtime" + b"hsqs"
    assert image.stat().st_mode & 0o111 == 0o111


def _script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(LINUX / f"{name}.py"))
