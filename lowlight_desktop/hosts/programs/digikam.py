"""DigiKam: a script for its queue."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lowlight_desktop.hosts.command import shell_words
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.resources import RESOURCES, own_folder
from lowlight_desktop.hosts.system import System

NO_SHELL = (
    "The script for its queue needs a shell that Windows does not have. Open photos with "
    "lowlight-edit instead: lowlight hosts install editor."
)


def digikam_places(system: System) -> tuple[Place, ...]:
    """Where the script of the Batch Queue Manager lies; digiKam looks nowhere by itself."""
    traces = Traces(
        programs=("digikam",),
        installed=("digiKam/digikam.exe",),
        applications=("digiKam.org/digikam.app", "digikam.app"),
        flatpak="org.kde.digikam",
    )
    found = places(system, "digiKam", traces, _settings(system), lambda folder: folder)
    own = own_folder(system)
    unserved = NO_SHELL if system.is_windows else ""
    return tuple(
        replace(place, folder=own / "flatpak" if place.prefix else own, unserved=unserved)
        for place in found
    )


def digikam_pieces(place: Place, words: Sequence[str], _version: str) -> tuple[Piece, ...]:
    """The script that a queue calls."""
    text = (RESOURCES / "digikam" / "lowlight-digikam.sh").read_text(encoding="utf-8")
    text = text.replace('"lowlight" "$@"', f'{shell_words(words)} "$@"')
    return (Script(place.folder / "lowlight-digikam.sh", text.encode(), is_program=True),)


DIGIKAM = Host(
    "digikam",
    "digiKam",
    digikam_places,
    digikam_pieces,
    "Paste the line into Batch Queue Manager ▸ Base Tools ▸ Custom Tools ▸ User Shell Script.",
    partial(Place, "digiKam"),
    given=lambda file: f'"{file}" $INPUT $OUTPUT',
)


def _settings(system: System) -> Path:
    """The file of its settings: a trace of it, for the script lies elsewhere."""
    if system.is_mac:
        return system.home / "Library" / "Preferences" / "digikamrc"
    return system.glib_settings / "digikamrc"  # KDE's place, which is the same there
