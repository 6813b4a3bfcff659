"""Lightroom Classic: the folder of a plug-in."""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import stamped
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.hosts.system import System


def lightroom_places(system: System) -> tuple[Place, ...]:
    """Lightroom Classic's folder for modules and presets."""
    if not (system.is_windows or system.is_mac):
        return ()
    above = system.roaming if system.is_windows else system.application_support
    traces = Traces(
        installed=("Adobe/Adobe Lightroom Classic/Lightroom.exe",),
        applications=("Adobe Lightroom Classic", "Adobe Lightroom Classic.app"),
    )
    usual = above / "Adobe" / "Lightroom"
    return places(system, "Lightroom Classic", traces, usual, lambda folder: folder)


def lightroom_pieces(place: Place, words: Sequence[str], version: str) -> tuple[Piece, ...]:
    """The plug-in's folder."""
    source = RESOURCES / "lightroom" / "Lowlight.lrplugin"
    target = place.folder / "Modules" / source.name
    pieces = list[Piece]()
    for path in sorted(source.glob("*.lua")):
        text = path.read_text(encoding="utf-8")
        if path.name == "Command.lua":
            text = stamped(text, words, version)
        pieces.append(Script(target / path.name, text.encode()))
    return tuple(pieces)


LIGHTROOM = Host(
    "lightroom",
    "Lightroom Classic",
    lightroom_places,
    lightroom_pieces,
    "Restart Lightroom: Library ▸ Plug-in Extras ▸ Enhance with Lowlight, and “Lowlight” in "
    "the Export dialog.",
    partial(Place, "Lightroom Classic"),
)
