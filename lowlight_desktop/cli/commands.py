"""What a command needs of the command line."""

from argparse import ArgumentParser
from typing import Protocol


class Commands(Protocol):
    """Where a command declares itself: the subparsers of argparse, which have no public type."""

    def add_parser(self, name: str, /, *, help: str = ..., add_help: bool = ...) -> ArgumentParser:  # noqa: A002
        """A parser for the command `name`."""
        ...
