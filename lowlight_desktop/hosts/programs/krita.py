"""Krita: a plug-in."""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import stamped
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.hosts.system import System


def krita_places(system: System) -> tuple[Place, ...]:
    """Krita's folder of resources."""
    usual = system.data / "krita"
    traces = Traces(
        programs=("krita",),
        installed=("Krita (x64)/bin/krita.exe",),
        applications=("krita.app",),
        flatpak="org.kde.krita",
        snap="krita",
    )
    return places(system, "Krita", traces, usual, lambda folder: folder.parent / "data" / "krita")


def krita_pieces(place: Place, words: Sequence[str], version: str) -> tuple[Piece, ...]:
    """The plug-in and what tells of it; Krita's user still has to switch it on."""
    source, target = RESOURCES / "krita", place.folder / "pykrita"
    text = (source / "lowlight" / "__init__.py").read_text(encoding="utf-8")
    return (
        Script(target / "lowlight" / "__init__.py", stamped(text, words, version).encode()),
        Script(
            target / "lowlight" / "Manual.html",
            (source / "lowlight" / "Manual.html").read_bytes(),
        ),
        Script(target / "lowlight.desktop", (source / "lowlight.desktop").read_bytes()),
    )


KRITA = Host(
    "krita",
    "Krita 5",
    krita_places,
    krita_pieces,
    "Settings ▸ Configure Krita ▸ Python Plugin Manager: switch Lowlight on, and restart Krita. "
    "Then: Tools ▸ Scripts ▸ Lowlight.",
    partial(Place, "Krita"),
)
