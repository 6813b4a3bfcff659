"""ICC profiles: of curves and a matrix, as screens have them, and of a table, as printers do."""

import struct
from collections.abc import Callable, Sequence
from itertools import product

import imagecodecs

from lowlight_desktop.photo.color_space import ColorSpace

Lab = tuple[float, float, float]


def matrix_profile(space: ColorSpace, gamma: float) -> bytes:
    """A profile with the primaries of a space and a pure power for a curve."""

    def corner(xy: tuple[float, float]) -> list[float]:
        return [*xy, 1.0]

    primaries = [*corner(space.red), *corner(space.green), *corner(space.blue)]
    return imagecodecs.cms_profile(
        "rgb", whitepoint=corner(space.white), primaries=primaries, gamma=gamma
    )


def lut_profile(model: bytes, channels: int, to_lab: Callable[[Sequence[float]], Lab]) -> bytes:
    """A version 2 profile whose only way to color is a table over the corners of its cube.

    Args:
        model: b"CMYK" or b"RGB ".
        channels: How many colorants the model has.
        to_lab: CIE Lab (D50) of colorants in [0, 1]; only asked for zeros and ones.
    """
    corners = [to_lab(corner) for corner in product((0.0, 1.0), repeat=channels)]
    lab = b"".join(
        struct.pack(">3H", round(light * 652.8), round((a + 128) * 256), round((b + 128) * 256))
        for light, a, b in corners  # ICC.1:2001, Lab in 16 bits: 100 is 65280
    )
    straight = struct.pack(">2H", 0, 65535)
    identity = struct.pack(">9i", *(65536 * (i % 4 == 0) for i in range(9)))
    lut = b"mft2\0\0\0\0" + bytes((channels, 3, 2, 0)) + identity + struct.pack(">2H", 2, 2)
    lut += straight * channels + lab + straight * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    name = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"T\0" + bytes(78)
    return _profile(
        model, {b"A2B0": lut, b"desc": name, b"wtpt": white, b"cprt": b"text\0\0\0\0CC0\0"}
    )


def _profile(model: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">2I", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    illuminant = struct.pack(">3i", 63190, 65536, 54061)  # D50
    header = (
        struct.pack(">I4sI4s4s4s12s4s", start + len(body), b"none", 0x02400000, b"prtr", model,
                    b"Lab ", bytes(12), b"acsp") + bytes(28) + illuminant
    )  # fmt: skip
    return header.ljust(128, b"\0") + table + body
