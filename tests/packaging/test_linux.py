"""What a Linux desktop is told of the program."""

import configparser
import re
import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - keys have capitals
    parser.read(LINUX / "lowlight.desktop", "utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def deb(qapp: object) -> dict[str, Any]:
    return runpy.run_path(str(LINUX / "deb.py"))


def test_the_entry_has_what_a_desktop_needs(entry: configparser.SectionProxy) -> None:
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "lowlight-desktop %F"
    assert entry["Terminal"] == "false"
    assert all(entry[f"{key}[de]"] for key in ("GenericName", "Comment"))


def test_lists_of_the_entry_end_as_the_specification_wants(
    entry: configparser.SectionProxy,
) -> None:
    for key in ("MimeType", "Categories", "Keywords"):
        assert entry[key].endswith(";")
        words = entry[key].rstrip(";").split(";")
        assert len(words) == len(set(words))
    assert all(re.fullmatch(r"image/[\w.+-]+", t) for t in entry["MimeType"].split(";")[:-1])


def test_the_window_finds_its_entry(entry: configparser.SectionProxy) -> None:
    from lowlight_desktop.gui import starting

    source = Path(starting.__file__).read_text("utf-8")
    assert f'setDesktopFileName("{entry["StartupWMClass"]}")' in source
    assert (LINUX / f"{entry['Icon']}.svg").is_file()


def test_shops_launch_what_is_installed(deb: dict[str, Any]) -> None:
    page = ET.parse(LINUX / "lowlight.metainfo.xml").getroot()
    launched = page.findtext("launchable")
    assert launched is not None
    assert (LINUX / launched).is_file()
    assert [binary.text for binary in page.iter("binary")] == list(deb["PROGRAMS"])


@pytest.mark.parametrize("size_px", [16, 48, 512])
def test_the_icon_is_drawn_with_round_corners(deb: dict[str, Any], size_px: int) -> None:
    image = deb["icon"](size_px)
    assert image.width() == image.height() == size_px
    assert image.pixelColor(0, 0).alpha() == 0
    left, right = (image.pixelColor(int(size_px * x), size_px // 5) for x in (0.25, 0.75))
    assert left.alpha() == right.alpha() == 255
    assert right.lightness() > left.lightness() + 40  # night, and the same lit


def test_the_package_puts_everything_where_debian_has_it(
    deb: dict[str, Any], tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    for name in deb["PROGRAMS"]:
        (dist / name).write_text("program")
    root = tmp_path / "root"
    deb["lay_out"](dist, root)
    for name in deb["PROGRAMS"]:
        assert (root / "usr/bin" / name).read_text() == "program"
    icons = {f.parts[-3] for f in root.glob("usr/share/icons/hicolor/*/apps/lowlight.*")}
    assert icons == {"scalable", *(f"{size}x{size}" for size in deb["SIZES_PX"])}
    assert (root / "usr/share/applications/lowlight.desktop").is_file()
    assert "GNU General Public License" in (root / "usr/share/doc/lowlight/copyright").read_text()
