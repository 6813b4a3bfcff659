"""What must come from the system: Debian packages, installed or asked for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from programs import SetUpError, run, say

# What PySide6 loads on Linux: the library, and the Debian package that holds it. The other wheels
# bring everything along except libstdc++, libgcc and zlib, which Debian's Python and apt need, too.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
_LDCONFIG = Path("/sbin/ldconfig")


def offer_window_packages(log: Path, *, with_tests: bool) -> None:
    """Install what the window needs of the system, or say how: the rest works without.

    Args:
        log: For what apt-get says.
        with_tests: Whether its tests shall have a screen, too.
    """
    missing: list[str] = []
    if _LDCONFIG.exists():
        listing = subprocess.run([_LDCONFIG, "-p"], capture_output=True, text=True, check=False)
        missing += missing_qt_packages(listing.stdout)
    if with_tests:
        missing += missing_test_packages()
    if not missing:
        return
    try:
        install_packages(missing, log)
    except SetUpError as error:
        say(f"{error} Only the window needs them; the command line works without.")


def missing_qt_packages(listing: str) -> list[str]:
    """The packages of Qt's libraries that are not in what `ldconfig -p` printed."""
    there = {line.split()[0] for line in listing.splitlines() if line.strip()}
    return [package for library, package in QT_LIBRARIES.items() if library not in there]


def missing_test_packages() -> list[str]:
    """What the tests of the window run on where there is no screen, if that is missing."""
    return [] if shutil.which("Xvfb") else ["xvfb"]


def install_packages(packages: Sequence[str], log: Path) -> None:
    """Install Debian packages.

    Raises:
        SetUpError: If that fails or is not ours to do, with the command that does it.
    """
    names = " ".join(packages)
    advice = f"system packages are missing; on Debian: sudo apt-get install {names}."
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetUpError(advice)
    say(f"installing {names} with apt-get ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    try:
        run([*apt, "update"], log, environment=quiet, keeps_lock=False)
        install = [*apt, "install", "-y", "--no-install-recommends", *packages]
        run(install, log, environment=quiet, keeps_lock=False)
    except SetUpError as error:
        raise SetUpError(f"{error}. {advice}") from error
