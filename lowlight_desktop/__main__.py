"""`python -m lowlight_desktop` and the installed `lowlight`: the window, or the command line."""

import sys
from collections.abc import Callable
from pathlib import Path

from lowlight_desktop.cli.leaving import prepare_leaving
from lowlight_desktop.engine.allocator import keep_memory


def run() -> None:
    """Do what was typed; who stops it before there is anything to stop is told likewise."""
    try:
        _run()
    except KeyboardInterrupt:
        from lowlight_desktop.cli.exit_codes import ExitCode

        print("lowlight: stopped.", file=sys.stderr)  # noqa: T201
        sys.exit(ExitCode.CANCELLED)


def _run() -> None:
    """Open the window for `lowlight` and `lowlight gui FILE...`; all else is a command."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    if not first.replace("-", "").isalpha() and Path(first).exists() and first:
        arguments = ["gui", *arguments]  # a photo, or a folder, dropped on the program's icon
    if first != "decode-photos":  # a decoder shall give memory back
        keep_memory()
    match arguments:
        case [] | ["gui", *_] if not {"-h", "--help"} & set(sys.argv):
            from lowlight_desktop.gui.app import main

            sys.exit(main(arguments[1:]))
        case ["edit", *rest] if (photos := _for_window(rest)) is not None:
            from lowlight_desktop.gui.editing_window.app import main as edit

            sys.exit(edit(photos))
        case ["benchmark", "gui", *rest]:
            from lowlight_desktop.gui.benchmark import main as measure

            sys.exit(_told(measure, rest))
        case ["benchmark", "preview", *rest]:
            from lowlight_desktop.gui.benchmark import main_preview as measure_preview

            sys.exit(_told(measure_preview, rest))
        case ["benchmark", "gui-start", *rest]:
            from lowlight_desktop.gui.first_paint import main as show_once

            sys.exit(show_once(rest))
        case ["decode-photos", *rest]:  # how the frozen program starts a decoder of its own
            from lowlight_desktop.formats.isolation.worker import main as decode

            decode(rest)
        case ["measure-ways", *rest]:  # and how it measures aside
            from lowlight_desktop.engine.backends.measuring import main as measure_ways

            measure_ways(rest)
        case _:
            prepare_leaving()
            from lowlight_desktop.cli.main import run as command

            command()


def _told(measure: Callable[[list[str]], int], arguments: list[str]) -> int:
    """What a measurement in the window returns; where it cannot be made, a sentence says why."""
    from lowlight_desktop.gui.starting import refused
    from lowlight_desktop.photo.errors import LowlightError

    if (code := refused()) is not None:
        return code
    try:
        return measure(arguments)
    except LowlightError as error:
        print(f"lowlight: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _for_window(arguments: list[str]) -> list[Path] | None:
    """The files that a host wants edited by hand; None: that is for the command to answer."""
    from lowlight_desktop.cli.edit import photos_for_window

    return photos_for_window(arguments)


if __name__ == "__main__":
    run()
