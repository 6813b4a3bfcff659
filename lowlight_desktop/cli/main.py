"""`lowlight`: finds the command, runs it, turns errors into sentences and exit codes."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence

from lowlight_desktop import __version__
from lowlight_desktop.cli import (
    benchmark,
    convert,
    devices,
    edit,
    enhance,
    evaluate,
    gui,
    hosts,
    info,
    models,
    train,
    watch,
)
from lowlight_desktop.cli.broken_pipe import discard_output
from lowlight_desktop.cli.exit_codes import ExitCode, exit_code
from lowlight_desktop.cli.file_parser import FileParser
from lowlight_desktop.cli.leaving import leave
from lowlight_desktop.cli.terminal import shown, take_every_name
from lowlight_desktop.photo.errors import LowlightError

COMMANDS = (
    gui,
    enhance,
    edit,
    convert,
    watch,
    info,
    models,
    devices,
    hosts,
    evaluate,
    benchmark,
    train,
)
"""Modules with `add(commands)`: each adds its parsers and sets `run` on them."""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="lowlight",
        description="Lights photographs taken in the dark and cleans their noise.",
        epilog="lowlight COMMAND --help explains a command.",
    )
    top.add_argument("--version", action="version", version=f"Lowlight {__version__}")
    top.add_argument("-v", "--verbose", action="store_true", help="say what happens inside")
    top.set_defaults(takes_unknown=False)
    commands = top.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=FileParser
    )
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: As typed, without the program's name.

    Returns:
        The exit code.
    """
    try:
        wish = _parsed(arguments)
        level = logging.INFO if wish.verbose else logging.WARNING
        for library in ("tifffile", "imagecodecs"):
            logging.getLogger(library).setLevel(logging.CRITICAL)  # our sentence says it
        logging.basicConfig(level=level, format="%(levelname)s: %(message)s", stream=sys.stderr)
        return wish.run(wish)
    except LowlightError as error:
        print(f"lowlight: {shown(str(error))}", file=sys.stderr)  # noqa: T201
        return exit_code(error)
    except KeyboardInterrupt:
        print("lowlight: stopped.", file=sys.stderr)  # noqa: T201
        return ExitCode.CANCELLED
    except BrokenPipeError:
        # Whoever read our output has gone. What was left to do is not done.
        discard_output()
        return ExitCode.SOME_FAILED
    except OSError as error:
        print(f"lowlight: the output cannot be written ({error.strerror}).", file=sys.stderr)  # noqa: T201
        discard_output()
        return ExitCode.SOME_FAILED
    except Exception as error:  # noqa: BLE001 - the program's border
        _tell_mistake(error)
        return ExitCode.SOME_FAILED


def _tell_mistake(error: Exception) -> None:
    """Say where the report of an error lies that nobody has foreseen; who asked sees all of it."""
    from lowlight_desktop.studio.crashes.report import mishap_of, written

    report = written(mishap_of(error), {})
    if report.path is None or logging.getLogger().isEnabledFor(logging.INFO):
        print(report.text, file=sys.stderr)  # noqa: T201
    where = "above" if report.path is None else f"in {shown(str(report.path))}"
    print(  # noqa: T201
        f"lowlight: a mistake in the program itself ({shown(report.what)}). "
        f"Please send the report {where}; it holds no photo.",
        file=sys.stderr,
    )


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed; `unknown` holds what only another program may understand."""
    top = parser()
    wish, unknown = top.parse_known_args(arguments)
    if unknown and not wish.takes_unknown:
        apart = "" if unknown[0].startswith("-") else " (files stand together, in one place)"
        top.error(f"unrecognized arguments: {' '.join(unknown)}{apart}")
    wish.unknown = unknown
    return wish


def run() -> None:
    """Entry of the installed command."""
    take_every_name()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    leave(main(sys.argv[1:]))
