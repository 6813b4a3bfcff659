"""Darktable: a script, and the line that loads it."""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import stamped
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Line, Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.hosts.system import System

LUARC_LINE = (
    b'pcall(require, "lowlight/lowlight") -- put here by "lowlight hosts install darktable"'
)


def darktable_places(system: System) -> tuple[Place, ...]:
    """Where darktable keeps its settings."""
    traces = Traces(
        programs=("darktable",),
        installed=("darktable/bin/darktable.exe",),
        applications=("darktable.app",),
        flatpak="org.darktable.Darktable",
        snap="darktable",
    )
    return places(
        system,
        "darktable",
        traces,
        system.glib_settings / "darktable",
        lambda folder: folder / "darktable",
    )


def darktable_pieces(place: Place, words: Sequence[str], version: str) -> tuple[Piece, ...]:
    """The script, and the line that loads it."""
    text = (RESOURCES / "darktable" / "lowlight.lua").read_text(encoding="utf-8")
    folder = place.folder / "lua" / "lowlight"
    return (
        Script(folder / "lowlight.lua", stamped(text, words, version).encode()),
        Script(folder / "german.lua", (RESOURCES / "darktable" / "german.lua").read_bytes()),
        Line(place.folder / "luarc", LUARC_LINE),
    )


DARKTABLE = Host(
    "darktable",
    "darktable 5",
    darktable_places,
    darktable_pieces,
    "Restart darktable: the storage “Lowlight” in “export”, the action “enhance RAW "
    "(Lowlight)” in “actions on selection”.",
    partial(Place, "darktable"),
)
