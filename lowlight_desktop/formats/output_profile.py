"""ICC profiles of the spaces that photos are saved in, made from their definitions.

Version 4 profiles with parametric curves: half a kilobyte, the curves exact, our own bytes.

Source:
    ICC.1:2010 (profile version 4.3).
"""

import hashlib
import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import adaptation
from lowlight_desktop.photo.color_space import ADOBE_RGB, ColorSpace, Transfer

# The white of the profile connection space, as its fixed-point numbers spell it.
_PCS_WHITE = np.array([0.9642, 1.0, 0.8249])
_ICC_VERSION = 0x04300000
# Fixed, so that equal photos are equal files.
_CREATED = (2026, 1, 1, 0, 0, 0)
_HEADER_BYTES = 128
_TAG_ENTRY_BYTES = 12

_COPYRIGHT = "CC0 1.0: no rights reserved"

# Type and parameters of parametricCurveType, from stored value to light (`develop.linearize`).
_A_709 = 1.099296826809
_CURVES: dict[Transfer, tuple[int, tuple[float, ...]]] = {
    Transfer.LINEAR: (0, (1.0,)),
    Transfer.SRGB: (3, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)),
    Transfer.GAMMA_1_8: (3, (1.8, 1.0, 0.0, 1 / 16, 16 / 512)),
    Transfer.GAMMA_2_2: (0, (563 / 256,)),
    Transfer.REC709: (
        3,
        (1 / 0.45, 1 / _A_709, (_A_709 - 1) / _A_709, 1 / 4.5, 4.5 * 0.018053968510807),
    ),
}


def profile_name(space: ColorSpace) -> str:
    """What programs show as the name of the profile of a space."""
    # Adobe keeps the bare name for its own profile and allows this one.
    return f"Compatible with {space.name}" if space == ADOBE_RGB else space.name


@cache
def icc_profile(space: ColorSpace) -> bytes:
    """The ICC profile of a color space.

    Args:
        space: Any space of `photo.color_space`.

    Returns:
        A version 4 display profile; the same bytes every time.
    """
    curve = _curve(space.transfer)
    source_white = space.to_xyz() @ np.ones(3)
    adapted = adaptation(source_white, _PCS_WHITE)
    red, green, blue = _exact_sum(adapted @ space.to_xyz()).T
    tags = {
        b"desc": _text(profile_name(space)),
        b"cprt": _text(_COPYRIGHT),
        b"wtpt": _xyz(_fixed(_PCS_WHITE)),
        b"chad": b"sf32\0\0\0\0" + _fixed(adapted).astype(">i4").tobytes(),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    """Header, tag table and data; equal data is stored once."""
    table, data = b"", b""
    first = _HEADER_BYTES + 4 + _TAG_ENTRY_BYTES * len(tags)
    places: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in places:
            places[content] = first + len(data)
            data += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    body = struct.pack(">I", len(tags)) + table + data
    identity = hashlib.md5(_header(len(body), bytes(16)) + body, usedforsecurity=False).digest()
    return _header(len(body), identity) + body


def _header(body_bytes: int, identity: bytes) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI3i4s16s28x",
        _HEADER_BYTES + body_bytes,
        bytes(4),  # no preferred color engine
        _ICC_VERSION,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *_CREATED,
        b"acsp",
        bytes(4),  # no platform
        0,  # flags
        0,  # manufacturer
        0,  # model
        0,  # attributes: reflective, glossy, positive, color
        0,  # perceptual
        *(int(n) for n in _fixed(_PCS_WHITE)),
        bytes(4),  # no creator
        identity,
    )


def _fixed(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Numbers as s15Fixed16."""
    return np.rint(values * 65536.0).astype(np.int64)


def _exact_sum(colorants: NDArray[np.float64]) -> NDArray[np.int64]:
    """(3, 3) s15Fixed16 with the colorants in columns, which add up to white to the last bit."""
    fixed = _fixed(colorants)
    fixed[np.arange(3), colorants.argmax(axis=1)] += _fixed(_PCS_WHITE) - fixed.sum(axis=1)
    return fixed


def _xyz(fixed: NDArray[np.int64]) -> bytes:
    return b"XYZ \0\0\0\0" + fixed.astype(">i4").tobytes()


def _curve(transfer: Transfer) -> bytes:
    kind, parameters = _CURVES[transfer]
    return (
        struct.pack(">4sIHH", b"para", 0, kind, 0)
        + _fixed(np.array(parameters)).astype(">i4").tobytes()
    )


def _text(text: str) -> bytes:
    """A multiLocalizedUnicodeType with one language."""
    encoded = text.encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(encoded), 28) + encoded
