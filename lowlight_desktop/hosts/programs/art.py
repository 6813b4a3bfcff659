"""ART: entries in the menu of the selection."""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import shell_words
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.system import System


def art_places(system: System) -> tuple[Place, ...]:
    """ART's settings folder."""
    usual = (system.local if system.is_windows else system.xdg_config) / "ART"
    traces = Traces(
        programs=("ART",),
        installed=("ART/ART.exe",),
        applications=("ART.app",),
        flatpak="us.pixls.art.ART",
    )
    return places(system, "ART", traces, usual, lambda folder: folder / "ART")


def art_pieces(place: Place, words: Sequence[str], _version: str) -> tuple[Piece, ...]:
    """Two commands for the menu of the selection."""
    folder = place.folder / "usercommands"
    command = shell_words(words).replace("\\", "\\\\")  # a key file has escapes of its own
    enhance = f"{command} enhance --format tiff --depth 16 --"
    raw = _user_command("Enhance with Lowlight", enhance, "raw")
    edit = _user_command("Edit in Lowlight", f"{command} edit --", "nonraw")
    return (
        Script(folder / "lowlight-enhance.txt", raw.encode()),
        Script(folder / "lowlight-edit.txt", edit.encode()),
    )


ART = Host(
    "art",
    "ART",
    art_places,
    art_pieces,
    "Restart ART: right-click on photos, User commands.",
    partial(Place, "ART"),
)


def _user_command(label: str, command: str, kind: str) -> str:
    return f"[ART UserCommand]\nLabel={label}\nCommand={command}\nFileType={kind}\nMinArgs=1\n"
