"""Programs that start others by a file or an entry of the desktop."""

from collections.abc import Sequence
from functools import partial

from lowlight_desktop.hosts.command import (
    desktop_string,
    desktop_words,
    is_of_windows,
    shell_words,
    windows_words,
)
from lowlight_desktop.hosts.install import Host
from lowlight_desktop.hosts.pieces import Piece, Script
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.resources import RESOURCES, own_folder
from lowlight_desktop.hosts.system import System

ICON = RESOURCES / "desktop" / "lowlight-edit.svg"
"""The program's icon, drawn at any size."""


def editor_places(system: System) -> tuple[Place, ...]:
    """Where the file lies that others start."""
    return (Place("lowlight-edit", own_folder(system)),)


def editor_pieces(place: Place, words: Sequence[str], _version: str) -> tuple[Piece, ...]:
    """A file for sh, or where our program is one of Windows, for cmd."""
    if is_of_windows(words):
        text = (RESOURCES / "editor" / "lowlight-edit.cmd").read_bytes().decode()
        text = text.replace('"lowlight"', windows_words(words).replace("%", "%%"))
        return (Script(place.folder / "lowlight-edit.cmd", text.encode()),)
    text = (RESOURCES / "editor" / "lowlight-edit").read_text(encoding="utf-8")
    text = text.replace('"lowlight"', shell_words(words))
    return (Script(place.folder / "lowlight-edit", text.encode(), is_program=True),)


def desktop_places(system: System) -> tuple[Place, ...]:
    """The user's applications of a Linux desktop."""
    if system.is_windows or system.is_mac:
        return ()
    return (Place("“Open With”", system.xdg_data / "applications"),)


def desktop_pieces(place: Place, words: Sequence[str], _version: str) -> tuple[Piece, ...]:
    """An entry for pictures that are edited in place, and its icon.

    The icon is named by its whole path: desktops remember which icons a theme has, and would not
    find one that came later.
    """
    icon = place.folder.absolute() / "lowlight-edit.svg"
    text = (RESOURCES / "desktop" / "lowlight-edit.desktop").read_text(encoding="utf-8")
    text = text.replace("Exec=lowlight", f"Exec={desktop_words(words)}")
    text = text.replace("Icon=lowlight-edit", f"Icon={desktop_string(str(icon))}")
    entry = Script(place.folder / "lowlight-edit.desktop", text.encode())
    return Script(icon, ICON.read_bytes()), entry


EDITOR = Host(
    "editor",
    "Other programs with an external editor",
    editor_places,
    editor_pieces,
    "Choose lowlight-edit as external editor in Capture One, DxO PhotoLab, RawTherapee or another.",
    partial(Place, "lowlight-edit"),
    given=str,
)


DESKTOP = Host(
    "desktop",
    "Linux desktops",
    desktop_places,
    desktop_pieces,
    "Open a TIFF, PNG or JPEG with “Lowlight (in place)”.",
    partial(Place, "“Open With”"),
    lambda place: ("update-desktop-database", str(place.folder)),
)
