"""Freeze the program.

    python packaging/build.py --edition full --to dist

Needs what `pip install .[packaging]` installs. The folder DIR/Lowlight then runs anywhere that has
the same system and an equally new C library: build on the oldest one that shall do.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from linux.slim import slim

from lowlight_desktop import __version__

_HERE = Path(__file__).resolve().parent
_USAGE = 2
_PINNED = ("unshare", "-m", "--propagation", "private", "/bin/sh", "-c")
_PIN = 'mount --bind /dev/null /dev/null && exec "$@"'


def build(to: Path, work: Path, edition: str = "full") -> Path:
    """Freeze the program.

    Args:
        to: The folder that gets the folder Lowlight.
        work: For intermediate files; speeds the next build up.
        edition: "full", or "small" without torch: OpenVINO and ONNX Runtime compute.

    Returns:
        The frozen program's folder.

    Raises:
        subprocess.CalledProcessError: If PyInstaller or strip fails; it has said why.
    """
    where = ["--distpath", str(to), "--workpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *where]
    # Same sources, same bytes: sets of names are written in one order.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "LOWLIGHT_EDITION": edition}
    command = _spares_devices([*command, str(_HERE / "lowlight.spec")])
    subprocess.run(command, check=True, env=environment)
    program = to / "Lowlight"
    if sys.platform == "linux":
        slim(program)
    return program


def _spares_devices(command: list[str]) -> list[str]:
    """While libraries are looked for, the linker writes to /dev/null: root's would replace it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return command
    return [*_PINNED, _PIN, "sh", *command]


def size_bytes(folder: Path) -> int:
    """What a folder's files hold; a link counts nothing."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files)


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Freeze the program.")
    parser.add_argument("--edition", choices=("full", "small"), default="full")
    parser.add_argument("--to", type=Path, default=Path("dist"), metavar="DIR", help="(dist)")
    parser.add_argument("--work", type=Path, default=Path("build"), metavar="DIR", help="(build)")
    wish = parser.parse_args()
    if importlib.util.find_spec("PyInstaller") is None:
        return _refuse(f"{sys.executable} has no PyInstaller: pip install .[packaging]")
    try:
        folder = build(wish.to, wish.work, wish.edition)
    except subprocess.CalledProcessError as error:
        return error.returncode
    print(f"Lowlight {__version__}: {folder}, {size_bytes(folder) / 1e6:.0f} MB")  # noqa: T201
    return 0


def _refuse(why: str) -> int:
    print(f"build: {why}", file=sys.stderr)  # noqa: T201
    return _USAGE


if __name__ == "__main__":
    sys.exit(main())
