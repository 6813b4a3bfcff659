"""What people do with hosts, on the command line and in the window: look, install, remove."""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lowlight_desktop import __version__
from lowlight_desktop.hosts.command import check_words, own_executable
from lowlight_desktop.hosts.install import Host, Installer, Removed
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.receipt import read_receipt
from lowlight_desktop.hosts.standing import Standing, State
from lowlight_desktop.hosts.system import System
from lowlight_desktop.photo.errors import LowlightError
from lowlight_desktop.photo.sentence import said_by

_LACKING = (State.ABSENT, State.OUTDATED, State.BROKEN, State.CHANGED)


@dataclass(frozen=True, slots=True)
class Report:
    """How Lowlight stands in one program.

    Attributes:
        host: The program.
        standings: In each of its installations, the ordinary one first; empty: it is not found.
        files: Those with something of ours, where it is installed.
        given: What its user has to give it by hand; "" for nothing.
        problem: Why not all was done or can be told, a sentence; may be empty.
    """

    host: Host
    standings: tuple[Standing, ...] = ()
    files: tuple[Path, ...] = ()
    given: str = ""
    problem: str = ""

    @property
    def kept(self) -> tuple[Path, ...]:
        """Files that the user has changed."""
        return tuple(path for standing in self.standings for path in standing.kept)

    @property
    def is_installed(self) -> bool:
        """Whether something of ours is in one of them."""
        return any(s.version or s.state is State.CURRENT for s in self.standings)

    @property
    def lacking(self) -> State | None:
        """What an installation of them lacks, the worst; None: nothing that can be helped."""
        found = [s.state for s in self.standings if s.state in _LACKING]
        return max(found, key=_LACKING.index, default=None)


def own_installer(program: Path | None = None, system: System | None = None) -> Installer:
    """Installs what starts this very program.

    Args:
        program: Another that hosts shall start.
        system: Another machine.

    Raises:
        UsageError: If hosts cannot be told to start it.
    """
    system = System() if system is None else system
    words = (str(program.absolute() if program else own_executable(system)),)
    check_words(words)
    return Installer(system, words, __version__)


def places_of(host: Host, installer: Installer, folders: Iterable[Path] = ()) -> tuple[Place, ...]:
    """The installations of a program: in usual places, and in folders that were named once.

    Args:
        host: The program.
        installer: Who knows its machine, and what was installed before.
        folders: Those that are named now.

    Raises:
        LowlightError: If the disk refuses.
    """
    usual = host.places(installer.system)
    known = {str(path) for place in usual for path in installer.files(host, place)}
    entries = read_receipt(installer.system)
    ours = (e.path for e in entries if e.host == host.name and e.kind != "folder")
    before = (_folder_around(Path(p), host, installer) for p in ours if p not in known)
    named = dict.fromkeys((*(folder for folder in before if folder), *folders))
    others = [host.place_in(f) for f in named if f not in {place.folder for place in usual}]
    return (*usual, *(replace(p, title=f"{p.title} ({p.folder})") for p in others))


def report(host: Host, installer: Installer, places: Iterable[Place]) -> Report:
    """How Lowlight stands in installations of a program; nothing is written.

    Raises:
        LowlightError: If the disk refuses.
    """
    standings = tuple(installer.standing(host, place) for place in places)
    there = (s.place for s in standings if s.version or s.state is State.CURRENT)
    files = tuple(path for place in there for path in installer.files(host, place))
    return Report(host, standings, files, host.given(files[0]) if files else "")


def look(host: Host, installer: Installer, folders: Iterable[Path] = ()) -> Report:
    """How Lowlight stands in a program; what the disk refuses is told.

    Args:
        host: The program.
        installer: Who knows.
        folders: As for `places_of`.
    """
    try:
        return report(host, installer, places_of(host, installer, folders))
    except LowlightError as error:
        return Report(host, problem=said_by(error))


def install(
    host: Host, installer: Installer, folders: Iterable[Path] = (), *, over: bool = False
) -> Report:
    """Install wherever a program is, and tell how it stands then, and what the disk refused.

    Args:
        host: The program.
        installer: Who does it.
        folders: As for `places_of`.
        over: Whether files that were changed by hand are replaced too.
    """
    problem = ""
    try:
        for place in places_of(host, installer, folders):
            put(host, place, installer, over=over)
    except LowlightError as error:
        problem = said_by(error)
    found = look(host, installer, folders)
    return replace(found, problem=problem or found.problem)


def remove(
    host: Host, installer: Installer, folders: Iterable[Path] = (), *, over: bool = False
) -> Report:
    """Take everything away from a program; else as `install`."""
    problem = ""
    try:
        take(host, places_of(host, installer, folders), installer, over=over)
    except LowlightError as error:
        problem = said_by(error)
    found = look(host, installer, folders)
    return replace(found, problem=problem or found.problem)


def put(host: Host, place: Place, installer: Installer, *, over: bool = False) -> Standing:
    """Install in one place that can be served, and tell the desktop; as `Installer.install`."""
    if place.unserved:
        return installer.standing(host, place)
    standing = installer.install(host, place, over=over)
    _refresh(host, (place,))
    return standing


def take(
    host: Host, places: Iterable[Place], installer: Installer, *, over: bool = False
) -> Removed:
    """Take everything away, and tell the desktop; as `Installer.remove`."""
    places = tuple(places)
    removed = installer.remove(host, places, over=over)
    _refresh(host, places)
    return removed


def _folder_around(file: Path, host: Host, installer: Installer) -> Path | None:
    """The settings folder that a file of ours lies in; None if there is none any more."""
    for folder in file.parents:
        if file in installer.files(host, host.place_in(folder)):
            return folder if folder.is_dir() else None
    return None


def _refresh(host: Host, places: Iterable[Place]) -> None:
    for words in _calls(host, places):
        try:
            subprocess.run(words, check=False, capture_output=True)
        except OSError:  # a desktop without it finds out by itself, later
            return


def _calls(host: Host, places: Iterable[Place]) -> Iterator[tuple[str, ...]]:
    return (words for place in places if (words := host.refresh(place)))
