"""`python -m lowlight_desktop` and the installed `lowlight`: the window, or the command line."""

import sys


def run() -> None:
    """Open the window for `lowlight` and `lowlight gui FILE...`; all else is a command."""
    match sys.argv[1:]:
        case [] | ["gui", *_] if not {"-h", "--help"} & set(sys.argv):
            from lowlight_desktop.gui.app import main

            sys.exit(main(sys.argv[2:]))
        case ["benchmark", "gui", *rest]:
            from lowlight_desktop.gui.benchmark import main as measure

            sys.exit(measure(rest))
        case _:
            from lowlight_desktop.cli.main import run as command

            command()


if __name__ == "__main__":
    run()
