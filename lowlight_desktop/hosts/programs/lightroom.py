"""Lightroom Classic: the folder of a plug-in, and a preset for “Edit In”."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lowlight_desktop.hosts.command import is_of_windows, literal, stamped
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.programs.desktop import editor_pieces
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.hosts.system import System


def lightroom_places(system: System) -> tuple[Place, ...]:
    """Lightroom Classic's folder for modules and presets."""
    if not (system.is_windows or system.is_mac):
        return ()
    traces = Traces(
        installed=("Adobe/Adobe Lightroom Classic/Lightroom.exe",),
        applications=("Adobe Lightroom Classic", "Adobe Lightroom Classic.app"),
    )
    usual = system.settings / "Adobe" / "Lightroom"
    return places(system, "Lightroom Classic", traces, usual, lambda folder: folder)


def lightroom_pieces(place: Place, words: Sequence[str], version: str) -> tuple[Piece, ...]:
    """The plug-in's folder; on Windows the preset, too, and what it starts.

    On macOS “Edit In” starts applications alone, and a script is none.
    """
    source = RESOURCES / "lightroom" / "Lowlight.lrplugin"
    target = place.folder / "Modules" / source.name
    pieces = list[Piece]()
    for path in sorted((*source.glob("*.lua"), *source.glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        if path.name == "Command.lua":
            text = stamped(text, words, version)
        pieces.append(Script(target / path.name, text.encode()))
    if is_of_windows(words):
        editors = editor_pieces(replace(place, folder=target), words, version)
        pieces += [*editors, _preset(place, editors[0].path)]
    return tuple(pieces)


def _preset(place: Place, editor: Path) -> Script:
    """A choice in Photo ▸ Edit In: a TIFF of 16 bits in ProPhoto RGB, not compressed.

    Source:
        The presets that two makers' installers put there, alike but for names and numbers:
        Topaz DeNoise AI, Imagenomic Portraiture 3.
    """
    text = (RESOURCES / "lightroom" / "Lowlight.lrtemplate").read_text(encoding="utf-8")
    text = text.replace('"lowlight-edit"', literal(str(editor)))
    return Script(place.folder / "External Editor Presets" / "Lowlight.lrtemplate", text.encode())


LIGHTROOM = Host(
    "lightroom",
    "Lightroom Classic",
    lightroom_places,
    lightroom_pieces,
    "Restart Lightroom: Library ▸ Plug-in Extras ▸ Enhance with Lowlight, and “Lowlight” in "
    "the Export dialog.",
    partial(Place, "Lightroom Classic"),
)
