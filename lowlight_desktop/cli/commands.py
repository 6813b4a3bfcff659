"""What a command needs of the command line."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Protocol

Run = Callable[[Namespace], int]
"""Does a command; returns the exit code."""


class Commands(Protocol):
    """Where a command declares itself: the subparsers of argparse, which have no public type."""

    def add_parser(self, name: str, /, *, help: str = ..., add_help: bool = ...) -> ArgumentParser:  # noqa: A002
        """A parser for the command `name`."""
        ...


def declare(commands: Commands, name: str, summary: str, run: Run) -> ArgumentParser:
    """A parser for the command `name`, whose arguments `run` is called with."""
    parser = commands.add_parser(name, help=summary)
    parser.set_defaults(run=run)
    return parser
