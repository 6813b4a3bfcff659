"""A photograph as bytes for another process: its structure in one piece, big arrays apart.

The structure is a pickle that may name nothing but the types of a photograph: a decoder whose
memory a file has overwritten cannot make the program run what it likes.
"""

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from mmap import mmap
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.photo.color_space import WORKING, ColorSpace, Transfer
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.lens_shading import LensShading
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.sentence import Sentence

_APART_BYTES = 1 << 16  # smaller arrays travel with the structure
_PATH, _WORKING = "path", "working"


def packed(photo: Photograph) -> tuple[bytes, list[memoryview]]:
    """Take a photograph apart.

    Returns:
        Its structure, and the bytes of its big arrays, which are not copied.
    """
    stream, arrays = io.BytesIO(), list[memoryview]()

    def keep(buffer: pickle.PickleBuffer) -> bool:
        content = buffer.raw()
        if content.nbytes < _APART_BYTES:
            return True
        arrays.append(content)
        return False

    _Packer(stream, protocol=5, buffer_callback=keep).dump(photo)
    return stream.getvalue(), arrays


def unpacked(path: Path, structure: bytes, arrays: Sequence[mmap]) -> Photograph:
    """Put a photograph together again.

    Args:
        path: What it shall be called.
        structure: As `packed` made it.
        arrays: Likewise; the photo's pixels are views of them.

    Raises:
        pickle.UnpicklingError: If it is no photograph.
    """
    photo = _Unpacker(path, structure, arrays).load()
    if not isinstance(photo, Photograph):
        raise pickle.UnpicklingError(f"{type(photo).__name__} is no photograph")
    return photo


class _Packer(pickle.Pickler):
    def persistent_id(self, obj: object) -> str | None:
        if isinstance(obj, Path):
            return _PATH
        return _WORKING if obj is WORKING else None  # it stays the one and only

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - as its base says
        if isinstance(obj, np.ndarray):
            return _array_parts(obj)
        if isinstance(obj, MappingProxyType):
            return _read_only, (dict(obj),)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    def __init__(self, path: Path, structure: bytes, arrays: Sequence[mmap]) -> None:
        super().__init__(io.BytesIO(structure), buffers=arrays)
        self._known = {_PATH: path, _WORKING: WORKING}

    def persistent_load(self, pid: str) -> object:
        return self._known[pid]

    def find_class(self, module_name: str, global_name: str, /) -> object:
        try:
            return _KNOWN[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is not expected") from None


def _array_parts(array: NDArray[Any]) -> tuple[Callable[..., object], tuple[object, ...]]:
    """What `_array` is called with; of an axis along which all is the same, one place is sent."""
    once = tuple(slice(None, None if stride else 1) for stride in array.strides)
    content = np.ascontiguousarray(array[once])
    parts = pickle.PickleBuffer(content.data), content.dtype.str, content.shape, array.shape
    return _array, parts


def _array(
    content: bytes, dtype: str, stored: tuple[int, ...], shape: tuple[int, ...]
) -> NDArray[Any]:
    array = np.frombuffer(content, np.dtype(dtype)).reshape(stored)
    return array if stored == shape else np.broadcast_to(array, shape)


def _read_only(table: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(table)


_KNOWN: dict[tuple[str, str], object] = {
    (known.__module__, known.__qualname__): known
    for known in (
        *(Photograph, Image, ColorSpace, Transfer, Mosaic, LensShading, Metadata, Sentence),
        *(_array, _read_only),
    )
}
