"""`lowlight train` and `lowlight publish`: how the weights are made.

They stand in `cli` only as words: `training` is a top of its own, and is started as a program.
"""

import argparse
import os
import sys
from typing import Never

from lowlight_desktop.cli.commands import Commands


def add(commands: Commands) -> None:
    """Declare the commands; `training` reads their arguments."""
    for word, text in (
        ("train", "train a network"),
        ("publish", "make a model of a trained network"),
    ):
        parser = commands.add_parser(word, help=text, add_help=False)
        parser.add_argument("arguments", nargs=argparse.REMAINDER)
        parser.set_defaults(run=run, word=word)


def run(wish: argparse.Namespace) -> Never:
    """Become the training program."""
    program = [sys.executable, "-m", "lowlight_desktop.training", wish.word, *wish.arguments]
    os.execv(sys.executable, program)  # noqa: S606
