"""Hosts in sandboxes: where Flatpak and Snap keep them, and whether they may start a program."""

import configparser
import re
from pathlib import Path

from lowlight_desktop.hosts.system import System

_PORTAL = "org.freedesktop.Flatpak"  # who may talk to it may start programs outside
_POLICY = "Session Bus Policy"


def flatpak_folder(system: System, app: str) -> Path | None:
    """Where an application of Flatpak is installed, for the user or for everybody."""
    folders = (system.xdg_data / "flatpak", system.at("/var/lib/flatpak"))
    found = (folder / "app" / app for folder in folders)
    return next((folder for folder in found if folder.is_dir()), None)


def flatpak_settings(system: System, app: str) -> Path:
    """What such an application sees as its settings folder."""
    return system.home / ".var" / "app" / app / "config"


def may_start_us(system: System, app: str) -> bool:
    """Whether the sandbox lets the application start programs with `flatpak-spawn --host`."""
    installed = flatpak_folder(system, app)
    everybody, own = system.at("/var/lib/flatpak"), system.xdg_data / "flatpak"
    said = [folder / "overrides" / name for folder in (everybody, own) for name in ("global", app)]
    if installed is not None:
        said.insert(0, installed / "current" / "active" / "metadata")
    allowed = False
    for path in said:  # each overrules those before it
        answer = _policy(path)
        allowed = allowed if answer is None else answer in ("talk", "own")
    return allowed


FLATPAK_ADVICE = (
    "Its sandbox does not let it start Lowlight. To allow it, which lets it start every other "
    "program too:"
)


def flatpak_permission(app: str) -> tuple[str, ...]:
    """The command with which its user can allow it."""
    return ("flatpak", "override", "--user", f"--talk-name={_PORTAL}", app)


def snap_folder(system: System, name: str) -> Path | None:
    """Where a snap is installed."""
    folders = (system.at("/snap") / name, system.at("/var/lib/snapd/snap") / name)
    return next((folder / "current" for folder in folders if folder.is_dir()), None)


def is_confined(snap: Path) -> bool:
    """Whether a snap runs in a sandbox; "classic" ones do not."""
    try:
        text = (snap / "meta" / "snap.yaml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return re.search(r"^confinement:\s*classic\s*$", text, re.MULTILINE) is None


SNAP_ADVICE = (
    "Snaps of this kind cannot start other programs. Install it from your distribution, from "
    "Flathub or from its own site instead."
)


def _policy(path: Path) -> str | None:
    """What a file of Flatpak says about the portal; None if nothing."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - as the names are
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError):
        return None
    return parser.get(_POLICY, _PORTAL, fallback=None)
