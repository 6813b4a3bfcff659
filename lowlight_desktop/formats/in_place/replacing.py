"""Put a host's file back with other pixels: whole or not at all."""

import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored
from lowlight_desktop.develop.orientation import as_stored
from lowlight_desktop.formats.color_decoding import Samples
from lowlight_desktop.formats.container import Container
from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.in_place.jpeg_file import write_jpeg_again
from lowlight_desktop.formats.in_place.layout import Layout
from lowlight_desktop.formats.in_place.png_file import PngFile
from lowlight_desktop.formats.in_place.tiff_file import write_tiff_again
from lowlight_desktop.formats.leftovers import temporary_in
from lowlight_desktop.formats.placing import HELD, place
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.photo.sentence import Sentence

_GONE = Sentence("Have the program that sent it send it once more.")


class ChangedError(WriteError):
    """Another program has written the file since it was read.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        cause = Sentence("another program has changed it since Lowlight read it")
        super().__init__(path, cause, Sentence("Look at it once more, then save again."))


@dataclass(frozen=True, slots=True)
class Print:
    """By what a file is known again: another program's changes show in it."""

    size_bytes: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "Print":
        """Of a file that is there.

        Raises:
            WriteError: If it is not.
        """
        try:
            found = path.stat()
        except FileNotFoundError as error:
            raise WriteError(path, Sentence("it has been deleted or renamed"), _GONE) from error
        except OSError as error:
            raise write_error(path, error) from error
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


def check_known(path: Path, known: Print) -> None:
    """See that a file is still the one that was read.

    Raises:
        ChangedError: If it is another one.
        WriteError: If it is gone.
    """
    if Print.of(path) != known:
        raise ChangedError(path)


def check_replaceable(path: Path) -> Print:
    """See before the work whether a host's file could be replaced.

    Returns:
        By what it is known again.

    Raises:
        WriteError: If it could not.
    """
    there = Print.of(path)
    target = _behind_links(path)
    if _is_protected(target):
        raise WriteError(
            path,
            Sentence("it is write-protected"),
            Sentence("Take the protection away, or save a copy."),
        )
    probe = temporary_in(target.parent)
    try:
        probe.open("x").close()
    except PermissionError as error:
        raise WriteError(
            path,
            Sentence("its folder is write-protected, and Lowlight only replaces a file as a whole"),
            Sentence("Have the program that sent it use another folder, or save a copy."),
        ) from error
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        with suppress(OSError):
            probe.unlink()
    return there


def replace_pixels(
    source: Path, layout: Layout, values: Samples, known: Print, target: Path | None = None
) -> None:
    """Write a host's file again, with other pixels and all else as it was.

    Args:
        source: The file.
        layout: What it is.
        values: (H, W, channels), upright, in `layout.coding`.
        known: By what it was known when it was read.
        target: Another name for a copy, written over what is there; None: its own.

    Raises:
        WriteError: If it cannot be written, or another program has changed it meanwhile. The
            file is as it was then.
    """
    stored = as_stored(cast("NDArray[np.generic]", values), layout.orientation)

    def write(file: BinaryIO) -> None:
        check_known(source, known)
        _write_as(layout, file, source, stored)
        _dress(Path(file.name), source)
        file.flush()
        os.fsync(file.fileno())  # a slow disk: the last look comes when only the rename is left
        check_known(source, known)

    named = source if target is None else target
    try:
        place(_behind_links(named), Existing.OVERWRITE, write)
    except OSError as error:
        if getattr(error, "winerror", None) in HELD:
            advice = Sentence("Close it there and save again, or save a copy.")
            raise WriteError(named, Sentence("another program holds it open"), advice) from error
        raise write_error(named, error) from error


def _is_protected(target: Path) -> bool:
    """Whether we may not write into a file: a rename would ask its folder alone."""
    if not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return True  # for root, too
    return not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _behind_links(path: Path) -> Path:
    """The file that a link means: a link stays one."""
    return path.resolve() if path.is_symlink() else path


def _write_as(layout: Layout, file: BinaryIO, source: Path, stored: NDArray[np.generic]) -> None:
    match layout.container:
        case Container.TIFF:
            write_tiff_again(file, source, stored)
        case Container.JPEG:
            values = cast("NDArray[np.uint8]", stored)
            write_jpeg_again(file, source.read_bytes(), values, layout.coding.tag)
        case Container.PNG:
            PngFile.read(source).write_with(file, cast("Stored", stored))
        case _:
            raise ValueError(f"{layout.container.value} is not written in place")


def _dress(temporary: Path, source: Path) -> None:
    """Give a new file the permissions and attributes of the old, but not its age."""
    with suppress(OSError):
        shutil.copystat(source, temporary)
    with suppress(OSError):
        os.utime(temporary)
    if os.name == "posix":
        found = source.stat()
        with suppress(OSError):  # only root may give a file away
            os.chown(temporary, found.st_uid, found.st_gid)
