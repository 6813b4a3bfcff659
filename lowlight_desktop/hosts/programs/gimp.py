"""GIMP: a plug-in for each version."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lowlight_desktop.hosts.command import stamped
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.hosts.system import System

NOT_STARTED = "Start GIMP 3 once, then install again."
TOO_OLD = "GIMP 2 is too old for it. Start GIMP 3 once, then install again."

_GIMP = re.compile(r"(\d+)\.\d+")


def gimp_places(system: System) -> tuple[Place, ...]:
    """The settings folders of every GIMP 3 that has been started."""
    traces = Traces(
        programs=("gimp",),
        installed=("GIMP 3/bin/gimp.exe", "GIMP 3/bin/gimp-3.exe"),
        applications=("GIMP.app",),
        flatpak="org.gimp.GIMP",
        snap="gimp",
    )
    found = places(system, "GIMP", traces, system.settings / "GIMP", lambda folder: folder / "GIMP")
    return tuple(version for place in found for version in _gimp_versions(place))


def gimp_pieces(place: Place, words: Sequence[str], version: str) -> tuple[Piece, ...]:
    """The plug-in: folder and file have to have the same name."""
    text = (RESOURCES / "gimp" / "lowlight" / "lowlight.py").read_text(encoding="utf-8")
    path = place.folder / "plug-ins" / "lowlight" / "lowlight.py"
    return (Script(path, stamped(text, words, version).encode(), is_program=True),)


GIMP = Host(
    "gimp",
    "GIMP 3",
    gimp_places,
    gimp_pieces,
    "Restart GIMP: Filters ▸ Enhance ▸ Lowlight.",
    partial(Place, "GIMP"),
)


def _gimp_versions(place: Place) -> list[Place]:
    """An installation for each version's folder; GIMP makes it when it starts first."""
    folders = [path for path in _folders(place.folder) if _GIMP.fullmatch(path.name)]
    new = [path for path in folders if int(path.name.split(".")[0]) >= 3]
    if not new:
        return [replace(place, unserved=place.unserved or (TOO_OLD if folders else NOT_STARTED))]
    titled = place.title.removeprefix("GIMP")
    return [replace(place, title=f"GIMP {path.name}{titled}", folder=path) for path in new]


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []
