"""ART: entries in the menu of the selection, and kinds of files that it writes through us.

Source:
    ART's pages "User commands" and "Adding Support for Custom Image Formats".
"""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import is_of_windows, shell_words, windows_words
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place, Traces, places
from lowlight_desktop.hosts.system import System
from lowlight_desktop.studio.presets import STANDARD


def art_places(system: System) -> tuple[Place, ...]:
    """ART's settings folder."""
    traces = Traces(
        programs=("ART",),
        installed=("ART/ART.exe", "ART/*/ART.exe"),
        applications=("ART.app",),
        flatpak="us.pixls.art.ART",
    )
    return places(
        system, "ART", traces, system.glib_settings / "ART", lambda folder: folder / "ART"
    )


def art_pieces(place: Place, words: Sequence[str], _version: str) -> tuple[Piece, ...]:
    """Commands for the menu of the selection, and kinds of files for the export."""
    command = _command(words)
    pieces = [
        _user_command(place, name, label, f"{command} {arguments} --", kind)
        for name, label, arguments, kind in _COMMANDS
    ]
    if not place.prefix:  # what ART writes in its sandbox, we could not read
        pieces += [_format(place, ending, label, command) for ending, label in _FORMATS]
    return tuple(pieces)


ART = Host(
    "art",
    "ART",
    art_places,
    art_pieces,
    "Restart ART: right-click on photos, User commands; and “lit by Lowlight” among the kinds of "
    "files when you save.",
    partial(Place, "ART"),
)

_COMMANDS = (
    ("enhance", "Enhance with Lowlight", "enhance --format tiff --depth 16", "raw"),
    ("clean", "Clean with Lowlight (DNG)", "enhance --format dng", "raw"),
    ("edit", "Edit in Lowlight", "edit", "nonraw"),
)
_FORMATS = (("tif", "TIFF (16-bit), lit by Lowlight"), ("jpg", "JPEG, lit by Lowlight"))


def _command(words: Sequence[str]) -> str:
    """Our command in a key file, which has escapes of its own."""
    quoted = windows_words(words) if is_of_windows(words) else shell_words(words)
    return quoted.replace("\\", "\\\\")


def _user_command(place: Place, name: str, label: str, command: str, kind: str) -> Script:
    text = f"[ART UserCommand]\nLabel={label}\nCommand={command}\nFileType={kind}\nMinArgs=1\n"
    return Script(place.folder / "usercommands" / f"lowlight-{name}.txt", text.encode())


def _format(place: Place, ending: str, label: str, command: str) -> Script:
    """A kind of file that ART writes through us: it hands over a TIFF and the name to write."""
    lines = (
        "[ART ImageIO]",
        f"Label={label}",
        f"Extension={ending}",
        f"SaveFormat=lowlight{ending}",  # not the ending alone: that is ART's own
        "Format=tiff",
        f'WriteCommand={command} convert --preset "{STANDARD}"',
    )
    path = place.folder / "imageio" / f"lowlight-{ending}.txt"
    return Script(path, "".join(f"{line}\n" for line in lines).encode())
