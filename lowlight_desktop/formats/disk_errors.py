"""What a disk says when it refuses to write, in words that a photographer understands."""

import errno
import os
from pathlib import Path

from lowlight_desktop.photo.errors import WriteError

_FREE = "Free some space there, or choose another folder, and run it again."
_ELSEWHERE = "Choose another folder."
_SAID = {
    errno.ENOSPC: ("the disk is full", _FREE),
    errno.EDQUOT: ("the disk space allotted to you is used up", _FREE),
    errno.EFBIG: (
        "the file grew larger than the disk or a limit allows",
        "Choose another folder or a smaller format.",
    ),
    errno.EROFS: ("the disk can only be read", _ELSEWHERE),
    errno.EACCES: ("you may not write there", _ELSEWHERE),
    errno.EPERM: ("you may not write there", _ELSEWHERE),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Shorten the photo's name."),
    errno.ENOENT: ("the folder does not exist", "Create it, or choose another one."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", _ELSEWHERE),
    errno.EISDIR: ("a folder has this name", "Rename it, or choose another output folder."),
    errno.EIO: ("the disk reports an error", "Check the disk, and choose another folder."),
}


def write_error(path: Path, error: OSError | ValueError) -> WriteError:
    """The sentence for a failed attempt to write `path`."""
    if isinstance(error, ValueError):  # a null character
        return WriteError(path, "no file can have this name", "Rename the photo.")
    if error.errno is None:
        return WriteError(path, f"it cannot be written ({error})", _ELSEWHERE)
    cause = os.strerror(error.errno).lower() if error.errno not in _SAID else ""
    return WriteError(path, *_SAID.get(error.errno, (cause, _ELSEWHERE)))


def probe(path: Path) -> None:
    """See that a file could be written; whether it is there or not stays as it is.

    Raises:
        OSError: If the disk refuses.
        ValueError: If no file can have this name.
    """
    is_new = not path.exists()
    path.open("a").close()
    if is_new:
        path.unlink()
