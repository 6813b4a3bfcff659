"""What is put into a host's folders: files of ours, and lines in files of the user."""

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.placing import place
from lowlight_desktop.photo.export_options import Existing


@dataclass(frozen=True, slots=True)
class Script:
    """A file that is ours alone.

    Attributes:
        path: Where it lies.
        content: What it holds.
        is_program: Whether the host starts it.
    """

    path: Path
    content: bytes
    is_program: bool = False

    @property
    def mark(self) -> str:
        """What tells this content from every other."""
        return mark_of(self.content)

    def stands(self) -> str | None:
        """The mark of what lies there; None if nothing does."""
        content = _content(self.path)
        return None if content is None else mark_of(content)

    def put(self) -> None:
        """Write it, over whatever is there.

        Raises:
            WriteError: If the disk refuses.
        """
        _write(self.path, self.content)
        if self.is_program:
            try:
                self.path.chmod(0o755)
            except OSError as error:
                raise write_error(self.path, error) from error

    def take(self) -> None:
        """Delete it.

        Raises:
            WriteError: If the disk refuses.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise write_error(self.path, error) from error


@dataclass(frozen=True, slots=True)
class Line:
    """A line of ours in a file of the user.

    Attributes:
        path: The file.
        content: The line, without its end.
    """

    path: Path
    content: bytes

    @property
    def mark(self) -> str:
        """What tells this line from every other."""
        return self.content.decode("utf-8")

    def stands(self) -> str | None:
        """The line if it is there, else None."""
        lines = (_content(self.path) or b"").splitlines()
        return self.mark if self.content in lines else None

    def put(self) -> None:
        """Add it at the end of the file; what was there stays as it is, byte for byte.

        Raises:
            WriteError: If the disk refuses.
        """
        before = _content(self.path) or b""
        end = b"\r\n" if b"\r\n" in before else b"\n"
        gap = end if before and not before.endswith((b"\n", b"\r")) else b""
        _write(self.path, before + gap + self.content + end)

    def take(self) -> None:
        """Take it out; a file that held nothing else goes.

        Raises:
            WriteError: If the disk refuses.
        """
        lines = (_content(self.path) or b"").splitlines(keepends=True)
        rest = b"".join(line for line in lines if line.rstrip(b"\r\n") != self.content)
        if rest:
            _write(self.path, rest)
        else:
            Script(self.path, b"").take()


Piece = Script | Line


def mark_of(content: bytes) -> str:
    """What tells a file's content from every other."""
    return hashlib.sha256(content).hexdigest()


def remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is left in it but what Python has made of our scripts."""
    with suppress(OSError):
        if [path.name for path in folder.iterdir()] == ["__pycache__"]:
            shutil.rmtree(folder / "__pycache__")
        folder.rmdir()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise write_error(path, error) from error


def _write(path: Path, content: bytes) -> None:
    def write(file: BinaryIO) -> None:
        file.write(content)

    try:
        real = path.resolve()  # settings may be links into a folder that the user keeps elsewhere
        real.parent.mkdir(parents=True, exist_ok=True)
        mode = real.stat().st_mode if real.exists() else None
        place(real, Existing.OVERWRITE, write)
        if mode is not None:
            real.chmod(mode & 0o7777)
    except OSError as error:
        raise write_error(path, error) from error
