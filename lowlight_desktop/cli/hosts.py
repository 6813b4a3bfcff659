"""`lowlight hosts`: put Lowlight into the menus of other programs, and take it out again."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.cli.commands import Commands, declare
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.terminal import shown
from lowlight_desktop.photo.errors import UsageError

if TYPE_CHECKING:
    from lowlight_desktop.hosts.install import Host, Installer
    from lowlight_desktop.hosts.places import Place
    from lowlight_desktop.hosts.standing import Standing

_ABOUT = """\
Scripts for other programs, for this user only. docs/hosts.md tells, host by host, what they do and
how programs are set up that cannot be set up by files.
"""

_ACTIONS = {
    "list": "which programs are here",
    "install": "put our scripts into programs",
    "remove": "take them out again",
    "status": "what is installed, and whether it is up to date",
}


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = declare(commands, "hosts", "put Lowlight into the menus of other programs", run)
    parser.description = _ABOUT
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, summary in _ACTIONS.items():
        _declare(actions.add_parser(action, help=summary, description=summary), action)


def _declare(parser: argparse.ArgumentParser, action: str) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="which (lowlight hosts list)")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="the host's settings, if not where they usually lie",
    )
    parser.add_argument(
        "--program", type=Path, metavar="FILE", help="what the host shall start (this program)"
    )
    parser.set_defaults(overwrite=False)
    if action in ("install", "remove"):
        parser.add_argument(
            "--overwrite", action="store_true", help="files that were changed by hand, too"
        )


def run(wish: argparse.Namespace) -> int:
    """Do it."""
    # Not at the top: most commands have no use for it.
    from lowlight_desktop.hosts.serving import own_installer

    hosts = _hosts(wish)
    if wish.program is not None and not wish.program.is_file():
        raise UsageError(f"--program {wish.program}: there is no such file.")
    if wish.folder is not None and not wish.folder.is_dir():
        raise UsageError(f"--folder {wish.folder}: there is no such folder.")
    installer = own_installer(wish.program)
    if wish.action == "list":
        return _list(hosts, installer)
    if wish.action == "install":
        return _install(hosts, installer, wish)
    if wish.action == "remove":
        return _remove(hosts, installer, wish)
    return _status(hosts, installer, wish)


def _hosts(wish: argparse.Namespace) -> "Sequence[Host]":
    """Those that are named; all where none need be.

    Raises:
        UsageError: If there is no such host, or one has to be named.
    """
    from lowlight_desktop.hosts.catalog import HOSTS

    known = {host.name: host for host in HOSTS}
    names = ", ".join(known)
    if unknown := [name for name in wish.names if name not in known]:
        raise UsageError(
            f"There are no scripts for {unknown[0]!r}; there are for: {names}. "
            "docs/hosts.md tells how other programs are set up by hand."
        )
    if wish.action in ("install", "remove") and not wish.names:
        raise UsageError(f"Say for which programs: lowlight hosts {wish.action} NAME, of {names}.")
    if wish.folder is not None and len(wish.names) != 1:
        raise UsageError("--folder goes with one name.")
    return [known[name] for name in dict.fromkeys(wish.names)] or HOSTS


def _list(hosts: "Iterable[Host]", installer: "Installer") -> int:
    from lowlight_desktop.hosts.serving import places_of
    from lowlight_desktop.hosts.words import NOT_FOUND

    for host in hosts:
        found = [place.title for place in places_of(host, installer)]
        _say(f"{host.name:11} {host.title}: {', '.join(found) or NOT_FOUND}")
    _say("Capture One, Affinity Photo, DxO PhotoLab, RawTherapee: see docs/hosts.md")
    return ExitCode.DONE


def _install(hosts: "Iterable[Host]", installer: "Installer", wish: argparse.Namespace) -> int:
    from lowlight_desktop.hosts.serving import put, report
    from lowlight_desktop.hosts.words import unusual

    went_well = True
    for host in hosts:
        places, is_there = _places(host, installer, wish), False
        for place in places:
            standing = put(host, place, installer, over=wish.overwrite)
            _tell(standing, installer)
            if place.unserved:
                continue
            went_well = went_well and not standing.kept
            is_there = is_there or not standing.kept
            for path in installer.files(host, place):
                _say(f"    {path}")
        if is_there:
            _say(host.next_step)
            if given := report(host, installer, places).given:
                _say(f"    {given}")
        else:
            went_well = False
        if not places:
            _say(f"{unusual(host)} lowlight hosts install {host.name} --folder DIR names it.")
    return ExitCode.DONE if went_well else ExitCode.SOME_FAILED


def _remove(hosts: "Iterable[Host]", installer: "Installer", wish: argparse.Namespace) -> int:
    from lowlight_desktop.hosts.serving import take
    from lowlight_desktop.hosts.words import nothing_installed, stays

    went_well = True
    for host in hosts:
        removed = take(host, _places(host, installer, wish), installer, over=wish.overwrite)
        for path in removed.taken:
            _say(f"removed {'our line from ' if path.exists() else ''}{path}")
        for path in removed.kept:
            _say(f"{stays(path)} --overwrite removes it.")
        if not removed.taken and not removed.kept:
            _say(str(nothing_installed(host)))
        went_well = went_well and not removed.kept
    return ExitCode.DONE if went_well else ExitCode.SOME_FAILED


def _status(hosts: "Iterable[Host]", installer: "Installer", wish: argparse.Namespace) -> int:
    from lowlight_desktop.hosts.serving import report
    from lowlight_desktop.hosts.words import NOT_FOUND

    for host in hosts:
        found = report(host, installer, _places(host, installer, wish))
        if not found.standings:
            _say(f"{host.title}: {NOT_FOUND}")
        for standing in found.standings:
            _tell(standing, installer)
            if standing.version:
                for path in installer.files(host, standing.place):
                    _say(f"    {path}")
        if found.given:
            _say(host.next_step)
            _say(f"    {found.given}")
    return ExitCode.DONE


def _places(host: "Host", installer: "Installer", wish: argparse.Namespace) -> "Sequence[Place]":
    from lowlight_desktop.hosts.serving import places_of

    if wish.folder is not None:
        return (host.place_in(wish.folder.absolute()),)
    return places_of(host, installer)


def _tell(standing: "Standing", installer: "Installer") -> None:
    from lowlight_desktop.hosts.standing import State
    from lowlight_desktop.hosts.words import state_words, stays

    place, state = standing.place, state_words(standing, installer.version)
    advice = ": install it again" if standing.state is State.OUTDATED else ""
    _say(f"{place.title}: {state}{advice}")
    for sentence in (place.unserved, place.advice):
        if sentence:
            _say(f"    {sentence}")
    for path in standing.kept:
        _say(f"    {stays(path)} --overwrite replaces it.")


def _say(line: str) -> None:
    print(shown(line))  # noqa: T201
