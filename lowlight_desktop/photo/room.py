"""Room for the pixels of a whole photo.

That of a very large one is a file's that has no name: the system writes pixels out that nobody
looks at when it needs their memory, and a panorama opens on a computer that could not hold it.
"""

import math
import mmap
import os
import shutil
import sys
import tempfile
import weakref
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import DTypeLike, NDArray

LARGE_PX = 100_000_000
_LIGHT_BYTES = 3 * 4  # a pixel's

_SPARE = 3.0  # of the disk: a photo is there before and after, and others write, too
_FOLDER = Path("/var/tmp")  # noqa: S108 - on Linux /tmp is often memory itself

_DESCRIPTORS: "weakref.WeakKeyDictionary[mmap.mmap, int]" = weakref.WeakKeyDictionary()
"""Of rooms that can be shown to another process."""
_SHOWN_BYTES = 1 << 20  # copying less is no work


def room_for(shape: tuple[int, ...], dtype: DTypeLike = np.float32) -> NDArray[Any]:
    """An array whose values are still to be written.

    Args:
        shape: Of the array, rows and columns first.
        dtype: Of its values.

    Returns:
        In memory; if it is large, and the disk has room, in a file that goes with it.
    """
    size_bytes = math.prod(shape) * np.dtype(dtype).itemsize
    try:
        if is_large(shape) and _disk_has_room(size_bytes):
            return np.frombuffer(_mapped(size_bytes), dtype).reshape(shape)
        if _shown and size_bytes >= _SHOWN_BYTES:
            return np.frombuffer(_in_memory(size_bytes), dtype).reshape(shape)
    except OSError:  # no right to write, or another was quicker: plain memory has to do
        pass
    return np.empty(shape, dtype)


def show_rooms() -> None:
    """From now on rooms are such that another process can be shown them, where systems do that."""
    global _shown
    _shown = sys.platform == "linux"


def descriptor_of(content: memoryview) -> int | None:
    """Of the file in which a room's bytes lie from its beginning on: another process can map it.

    Args:
        content: The bytes of an array.

    Returns:
        None, if they lie elsewhere.
    """
    owner: object = content.obj
    while isinstance(owner, np.ndarray | memoryview):
        owner = cast("object", owner.obj if isinstance(owner, memoryview) else owner.base)
    # By who holds the bytes: at an address there may be another room a moment later.
    if not isinstance(owner, mmap.mmap) or _address_of(content) != _address_of(memoryview(owner)):
        return None
    return _DESCRIPTORS.get(owner)


def is_large(shape: tuple[int, ...]) -> bool:
    """Whether a photo has more than `LARGE_PX` pixels; rows and columns come first."""
    return math.prod(shape[:2]) > LARGE_PX


def belongs_on_disk(light_bytes: int) -> bool:
    """Whether so many bytes of linear light are better kept in a file, and the disk has room."""
    return light_bytes > LARGE_PX * _LIGHT_BYTES and _disk_has_room(light_bytes)


def folder_for_large() -> str:
    """Where files stand that are memory for others."""
    linux = sys.platform == "linux" and os.access(_FOLDER, os.W_OK)
    return str(_FOLDER) if linux else tempfile.gettempdir()


def _disk_has_room(size_bytes: int) -> bool:
    try:
        return shutil.disk_usage(folder_for_large()).free > _SPARE * size_bytes
    except OSError:
        return False


def _mapped(size_bytes: int) -> mmap.mmap:
    with tempfile.TemporaryFile(dir=folder_for_large()) as file:
        if sys.platform == "linux":
            # A hole in a file is filled when it is written to, and a full disk kills who writes.
            os.posix_fallocate(file.fileno(), 0, size_bytes)
        else:
            file.truncate(size_bytes)
        return _room_in(file.fileno(), size_bytes)


def _in_memory(size_bytes: int) -> mmap.mmap:
    descriptor = os.memfd_create("lowlight-pixels")
    try:
        os.truncate(descriptor, size_bytes)
        return _room_in(descriptor, size_bytes)
    finally:
        os.close(descriptor)


def _room_in(descriptor: int, size_bytes: int) -> mmap.mmap:
    memory = mmap.mmap(descriptor, size_bytes)
    if _shown:
        _DESCRIPTORS[memory] = os.dup(descriptor)
        weakref.finalize(memory, os.close, _DESCRIPTORS[memory])
    return memory


def _address_of(content: memoryview) -> int:
    return np.frombuffer(content, np.uint8).ctypes.data


_shown = False
