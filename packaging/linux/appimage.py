"""Make an AppImage of the frozen program: one file that runs where it lies.

    python packaging/linux/appimage.py dist/Lowlight --to dist --fetch
    python packaging/linux/appimage.py dist/Lowlight --to dist --runtime FILE

It is the runtime of the AppImage project with a squashfs behind it. The runtime is downloaded with
--fetch or given with --runtime, and is taken only if it is the very one that is named here. Without
either the squashfs is made alone, to be tried. Needs mksquashfs, of squashfs-tools.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from contents import mark_of
from desktop_files import build_time_s, lay_out, save_icon
from PySide6.QtGui import QGuiApplication

from lowlight_desktop import __version__
from lowlight_desktop.gui.starting import DESKTOP_ID

_RUNTIME = "https://github.com/AppImage/type2-runtime/releases/download/20251108/runtime-{}"
_SHA256 = {
    "x86_64": "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
    "aarch64": "00cbdfcf917cc6c0ff6d3347d59e0ca1f7f45a6df1a428a0d6d8a78664d87444",
}
_FETCH_S = 60.0
_ICON_PX = 256
_USAGE = 2
_START = """\
#!/bin/sh
# Without arguments the window, else the command: both are one program.
exec "$(dirname "$(readlink -f "$0")")/usr/lib/lowlight/lowlight" "$@"
"""


class RuntimeFileError(Exception):
    """The runtime is not the one that is named here."""


def lay_out_image(dist: Path, folder: Path) -> None:
    """Make an AppDir: the tree that an AppImage holds.

    Args:
        dist: The frozen program's folder.
        folder: An empty one.

    Raises:
        OSError: If something cannot be written.
    """
    lay_out(dist, folder / "usr")
    start = folder / "AppRun"
    start.write_text(_START, "utf-8")
    start.chmod(0o755)
    entry = f"{DESKTOP_ID}.desktop"
    (folder / entry).symlink_to(Path("usr/share/applications") / entry)
    save_icon(_ICON_PX, folder / f"{DESKTOP_ID}.png")
    (folder / ".DirIcon").symlink_to(f"{DESKTOP_ID}.png")


def squash(folder: Path, to: Path) -> None:
    """Pack a tree so that it can be mounted.

    Raises:
        subprocess.CalledProcessError: If mksquashfs fails; it has said why.
    """
    packing = ["-comp", "zstd", "-Xcompression-level", "10", "-b", "1M"]
    sober = ["-all-root", "-noappend", "-no-progress", "-quiet", "-no-xattrs"]
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    times = ["-mkfs-time", str(build_time_s()), "-all-time", str(build_time_s())]
    command = ["mksquashfs", str(folder), str(to), *packing, *sober, *times]
    subprocess.run(command, check=True, env=environment)


def checked(runtime: bytes, machine: str) -> bytes:
    """The runtime, if it is the one for this machine.

    Raises:
        RuntimeFileError: If it is another.
    """
    found = hashlib.sha256(runtime).hexdigest()
    if found != _SHA256[machine]:
        raise RuntimeFileError(
            f"the runtime is not that of {_RUNTIME.format(machine)}: its SHA-256 is {found}"
        )
    return runtime


def fetch(machine: str) -> bytes:
    """Download the runtime.

    Raises:
        OSError: If that fails.
    """
    with urllib.request.urlopen(_RUNTIME.format(machine), timeout=_FETCH_S) as answer:  # noqa: S310
        return bytes(answer.read())


def make(dist: Path, to: Path, runtime: bytes | None) -> Path:
    """Make the AppImage, or its squashfs alone.

    Args:
        dist: The frozen program's folder.
        to: The folder that gets it.
        runtime: What starts it; None: nothing does.

    Returns:
        The file.

    Raises:
        OSError: If a file cannot be written.
        subprocess.CalledProcessError: If mksquashfs fails.
    """
    name = f"Lowlight{mark_of(dist)}-{__version__}-{platform.machine()}"
    with tempfile.TemporaryDirectory(dir=to) as where:
        folder, packed = Path(where) / "Lowlight.AppDir", Path(where) / "squashfs"
        folder.mkdir(mode=0o755)
        lay_out_image(dist, folder)
        squash(folder, packed)
        if runtime is None:
            return packed.replace(to / f"{name}.squashfs")
        image = to / f"{name}.AppImage"
        with image.open("wb") as file, packed.open("rb") as behind:
            file.write(runtime)
            shutil.copyfileobj(behind, file)
    image.chmod(0o755)
    return image


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Make an AppImage.")
    parser.add_argument("dist", type=Path, help="the folder that build.py has made")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--runtime", type=Path, metavar="FILE", help="the runtime, downloaded")
    source.add_argument("--fetch", action="store_true", help="download the runtime")
    wish = parser.parse_args()
    if shutil.which("mksquashfs") is None:
        return _refuse("mksquashfs is needed: squashfs-tools")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    machine = platform.machine()
    try:
        runtime = fetch(machine) if wish.fetch else wish.runtime and wish.runtime.read_bytes()
        image = make(wish.dist, wish.to, checked(runtime, machine) if runtime else None)
    except (RuntimeFileError, OSError) as error:
        return _refuse(str(error))
    if image.suffix == ".squashfs":
        print("appimage: no runtime was given: this starts only unpacked", file=sys.stderr)  # noqa: T201
    print(f"{image}, {image.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    return 0


def _refuse(why: str) -> int:
    print(f"appimage: {why}", file=sys.stderr)  # noqa: T201
    return _USAGE


if __name__ == "__main__":
    sys.exit(main())
