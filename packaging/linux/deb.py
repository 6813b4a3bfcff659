"""Make a Debian package of the frozen program.

    python packaging/linux/deb.py dist/Lowlight --to dist

Needs dpkg-deb and objdump, and Qt, which draws the icon in all sizes.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from contents import mark_of
from desktop_files import build_time_s, lay_out, maintainer
from needs import newest
from PySide6.QtGui import QGuiApplication

from lowlight_desktop import __version__

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_GCC_OF = {"3.4.28": "9", "3.4.29": "11", "3.4.30": "12", "3.4.31": "13", "3.4.32": "13"}
"""Debian numbers libstdc++ as GCC; its interfaces have numbers of their own."""

_DRIVERS = ("libgcc-s1", "libgl1", "libegl1")
"""What PyInstaller leaves to the system besides the C libraries: the drivers' side of OpenGL."""

_PACKING = ("-Zzstd", "-z10")
"""Higher levels take ten times as long and save less than a percent: see packaging/README.md."""

_WANTED = (
    *("fontconfig-config", "fonts-dejavu-core"),  # text in the window
    *("desktop-file-utils", "hicolor-icon-theme", "shared-mime-info"),  # a place in menus
)
"""What every desktop has, and a server that only runs commands does not need."""

_CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size_kib}
Depends: {needed}
Recommends: {wanted}
Provides: lowlight-edition
Conflicts: lowlight-edition
Replaces: lowlight-edition
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


def make(dist: Path, to: Path) -> Path:
    """Make the package.

    Args:
        dist: The frozen program's folder.
        to: The folder that gets it.

    Returns:
        The package.

    Raises:
        OSError: If a file cannot be written.
        subprocess.CalledProcessError: If dpkg-deb or objdump fails; it has said why.
    """
    architecture = _ARCHITECTURES[platform.machine()]
    name = f"lowlight{mark_of(dist)}"
    package = to / f"{name}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=to) as folder:
        root = Path(folder) / "root"
        root.mkdir(mode=0o755)
        lay_out(dist, root / "usr")
        papers = root / "usr/share/doc" / name
        papers.mkdir(parents=True)
        (papers / "copyright").write_text(_COPYRIGHT, "utf-8")
        _describe(root, name, architecture, depends(newest(dist)))
        how = ["--root-owner-group", *_PACKING]
        same = {**os.environ, "SOURCE_DATE_EPOCH": str(build_time_s())}
        command = ["dpkg-deb", *how, "--build", str(root), str(package)]
        subprocess.run(command, check=True, env=same)
    return package


def depends(newest_interface: dict[str, str]) -> str:
    """The packages that the program needs of the system.

    Args:
        newest_interface: As `needs.newest` tells it.
    """
    gcc = _GCC_OF.get(newest_interface["GLIBCXX"])
    libraries = (
        f"libc6 (>= {newest_interface['GLIBC']})",
        f"libstdc++6 (>= {gcc})" if gcc else "libstdc++6",
    )
    return ", ".join((*libraries, *_DRIVERS))


def _describe(root: Path, name: str, architecture: str, needed: str) -> None:
    files = [f for f in sorted(root.rglob("*")) if f.is_file() and not f.is_symlink()]
    control = _CONTROL.format(
        package=name,
        version=__version__,
        architecture=architecture,
        maintainer=maintainer(),
        size_kib=sum(file.stat().st_size for file in files) // 1024,
        needed=needed,
        wanted=", ".join(_WANTED),
    )
    sums = "".join(f"{_md5(file)}  {file.relative_to(root)}\n" for file in files)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(control, "utf-8")
    (root / "DEBIAN/md5sums").write_text(sums, "utf-8")


def _md5(file: Path) -> str:
    """As `dpkg --verify` wants it: against damage, not against malice."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "md5").hexdigest()


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make a Debian package.")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    wish = parser.parse_args()
    if missing := [name for name in ("dpkg-deb", "objdump") if not shutil.which(name)]:
        print(f"deb: {' and '.join(missing)} is needed: dpkg, binutils", file=sys.stderr)  # noqa: T201
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    package = make(wish.dist, wish.to)
    print(f"{package}, {package.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
