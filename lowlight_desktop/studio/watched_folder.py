"""One look into a watched folder, and at the files in it."""

import stat
from dataclasses import dataclass
from pathlib import Path

import psutil

from lowlight_desktop.studio.arrivals import Stamp
from lowlight_desktop.studio.finding import find_photos
from lowlight_desktop.studio.outcome import Failed

_NETWORK = frozenset(
    {
        *("9p", "afpfs", "afs", "ceph", "cifs", "davfs", "lustre", "ncpfs", "nfs", "nfs4"),
        *("prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav"),
    }
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a folder.

    Attributes:
        photos: Every photo, with its state; none that was made by us, by its name.
        locked: Folders in it that cannot be searched.
    """

    photos: dict[Path, Stamp]
    locked: tuple[Failed, ...] = ()


def look_into(folder: Path, output: Path | None) -> Seen | Failed | None:
    """Everything in a folder and the folders in it.

    Args:
        folder: Where to look.
        output: Where results go; not searched if it lies in the folder.

    Returns:
        None if there is no such folder now; `Failed` if it cannot be searched itself.
    """
    if identity_of(folder) is None:
        return None
    photos: dict[Path, Stamp] = {}
    locked: list[Failed] = []
    for found in find_photos([folder], output):
        if isinstance(found, Failed):
            locked.append(found)
        elif (stamp := stamp_of(found)) is not None:
            photos[found] = stamp
    if identity_of(folder) is None:  # it went while we looked: what was found is only a part
        return None
    if itself := next((failed for failed in locked if failed.source == folder), None):
        return itself
    return Seen(photos, tuple(failed for failed in locked if identity_of(failed.source)))


def stamp_of(path: Path) -> Stamp | None:
    """The state of a file; None if there is none, or a pipe or a folder has its name."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def identity_of(folder: Path) -> tuple[int, int] | None:
    """Tells a folder from another that has its name later; None if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def opens(path: Path) -> bool:
    """Whether a file can be read: on Windows it cannot while another program writes it."""
    try:
        with path.open("rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def is_remote(folder: Path) -> bool:
    """Whether a folder lies on another machine, whose changes this one is not told of."""
    whole = folder.resolve()
    if whole.drive.startswith("\\\\"):
        return True
    try:
        disks = [disk for disk in psutil.disk_partitions(all=True) if disk.mountpoint]
    except OSError:  # nobody tells; then a look now and then has to do
        return False
    above = [disk for disk in disks if whole.is_relative_to(disk.mountpoint)]
    if not above:
        return False
    disk = max(above, key=lambda disk: len(Path(disk.mountpoint).parts))
    kind = disk.fstype.lower()
    return kind in _NETWORK or kind.startswith("fuse.") or "remote" in disk.opts.split(",")
