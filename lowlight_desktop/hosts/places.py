"""Installations of a host: an ordinary one, a Flatpak, a snap."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lowlight_desktop.hosts.sandbox import (
    FLATPAK_ADVICE,
    SNAP_ADVICE,
    flatpak_folder,
    flatpak_permission,
    flatpak_settings,
    is_confined,
    may_start_us,
    snap_folder,
)
from lowlight_desktop.hosts.system import System

FLATPAK_CALL = ("flatpak-spawn", "--host", "--watch-bus")
"""What a program in Flatpak's sandbox starts others with; they end when it does."""


@dataclass(frozen=True, slots=True)
class Place:
    """One installation of a host.

    Attributes:
        title: For people: "GIMP 3.0 (Flatpak)".
        folder: Where it looks for scripts of its user, or keeps its settings.
        prefix: What has to stand before our command there.
        unserved: Why nothing can be installed there, a sentence; "" if it can.
        allow: The command that lets it start us; empty where nothing is in the way.
    """

    title: str
    folder: Path
    prefix: tuple[str, ...] = ()
    unserved: str = ""
    allow: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """What its user has to do before it works, a sentence; may be empty."""
        return f"{FLATPAK_ADVICE} {shlex.join(self.allow)}" if self.allow else ""


@dataclass(frozen=True, slots=True)
class Traces:
    """How a host is recognized.

    Attributes:
        programs: Commands on Linux.
        installed: Windows: patterns of paths below Program Files.
        applications: macOS: names in /Applications.
        flatpak: Its name in Flatpak, or "".
        snap: Its name as a snap, or "".
    """

    programs: tuple[str, ...] = ()
    installed: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    flatpak: str = ""
    snap: str = ""


def is_here(system: System, traces: Traces) -> bool:
    """Whether the host is installed in the ordinary way."""
    if system.is_windows:
        return any(system.has_installed(path) for path in traces.installed)
    if system.is_mac:
        return any(system.has_application(name) for name in traces.applications)
    return any(system.has_program(name) for name in traces.programs)


def places(
    system: System,
    title: str,
    traces: Traces,
    usual: Path,
    below: Callable[[Path], Path],
    *,
    starts_us: bool = True,
) -> tuple[Place, ...]:
    """Every installation of a host, the ordinary one first.

    Args:
        system: The machine.
        title: The host's name.
        traces: How it is recognized.
        usual: The settings of the ordinary installation; if they are there, so is the host.
        below: The same folder below a sandbox's own settings folder.
        starts_us: Whether the host itself has to start our program from within its sandbox.
    """
    found = list[Place]()
    if usual.exists() or is_here(system, traces):
        found.append(Place(title, usual))
    if system.is_windows or system.is_mac:
        return tuple(found)
    app = traces.flatpak
    if app and flatpak_folder(system, app):
        place = Place(f"{title} (Flatpak)", below(flatpak_settings(system, app)))
        if starts_us:
            allow = () if may_start_us(system, app) else flatpak_permission(app)
            place = replace(place, prefix=FLATPAK_CALL, allow=allow)
        found.append(place)
    if traces.snap and (snap := snap_folder(system, traces.snap)):
        if not is_confined(snap):
            if not found:
                found.append(Place(title, usual))
        else:
            folder = below(system.home / "snap" / traces.snap / "current" / ".config")
            found.append(Place(f"{title} (snap)", folder, unserved=SNAP_ADVICE))
    return tuple(found)
