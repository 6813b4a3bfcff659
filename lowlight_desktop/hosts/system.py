"""The machine that hosts are looked for on: its kind, its user, its usual places."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class System:
    """Where things lie; another home and another root make another machine.

    Attributes:
        platform: As `sys.platform`.
        home: The user's home folder.
        environment: The variables that say where settings and programs lie.
        root: What stands before absolute paths of the system.
    """

    platform: str = sys.platform
    home: Path = field(default_factory=Path.home)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    root: Path = Path("/")

    @property
    def is_windows(self) -> bool:
        """Whether this is Windows."""
        return self.platform == "win32"

    @property
    def is_mac(self) -> bool:
        """Whether this is macOS."""
        return self.platform == "darwin"

    def at(self, absolute: str) -> Path:
        """A path of the system itself, such as "/usr/bin"."""
        return self.root / absolute.lstrip("/")

    @property
    def settings(self) -> Path:
        """Where programs keep what is the user's: their settings."""
        return self._native or self.xdg_config

    @property
    def data(self) -> Path:
        """Where programs keep what is the user's: scripts, brushes and the like."""
        return self._native or self.xdg_data

    @property
    def glib_settings(self) -> Path:
        """Where programs that ask GLib keep settings: on macOS too as on Linux."""
        return self.local if self.is_windows else self.xdg_config

    @property
    def xdg_config(self) -> Path:
        """Where programs that follow freedesktop.org keep settings, on Linux and macOS."""
        return self._folder("XDG_CONFIG_HOME", ".config")

    @property
    def xdg_data(self) -> Path:
        """Where programs that follow freedesktop.org keep data."""
        return self._folder("XDG_DATA_HOME", ".local/share")

    @property
    def roaming(self) -> Path:
        """Windows' settings that follow the user to other machines."""
        return Path(self.environment.get("APPDATA") or self.home / "AppData" / "Roaming")

    @property
    def local(self) -> Path:
        """Windows' settings of this machine."""
        return Path(self.environment.get("LOCALAPPDATA") or self.home / "AppData" / "Local")

    @property
    def application_support(self) -> Path:
        """The same on macOS."""
        return self.home / "Library" / "Application Support"

    def has_program(self, name: str) -> bool:
        """Whether a command of this name can be started, or lies where users put their own."""
        named = self.environment.get("PATH", "").split(os.pathsep)
        folders = (*(Path(folder) for folder in named if folder), self.home / ".local" / "bin")
        return any((folder / name).is_file() for folder in folders)

    def has_application(self, name: str) -> bool:
        """Whether macOS has an application: "GIMP.app"."""
        folders = (self.at("/Applications"), self.home / "Applications")
        return any((folder / name).is_dir() for folder in folders)

    def has_installed(self, below: str) -> bool:
        """Whether Windows has a program: a pattern of paths below Program Files."""
        names = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
        named = [Path(self.environment[name]) for name in names if self.environment.get(name)]
        return any(
            found for folder in (*named, self.local / "Programs") for found in folder.glob(below)
        )

    @property
    def _native(self) -> Path | None:
        """Windows' and macOS' own folder for all that."""
        if self.is_windows:
            return self.roaming
        return self.application_support if self.is_mac else None

    def _folder(self, variable: str, usual: str) -> Path:
        folder = Path(self.environment.get(variable, ""))
        return folder if folder.is_absolute() else self.home / usual
