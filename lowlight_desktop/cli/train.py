"""`lowlight train` and `lowlight publish`: how the weights are made.

They stand in `cli` only as words: `training` is a top of its own, and is started as a program.
"""

import subprocess
import sys
from collections.abc import Sequence

from lowlight_desktop.cli.commands import Commands

WORDS = {"train": "train a network", "publish": "make a model of a trained network"}


def add(commands: Commands) -> None:
    """Name the commands in the help; `training` reads their arguments."""
    for word, text in WORDS.items():
        commands.add_parser(word, help=text)


def become(arguments: Sequence[str]) -> int:
    """Run the training program with these arguments, its first word included."""
    program = [sys.executable, "-m", "lowlight_desktop.training", *arguments]
    return subprocess.run(program, check=False).returncode
