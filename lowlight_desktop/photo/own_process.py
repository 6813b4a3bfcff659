"""How the program starts itself once more, for work that shall not happen in this process."""

import os
import sys
from pathlib import Path

import lowlight_desktop

_HOME = Path(lowlight_desktop.__file__).parents[1]


def own_command(module: str, word: str) -> tuple[str, ...]:
    """What starts a module of this installation; its arguments are still to follow.

    Args:
        module: Its full name; it does its work when it is run.
        word: What the frozen program is called with instead, see `lowlight_desktop.__main__`: it
            has no interpreter that could be told to run a module.
    """
    if getattr(sys, "frozen", False):
        return sys.executable, word
    return sys.executable, "-P", "-m", module


def own_environment() -> dict[str, str]:
    """Ours, in which the same package is found, whatever the working folder is."""
    places = [str(_HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
