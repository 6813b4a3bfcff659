"""The file of a journal: opened, made, and put aside where it is damaged."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.sentence import Sentence, said_by

_APPLICATION_ID = 0x4C6F776A  # "Lowj", in the file's header
_SCHEMA_VERSION = 1
_PATIENCE_S = 20.0  # another process commits in milliseconds; a sleeping disk takes seconds

_SCHEMA = """
CREATE TABLE treatments (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    source BLOB NOT NULL,
    treatment INTEGER NOT NULL REFERENCES treatments (id),
    counter INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'skipped', 'failed', 'cancelled')),
    tries INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    output BLOB,
    key TEXT NOT NULL DEFAULT '',
    written BLOB,
    size_bytes INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    added_at REAL NOT NULL,
    ended_at REAL,
    change INTEGER NOT NULL
);
CREATE INDEX entries_by_state ON entries (state, place);
CREATE INDEX entries_by_change ON entries (change);
CREATE INDEX entries_by_treatment ON entries (treatment);
CREATE TABLE gone (id INTEGER PRIMARY KEY, change INTEGER NOT NULL);
CREATE INDEX gone_by_change ON gone (change);
CREATE TABLE whole (change INTEGER NOT NULL, paused INTEGER NOT NULL);
INSERT INTO whole VALUES (0, 0);
"""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


IN_MEMORY = Path(":memory:")
"""A journal that nobody keeps."""


_HEADER_BYTES = 72
_MAGIC = b"SQLite format 3\0"


def check_is_journal(path: Path) -> None:
    """See that a file that somebody named is a journal, even a damaged one, or can become one.

    Raises:
        WriteError: If it is something else, which must stay as it is.
    """
    with _errors_in_words(path):
        if not path.is_file():
            return
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        marked = header.startswith(_MAGIC) and header[68:] == _APPLICATION_ID.to_bytes(4)
        if header and not marked and not (header.startswith(_MAGIC) and _is_begun(path)):
            advice = Sentence("It stays as it is; name another file.")
            raise WriteError(path, Sentence("this file is not a journal of Lowlight"), advice)


def _is_begun(path: Path) -> bool:
    """Whether a database is empty, or its mark still stands in its log: we were killed early."""
    # Where there is no log, nothing is left beside a foreign database.
    how = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    try:
        uri = f"{path.absolute().as_uri()}?{how}"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            (mark,) = database.execute("PRAGMA application_id").fetchone()
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    return mark == _APPLICATION_ID or (mark, tables) == (0, 0)


class _DamagedError(Exception):
    """It is no journal, or not a whole one."""


class _NewerError(Exception):
    """A newer version made it."""


class JournalFile:
    """A connection to a journal's file; of one thread.

    Args:
        path: The file; it is made, with its folder, if there is none.

    Raises:
        WriteError: If the disk refuses; so does every method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.put_aside: Path | None = None
        with _errors_in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = _opened(path)
            except _DamagedError:
                self.put_aside = _put_aside(path)
                self._database = _opened(path)
            except _NewerError as error:
                cause = Sentence("the journal was made by a newer version of Lowlight")
                advice = Sentence("It stays as it is; use that version, or another journal.")
                raise WriteError(path, cause, advice) from error

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def writing(self) -> Generator[tuple[sqlite3.Connection, int]]:
        """A transaction: the connection, and the number of the change that it makes."""
        with _errors_in_words(self._path), _transaction(self._database):
            (change,) = self._database.execute(
                "UPDATE whole SET change = change + 1 RETURNING change"
            ).fetchone()
            yield self._database, change

    @contextmanager
    def reading(self) -> Generator[None]:
        """Several questions about one moment."""
        with _errors_in_words(self._path):
            self._database.execute("BEGIN")
            try:
                yield
            finally:
                self._database.execute("COMMIT")

    def rows(self, question: str, *values: object) -> list[sqlite3.Row]:
        """All rows that answer a question."""
        with _errors_in_words(self._path):
            return self._database.execute(question, values).fetchall()

    def number(self, question: str, *values: object) -> int:
        """The one number that answers a question."""
        return int(self.rows(question, *values)[0][0])


@contextmanager
def _errors_in_words(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise WriteError(
                path, Sentence("the disk is full"), Sentence("Free some space there.")
            ) from error
        if code in _DAMAGE:
            advice = Sentence("It will be begun anew at the next start.")
            raise WriteError(path, Sentence("the journal is damaged"), advice) from error
        raise WriteError(
            path, Sentence("the journal cannot be written ({0})", said_by(error))
        ) from error
    except OSError as error:
        raise write_error(path, error) from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Generator[None]:
    """All of it or nothing, even if the power fails; no other process writes in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")  # a full disk may refuse it; the next one begins anew
    except BaseException:
        with suppress(sqlite3.Error):  # the disk may have ended it already
            connection.execute("ROLLBACK")
        raise


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL may forget the last commits when the power fails: photos that are done would be
        # done again under another name. FULL costs a few milliseconds a photo.
        connection.execute("PRAGMA synchronous = FULL")
        _check(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            raise _DamagedError from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file; see that those of an old one are whole."""
    with _transaction(connection):
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == 0:
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            return
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application == _APPLICATION_ID and version > _SCHEMA_VERSION:
            raise _NewerError
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if (application, version, verdict) != (_APPLICATION_ID, _SCHEMA_VERSION, "ok"):
            raise _DamagedError


def _put_aside(path: Path) -> Path:
    """Keep a file that cannot be used, under a name that is free.

    Raises:
        OSError: If the disk refuses.
    """
    endings = (".bak" if number == 1 else f".bak-{number}" for number in count(1))
    names = (path.with_name(path.name + ending) for ending in endings)
    aside = next(name for name in names if not name.exists())
    path.replace(aside)
    # Its log belongs to it; SQLite would take it for that of the new file.
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    return aside
