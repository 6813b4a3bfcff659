"""What a disk says when it refuses to write, in words that a photographer understands."""

import errno
import os
from pathlib import Path

from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.sentence import NOTHING, Sentence, quoted, said_by

_FREE = Sentence("Free some space there, or choose another folder, and run it again.")
_ELSEWHERE = Sentence("Choose another folder.")
_SAID = {
    errno.ENOSPC: (Sentence("the disk is full"), _FREE),
    errno.EDQUOT: (Sentence("the disk space allotted to you is used up"), _FREE),
    errno.EFBIG: (
        Sentence("the file grew larger than the disk or a limit allows"),
        Sentence("Choose another folder or a smaller format."),
    ),
    errno.EROFS: (Sentence("the disk can only be read"), _ELSEWHERE),
    errno.EACCES: (Sentence("you may not write there"), _ELSEWHERE),
    errno.EPERM: (Sentence("you may not write there"), _ELSEWHERE),
    errno.ENAMETOOLONG: (
        Sentence("the name is too long for this disk"),
        Sentence("Shorten the photo's name."),
    ),
    errno.ENOENT: (
        Sentence("the folder does not exist"),
        Sentence("Create it, or choose another one."),
    ),
    errno.ENOTDIR: (Sentence("a part of the path is a file, not a folder"), _ELSEWHERE),
    errno.EISDIR: (
        Sentence("a folder has this name"),
        Sentence("Rename it, or choose another output folder."),
    ),
    errno.EIO: (
        Sentence("the disk reports an error"),
        Sentence("Check the disk, and choose another folder."),
    ),
}


def write_error(path: Path, error: OSError | ValueError) -> WriteError:
    """The sentence for a failed attempt to write `path`."""
    if isinstance(error, ValueError):  # a null character
        return WriteError(
            path, Sentence("no file can have this name"), Sentence("Rename the photo.")
        )
    if error.errno is None:
        return WriteError(path, Sentence("it cannot be written ({0})", said_by(error)), _ELSEWHERE)
    said = quoted(os.strerror(error.errno).lower()) if error.errno not in _SAID else NOTHING
    return WriteError(path, *_SAID.get(error.errno, (said, _ELSEWHERE)))


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


def check_folder(folder: Path) -> None:
    """Find out whether results could go to a folder, which may not be there yet; makes nothing.

    Raises:
        WriteError: If they could not.
    """
    try:
        there = next((place for place in (folder, *folder.parents) if place.exists()), None)
    except OSError as error:
        raise write_error(folder, error) from error
    if there is None:  # a drive that is not connected
        refusal = errno.ENOENT
    elif not there.is_dir():
        refusal = errno.ENOTDIR
    elif not os.access(there, os.W_OK | os.X_OK):
        refusal = errno.EACCES
    else:
        return
    raise write_error(folder, OSError(refusal, os.strerror(refusal)))
