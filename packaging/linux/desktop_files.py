"""What a Linux desktop is told of the program: entry, icons, kinds of files, metadata."""

import os
import shutil
import time
import tomllib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from lowlight_desktop import __version__
from lowlight_desktop.gui.starting import DESKTOP_ID
from lowlight_desktop.hosts.programs.desktop import ICON

HERE = Path(__file__).resolve().parent
SIZES_PX = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""Of icons, as the Icon Theme Specification has folders for them."""

PROGRAMS = ("lowlight", "lowlight-desktop")
_PROJECT = HERE.parents[1] / "pyproject.toml"
_AFTER = "</provides>\n"
_RELEASE = '  <releases>\n    <release version="{version}" date="{date}"/>\n  </releases>\n'


def lay_out(dist: Path, usr: Path) -> None:
    """Put the program and all that a desktop wants to know where every Linux has it.

    Args:
        dist: The frozen program's folder.
        usr: A folder that stands for /usr.

    Raises:
        OSError: If something cannot be written.
    """
    shutil.copytree(dist, usr / "lib" / "lowlight", symlinks=True)
    binaries, share = usr / "bin", usr / "share"
    binaries.mkdir(parents=True)
    for name in PROGRAMS:
        (binaries / name).symlink_to(Path("../lib/lowlight") / name)
    _copy(f"{DESKTOP_ID}.desktop", share / "applications")
    scalable = share / "icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copy(ICON, scalable / f"{DESKTOP_ID}.svg")
    for size_px in SIZES_PX:
        save_icon(size_px, share / f"icons/hicolor/{size_px}x{size_px}/apps/{DESKTOP_ID}.png")
    kinds = _copy(f"{DESKTOP_ID}.mime.xml", share / "mime/packages")
    kinds.rename(kinds.with_name(f"{DESKTOP_ID}.xml"))
    page = _copy(f"{DESKTOP_ID}.metainfo.xml", share / "metainfo")
    page.write_text(_released(page.read_text("utf-8")), "utf-8")


def icon(size_px: int) -> QImage:
    """The program's icon on nothing.

    Args:
        size_px: Its side.
    """
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    return image


def save_icon(size_px: int, file: Path) -> None:
    """Write the icon as PNG, with the folders on the way.

    Raises:
        OSError: If it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if not icon(size_px).save(str(file)):
        raise OSError(f"{file} cannot be written")


def maintainer() -> str:
    """Name and address, as `pyproject.toml` has them."""
    project = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]
    (author,) = project["authors"]
    return f"{author['name']} <{author['email']}>"


def build_time_s() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH for who wants the same bytes again, or now."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def _released(page: str) -> str:
    """The metadata with this version, which stands in the program only."""
    date = time.strftime("%Y-%m-%d", time.gmtime(build_time_s()))
    before, after = page.split(_AFTER)
    return before + _AFTER + _RELEASE.format(version=__version__, date=date) + after


def _copy(name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(HERE / name, folder))
