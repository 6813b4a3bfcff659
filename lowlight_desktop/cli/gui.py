"""`lowlight gui`: the window, as a word of the help; `__main__` opens it before this is asked."""

import argparse
from pathlib import Path

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.photo.errors import UsageError


def add(commands: Commands) -> None:
    """Name the command in the help."""
    parser = declare(commands, "gui", "open the window (also without any command)", _run)
    parser.add_argument("photos", nargs="*", type=Path, metavar="FILE|FOLDER")


def _run(_wish: argparse.Namespace) -> int:
    raise UsageError("The window opens with: lowlight gui FILE..., options of commands aside.")
