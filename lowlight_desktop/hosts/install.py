"""Put a host's scripts in place, say how they stand, take them away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lowlight_desktop.hosts.pieces import Line, Piece, Script, remove_empty
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.receipt import Entry, read_receipt, write_receipt
from lowlight_desktop.hosts.standing import Standing, State, state_of, whole
from lowlight_desktop.hosts.system import System


@dataclass(frozen=True, slots=True)
class Host:
    """A program that can call Lowlight.

    Attributes:
        name: What it is called on the command line.
        title: What people call it.
        places: Finds its installations.
        pieces: What has to lie in an installation, given it, our command and our version.
        next_step: What to do in the host then, a sentence.
        place_in: The installation whose settings folder the user names.
        refresh: A program and its arguments that tells the desktop of what has changed, given
            the installation; may not exist.
        given: What its user has to give it by hand, made of our file there; "" for nothing.
    """

    name: str
    title: str
    places: Callable[[System], tuple[Place, ...]]
    pieces: Callable[[Place, Sequence[str], str], tuple[Piece, ...]]
    next_step: str
    place_in: Callable[[Path], Place]
    refresh: Callable[[Place], tuple[str, ...]] = lambda _place: ()
    given: Callable[[Path], str] = lambda _file: ""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away.

    Attributes:
        taken: Files that are gone, or are without our line.
        kept: Files that were changed by hand, and stay.
    """

    taken: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Installer:
    """Installs for one user of one machine.

    Attributes:
        system: The machine.
        command: What a host starts us with.
        version: Of this program.
    """

    system: System
    command: Sequence[str]
    version: str

    def standing(self, host: Host, place: Place) -> Standing:
        """How an installation stands; nothing is written.

        Raises:
            LowlightError: If the disk refuses.
        """
        if place.unserved:
            return Standing(place, State.UNSERVED)
        entries = self._entries(host)
        pieces = self._pieces(host, place)
        states = [state_of(piece, entries.get(str(piece.path))) for piece in pieces]
        state = whole(states)
        if state is State.CURRENT and self._stale(host, place, pieces):
            state = State.OUTDATED
        found = [entries[str(piece.path)] for piece in pieces if str(piece.path) in entries]
        kept = [p.path for p, s in zip(pieces, states, strict=True) if s is State.CHANGED]
        return Standing(place, state, found[0].version if found else "", tuple(kept))

    def files(self, host: Host, place: Place) -> tuple[Path, ...]:
        """The files that have something of ours, if it is installed."""
        return tuple(piece.path for piece in self._pieces(host, place))

    def install(self, host: Host, place: Place, *, over: bool = False) -> Standing:
        """Put everything in its place, or bring it up to date.

        Args:
            host: The program.
            place: Where; one that can be served.
            over: Whether files that were changed by hand are replaced too.

        Returns:
            How it stands then.

        Raises:
            LowlightError: If the disk refuses.
        """
        pieces = self._pieces(host, place)
        self._drop(host, self._stale(host, place, pieces))
        for piece in pieces:
            before = self._entries(host).get(str(piece.path))
            state = state_of(piece, before)
            if state is State.CHANGED and not over:
                continue
            made = _missing_folders(piece.path.parent)
            if state is State.OUTDATED and isinstance(piece, Line) and before is not None:
                Line(piece.path, before.mark.encode()).take()
            if state is not State.CURRENT:
                piece.put()
            # After each piece: of a call that is killed, all is noted but what it just did.
            self._note([self._entry(host, piece), *self._folders(host, made)])
        return self.standing(host, place)

    def remove(self, host: Host, places: Iterable[Place] = (), *, over: bool = False) -> Removed:
        """Take away what was put there, by this version or an older one.

        Args:
            host: The program.
            places: Its installations; what lies there as we would put it goes even if the
                receipt was lost.
            over: Whether files that were changed by hand go too; else they stay, and are not
                forgotten.

        Raises:
            LowlightError: If the disk refuses.
        """
        entries = self._entries(host)
        for place in places:
            for piece in () if place.unserved else self._pieces(host, place):
                if str(piece.path) not in entries and piece.stands() == piece.mark:
                    entries[str(piece.path)] = self._entry(host, piece)
        removed = self._drop(host, entries.values(), over=over)
        ours = [e for e in read_receipt(self.system) if e.host == host.name]
        folders = [e for e in ours if e.kind == "folder"]
        for entry in sorted(folders, key=lambda e: len(e.path), reverse=True):
            remove_empty(Path(entry.path))
        gone = [e for e in folders if not removed.kept or not Path(e.path).exists()]
        write_receipt(self.system, (e for e in read_receipt(self.system) if e not in gone))
        return removed

    def _drop(self, host: Host, entries: Iterable[Entry], *, over: bool = False) -> Removed:
        """Take pieces away that are as they were put, and forget what is gone."""
        taken, kept = list[Path](), list[Path]()
        gone = set[str]()
        for entry in entries:
            piece = _piece(entry)
            stands = piece.stands()
            if stands == entry.mark or (over and stands is not None):
                piece.take()
                taken.append(piece.path)
            elif stands is not None:
                kept.append(piece.path)
                continue
            gone.add(entry.path)
        if gone:
            rest = [
                e
                for e in read_receipt(self.system)
                if (e.host, e.path in gone) != (host.name, True)
            ]
            write_receipt(self.system, rest)
        return Removed(tuple(taken), tuple(kept))

    def _stale(self, host: Host, place: Place, pieces: Iterable[Piece]) -> list[Entry]:
        """What an older version has put into an installation, and this one does not."""
        wanted = {str(piece.path) for piece in pieces}
        entries = self._entries(host).values()
        return [e for e in entries if e.path not in wanted and place.folder in Path(e.path).parents]

    def _note(self, news: Sequence[Entry]) -> None:
        known = {(e.host, e.path): e for e in read_receipt(self.system)}
        write_receipt(self.system, (known | {(e.host, e.path): e for e in news}).values())

    def _entries(self, host: Host) -> dict[str, Entry]:
        entries = read_receipt(self.system)
        return {e.path: e for e in entries if e.host == host.name and e.kind != "folder"}

    def _entry(self, host: Host, piece: Piece) -> Entry:
        kind = "line" if isinstance(piece, Line) else "script"
        return Entry(host.name, str(piece.path), kind, piece.mark, self.version)

    def _folders(self, host: Host, made: Iterable[Path]) -> list[Entry]:
        return [Entry(host.name, str(folder), "folder", "", self.version) for folder in made]

    def _pieces(self, host: Host, place: Place) -> tuple[Piece, ...]:
        return host.pieces(place, (*place.prefix, *self.command), self.version)


def _piece(entry: Entry) -> Piece:
    if entry.kind == "line":
        return Line(Path(entry.path), entry.mark.encode())
    return Script(Path(entry.path), b"")


def _missing_folders(folder: Path) -> list[Path]:
    """The folder and those above it that do not exist yet."""
    missing = list[Path]()
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return missing
