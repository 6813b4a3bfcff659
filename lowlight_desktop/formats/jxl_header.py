"""The head of a JPEG XL codestream: depth and colors, said anew without touching the picture.

The encoder that is at hand knows two color spaces, sRGB and linear sRGB. What it says of them is
a few bits in front of the frames, and the picture behind does not depend on them: a lossless one
is stored as the numbers are, another in a space of its own (XYB) into which the encoder has
converted. So those bits are written anew.

Source:
    ISO/IEC 18181-1:2024, annexes B (bits), D.2 (size) and E.2 (image metadata, color encoding).
"""

from dataclasses import dataclass

from lowlight_desktop.photo.color_space import D65, DISPLAY_P3, REC2020, SRGB, ColorSpace, Transfer

SIGNATURE = b"\xff\x0a"

_RATIO_BITS, _NO_RATIO = 3, 0
_RGB, _CUSTOM, _RELATIVE_COLORIMETRIC = 0, 2, 1
_WHITE_D65 = 1
_PRIMARIES = {SRGB: 1, REC2020: 9, DISPLAY_P3: 11}
_CURVES = {Transfer.REC709: 1, Transfer.LINEAR: 8, Transfer.SRGB: 13}
_GAMMAS = {Transfer.GAMMA_2_2: 256 / 563, Transfer.GAMMA_1_8: 1 / 1.8}
"""Exponents from light to stored value; JPEG XL has no toe, see `jxl.py`."""

# Forms of a number in 0 to 3: (offset, bits) of each.
_SIZE = ((1, 9), (1, 13), (1, 18), (1, 30))
_ENUM = ((0, 0), (1, 0), (2, 4), (18, 6))
_INTEGER_DEPTH = ((8, 0), (10, 0), (12, 0), (1, 6))
_FLOAT_DEPTH = ((32, 0), (16, 0), (24, 0), (1, 6))
_CHANNELS = ((0, 0), (1, 0), (2, 4), (1, 12))
_SHIFT = ((0, 0), (3, 0), (4, 0), (1, 3))
_NAME_BYTES = ((0, 0), (0, 4), (16, 5), (48, 10))
_COORDINATE = ((0, 19), (1 << 19, 19), (1 << 20, 20), (1 << 21, 21))
_PPM = 1e6
_GAMMA_BITS, _GAMMA_ONE = 24, 1e7


def with_colors(codestream: bytes, space: ColorSpace, depth: int) -> bytes:
    """A codestream that says anew what its colors are and how many bits they have.

    Args:
        codestream: RGB, with or without alpha, as the encoder makes it.
        space: What the numbers mean; of a picture in XYB, what they shall be converted to.
        depth: Bits of an integer.

    Returns:
        Its bytes with another head.

    Raises:
        ValueError: If the head says what this file does not know: the encoder has changed.
    """
    bits = _Bits(codestream, 8 * len(SIGNATURE))
    if not codestream.startswith(SIGNATURE):
        raise ValueError("This is no JPEG XL codestream")
    head = _head(bits)
    said = (
        head.size
        + "00"  # not all as by default, no extra fields
        + _depth(depth)
        + head.channels
        + _color(space)
        + "001"  # no extensions, and the default transform
    )
    return SIGNATURE + _packed(said) + codestream[bits.bytes_read() :]


@dataclass(frozen=True, slots=True)
class _Head:
    """The parts of a head that stay, as strings of bits.

    Attributes:
        size: Rows and columns.
        channels: From after the depth to before the colors: buffers, extra channels, XYB or not.
    """

    size: str
    channels: str


class _Bits:
    """Reads bits in the order of JPEG XL: the lowest of each byte first."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def take(self, count: int) -> int:
        value = sum(
            (self._data[i >> 3] >> (i & 7) & 1) << (i - self.at)
            for i in range(self.at, self.at + count)
        )
        self.at += count
        return value

    def number(self, forms: tuple[tuple[int, int], ...]) -> int:
        offset, count = forms[self.take(2)]
        return offset + self.take(count)

    def since(self, start: int) -> str:
        return "".join(str(self._data[i >> 3] >> (i & 7) & 1) for i in range(start, self.at))

    def bytes_read(self) -> int:
        return -(-self.at // 8)


def _head(bits: _Bits) -> _Head:
    """Read everything in front of the frames."""
    start = bits.at
    _skip_size(bits)
    size = bits.since(start)
    if bits.take(1):  # all as by default: 8 bits, XYB, sRGB
        bits.take(1)
        return _Head(size, "1" + "00" + "1")
    if bits.take(1):
        raise ValueError("The head has extra fields")
    _skip_depth(bits)
    start = bits.at
    bits.take(1)  # whether 16 bits hold all that decoding needs
    for _ in range(bits.number(_CHANNELS)):
        _skip_channel(bits)
    bits.take(1)  # XYB
    channels = bits.since(start)
    _skip_color(bits)
    if bits.take(2):
        raise ValueError("The head has extensions")
    if not bits.take(1):
        raise ValueError("The head has a transform of its own")
    return _Head(size, channels)


def _skip_size(bits: _Bits) -> None:
    is_small = bits.take(1)
    bits.take(5) if is_small else bits.number(_SIZE)
    if bits.take(_RATIO_BITS) == _NO_RATIO:
        bits.take(5) if is_small else bits.number(_SIZE)


def _skip_depth(bits: _Bits) -> None:
    if bits.take(1):  # floats
        bits.number(_FLOAT_DEPTH)
        bits.take(4)
    else:
        bits.number(_INTEGER_DEPTH)


def _skip_channel(bits: _Bits) -> None:
    if bits.take(1):  # as by default: alpha of 8 bits
        return
    if bits.number(_ENUM):
        raise ValueError("There is another channel than alpha")
    _skip_depth(bits)
    bits.number(_SHIFT)
    bits.take(8 * bits.number(_NAME_BYTES))
    bits.take(1)  # whether colors are multiplied by it


def _skip_color(bits: _Bits) -> None:
    if bits.take(1):  # sRGB
        return
    if bits.take(1):
        raise ValueError("The head has an ICC profile")
    if bits.number(_ENUM) != _RGB or bits.number(_ENUM) == _CUSTOM or bits.number(_ENUM) == _CUSTOM:
        raise ValueError("The head has other colors than the encoder knows")
    bits.take(_GAMMA_BITS) if bits.take(1) else bits.number(_ENUM)
    bits.number(_ENUM)  # rendering intent


def _depth(depth: int) -> str:
    return "0" + _number(depth, _INTEGER_DEPTH)


def _color(space: ColorSpace) -> str:
    """A color encoding, said with the names that the format has or by coordinates and gamma."""
    white = _number(_WHITE_D65, _ENUM) if space.white == D65 else _custom(space.white)
    named = _PRIMARIES.get(space)
    primaries = (
        _custom(space.red, space.green, space.blue) if named is None else _number(named, _ENUM)
    )
    if (gamma := _GAMMAS.get(space.transfer)) is not None:
        curve = "1" + _field(round(gamma * _GAMMA_ONE), _GAMMA_BITS)
    else:
        curve = "0" + _number(_CURVES[space.transfer], _ENUM)
    intent = _number(_RELATIVE_COLORIMETRIC, _ENUM)
    return "00" + _number(_RGB, _ENUM) + white + primaries + curve + intent


def _custom(*places: tuple[float, float]) -> str:
    coordinates = (_zigzag(round(c * _PPM)) for place in places for c in place)
    return _number(_CUSTOM, _ENUM) + "".join(_number(c, _COORDINATE) for c in coordinates)


def _zigzag(value: int) -> int:
    """A signed integer as an unsigned one: 0, -1, 1, -2 are 0, 1, 2, 3."""
    return 2 * value if value >= 0 else -2 * value - 1


def _number(value: int, forms: tuple[tuple[int, int], ...]) -> str:
    """A number in the first form that holds it."""
    for form, (offset, count) in enumerate(forms):
        if 0 <= value - offset < 1 << count:
            return _field(form, 2) + _field(value - offset, count)
    raise ValueError(f"{value} has no form")


def _field(value: int, count: int) -> str:
    return "".join(str(value >> i & 1) for i in range(count))


def _packed(bits: str) -> bytes:
    """Bits as bytes, filled up with zeros."""
    filled = bits + "0" * (-len(bits) % 8)
    return int(filled[::-1], 2).to_bytes(len(filled) // 8, "little")
