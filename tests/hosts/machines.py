"""Machines made of folders, for the tests of hosts."""

from pathlib import Path

from lowlight_desktop.hosts.system import System


def linux(folder: Path, **environment: str) -> System:
    """A Linux with an empty home; programs are files in `bin`."""
    (folder / "home").mkdir(exist_ok=True)
    (folder / "bin").mkdir(exist_ok=True)
    given = {"PATH": str(folder / "bin")} | environment
    return System("linux", folder / "home", given, folder / "root")


def windows(folder: Path) -> System:
    """A Windows with an empty home."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "ProgramFiles": str(folder / "Program Files"),
    }
    return System("win32", home, environment, folder / "root")


def mac(folder: Path) -> System:
    """A Mac with an empty home."""
    (folder / "home").mkdir(exist_ok=True)
    return System("darwin", folder / "home", {}, folder / "root")


def add_program(system: System, name: str) -> None:
    """Install a command on a Linux."""
    (Path(system.environment["PATH"]) / name).write_text("")


def add_flatpak(system: System, app: str, policy: str = "") -> Path:
    """Install an application of Flatpak; returns its settings folder."""
    active = system.root / "var" / "lib" / "flatpak" / "app" / app / "current" / "active"
    active.mkdir(parents=True)
    (active / "metadata").write_text(f"[Application]\nname={app}\n{policy}")
    settings = system.home / ".var" / "app" / app / "config"
    settings.mkdir(parents=True)
    return settings


def add_snap(system: System, name: str, confinement: str) -> None:
    """Install a snap."""
    meta = system.root / "snap" / name / "current" / "meta"
    meta.mkdir(parents=True)
    (meta / "snap.yaml").write_text(f"name: {name}\nconfinement: {confinement}\n")
