"""`lowlight train` and `lowlight publish`: how the weights are made.

They stand in `cli` only as words: `training` is a top of its own, and is started as a program.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from lowlight_desktop.cli.commands import Commands
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.photo.errors import UsageError

_WORDS = {"train": "train a network", "publish": "make a model of a trained network"}
_FAREWELL_S = 10.0  # a training step may take seconds before Python hears of a Ctrl-C


def add(commands: Commands) -> None:
    """Name the commands in the help; `training` reads their arguments, --help included."""
    for word, text in _WORDS.items():
        parser = commands.add_parser(word, help=text, add_help=False)
        parser.set_defaults(run=partial(_run, word), takes_unknown=True)


def _run(word: str, wish: argparse.Namespace) -> int:
    if getattr(sys, "frozen", False):
        raise UsageError(
            f"This edition does not train: {word} needs the sources and their ./lowlight {word}."
        )
    return become([sys.executable, "-m", "lowlight_desktop.training", word, *wish.unknown])


def become(program: Sequence[str]) -> int:
    """Run another program to its end and answer as it does.

    Raises:
        KeyboardInterrupt: If the user stopped it; it has ended then.
    """
    with subprocess.Popen(program) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            _say_farewell(child)
            raise
    return code if code >= 0 else ExitCode.SOME_FAILED  # negative: the system ended it


def _say_farewell(child: "subprocess.Popen[bytes]") -> None:
    """Let it end by itself, for a terminal's Ctrl-C has reached it too; else end it."""
    try:
        child.wait(_FAREWELL_S)
    except subprocess.TimeoutExpired:
        child.terminate()
