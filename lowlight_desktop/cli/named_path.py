"""Paths on the command line; an empty word, as a shell makes of an unset variable, is none."""

import argparse
from pathlib import Path


def named(word: str) -> Path:
    """A file or a folder, for argparse."""
    return _path(word, "a file or a folder")


def named_folder(word: str) -> Path:
    """A folder, for argparse."""
    return _path(word, "a folder")


def _path(word: str, wanted: str) -> Path:
    if not word:
        raise argparse.ArgumentTypeError(f"{wanted} is wanted, got an empty name")
    return Path(word)
