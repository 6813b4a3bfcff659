"""Make a Debian package of the frozen program.

    python packaging/linux/deb.py dist/Lowlight --to dist

Needs dpkg-deb, and Qt, which draws the icon in all sizes.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from lowlight_desktop import __version__

HERE = Path(__file__).resolve().parent
SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Of icons, as the Icon Theme Specification has folders for them."""

PROGRAMS = ("lowlight", "lowlight-desktop")
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_NEEDED = ("libc6 (>= {libc})", "libstdc++6", "libgcc-s1", "libgl1", "libegl1")
"""What PyInstaller leaves to the system: the C and C++ libraries, and drivers' side of OpenGL."""

_CONTROL = """\
Package: lowlight
Version: {version}
Architecture: {architecture}
Maintainer: The Lowlight authors <lowlight@localhost>
Installed-Size: {size_kib}
Depends: {needed}
Recommends: fonts-dejavu-core
Section: graphics
Priority: optional
Description: light photographs taken in the dark
 Lights photographs that were taken in the dark and cleans their noise, with
 networks that it brings along: RAW, JPEG, TIFF, PNG, WebP, HEIC and AVIF.
 .
 It has a window, a command line, and plug-ins for other editors.
"""

_COPYRIGHT = """\
Lowlight is free software, under the GNU General Public License, version 3 or later: see
/usr/share/common-licenses/GPL-3. It brings libraries along; their licenses lie in
/usr/lib/lowlight/_internal/licenses.
"""


def lay_out(dist: Path, root: Path) -> None:
    """Put everything where Debian has it.

    Args:
        dist: The frozen program's folder.
        root: An empty folder that stands for /.
    """
    program, share = root / "usr/lib/lowlight", root / "usr/share"
    shutil.copytree(dist, program, symlinks=True)
    binaries = root / "usr/bin"
    binaries.mkdir(parents=True)
    for name in PROGRAMS:
        (binaries / name).symlink_to(Path("../lib/lowlight") / name)
    _copy(HERE / "lowlight.desktop", share / "applications")
    _copy(HERE / "lowlight.metainfo.xml", share / "metainfo")
    _copy(HERE / "lowlight.svg", share / "icons/hicolor/scalable/apps")
    for size_px in SIZES_PX:
        folder = share / f"icons/hicolor/{size_px}x{size_px}/apps"
        folder.mkdir(parents=True)
        if not icon(size_px).save(str(folder / "lowlight.png")):
            raise OSError(f"{folder} cannot be written")
    (share / "doc/lowlight").mkdir(parents=True)
    (share / "doc/lowlight/copyright").write_text(_COPYRIGHT, "utf-8")


def icon(size_px: int) -> QImage:
    """The program's icon on nothing.

    Args:
        size_px: Its side.
    """
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "lowlight.svg")).render(painter)
    painter.end()
    return image


def make(dist: Path, to: Path) -> Path:
    """Make the package.

    Args:
        dist: The frozen program's folder.
        to: The folder that gets it.

    Returns:
        The package.

    Raises:
        subprocess.CalledProcessError: If dpkg-deb fails.
    """
    architecture = _ARCHITECTURES[platform.machine()]
    package = to / f"lowlight_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=to) as folder:
        root = Path(folder) / "root"
        root.mkdir(mode=0o755)
        lay_out(dist, root)
        files = (file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
        control = _CONTROL.format(
            version=__version__,
            architecture=architecture,
            size_kib=sum(file.stat().st_size for file in files) // 1024,
            needed=", ".join(_NEEDED).format(libc=platform.libc_ver()[1]),
        )
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(control, "utf-8")
        how = ["--root-owner-group", "-Zzstd"]  # much faster than xz, hardly larger
        subprocess.run(["dpkg-deb", *how, "--build", str(root), str(package)], check=True)
    return package


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make a Debian package.")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    wish = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    package = make(wish.dist, wish.to)
    print(f"{package}, {package.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    return 0


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)


if __name__ == "__main__":
    sys.exit(main())
