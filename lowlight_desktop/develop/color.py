"""Color: from stored numbers to the working space and back.

Linear light in, linear light out; the transfer curves are exact (no approximation tables except
for integers, where the table has an entry for every value there is).
"""

from functools import cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.color_space import SRGB, WORKING, ColorSpace, Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.room import room_for
from lowlight_desktop.photo.timing import part

Stored = NDArray[np.uint8 | np.uint16]
"""What a file holds: (H, W, 3) or (H, W) integers."""

# Bradford cone responses, Lam 1985; the adaptation that ICC profiles use.
_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
_ROOTS = 1 << 16  # entries of a table of square roots
# 3 MB of float32 RGB. Smaller ones fit into caches better, but threads that call numpy more often
# wait for each other: a move of a finish slider takes 22 ms with a fourth of it, and 15 with this.
_STRIP_PX = 1 << 18
_VECTOR_PX = 64  # no processor's vectors are longer
_DITHER_SIZE = 256
# Below half a step, so that a value that is exact already is never moved to its neighbor.
_DITHER_AMPLITUDE = 0.98


def adaptation(
    source_xyz: NDArray[np.float64], target_xyz: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The (3, 3) matrix that turns XYZ seen under one white into XYZ under another (Bradford)."""
    gains = (_BRADFORD @ target_xyz) / (_BRADFORD @ source_xyz)
    return np.linalg.inv(_BRADFORD) @ np.diag(gains) @ _BRADFORD


@cache
def rgb_to_rgb(source: ColorSpace, target: ColorSpace) -> NDArray[np.float32]:
    """The (3, 3) float32 matrix from linear `source` RGB to linear `target` RGB."""
    to_xyz, from_xyz = source.to_xyz(), np.linalg.inv(target.to_xyz())
    one = np.ones(3)
    adapted = adaptation(to_xyz @ one, target.to_xyz() @ one)
    matrix = (from_xyz @ adapted @ to_xyz).astype(np.float32)
    matrix.flags.writeable = False
    return matrix


def linearize(values: Pixels, transfer: Transfer) -> Pixels:
    """Stored values to light; negative values mirror the curve, values above 1 continue it."""
    if transfer is Transfer.LINEAR:
        return values
    size = np.abs(values)
    if transfer is Transfer.SRGB:
        out = srgb_light(size)
    elif transfer is Transfer.GAMMA_2_2:
        out = size ** (563.0 / 256.0)
    elif transfer is Transfer.GAMMA_1_8:
        out = np.where(size <= 16.0 / 512.0, size / 16.0, size**1.8)
    else:
        toe = size < 4.5 * 0.018053968510807
        out = np.where(toe, size / 4.5, ((size + 0.099296826809) / 1.099296826809) ** (1 / 0.45))
    return np.copysign(out, values).astype(values.dtype, copy=False)


def delinearize(light: Pixels, transfer: Transfer) -> Pixels:
    """Light to stored values: the inverse of `linearize`."""
    if transfer is Transfer.LINEAR:
        return light
    size = np.abs(light)
    if transfer is Transfer.SRGB:
        out = srgb_encoded(size)
    elif transfer is Transfer.GAMMA_2_2:
        out = size ** np.float32(256.0 / 563.0)
    elif transfer is Transfer.GAMMA_1_8:
        out = np.where(size < 1.0 / 512.0, size * 16, size ** np.float32(1.0 / 1.8))
    else:
        curve = size ** np.float32(0.45) * np.float32(1.099296826809) - np.float32(0.099296826809)
        out = np.where(size < 0.018053968510807, size * np.float32(4.5), curve)
    return np.copysign(out, light).astype(light.dtype, copy=False)


def srgb_light(values: Pixels) -> Pixels:
    """As `linearize` does sRGB, for values of at least 0."""
    curve = values + 0.055
    curve *= 1 / 1.055
    np.power(curve, 2.4, out=curve)
    return np.where(values <= 0.04045, values * (1 / 12.92), curve)


def srgb_encoded(light: Pixels) -> Pixels:
    """As `delinearize` does sRGB, for light of at least 0."""
    # Powers of 0, as of all that was clipped, take eight times as long, and are not asked for.
    curve = np.maximum(light, 0.0031308)
    np.power(curve, 1.0 / 2.4, out=curve)
    curve *= 1.055
    curve -= 0.055
    return np.where(light <= 0.0031308, light * 12.92, curve)


def apply_matrix(pixels: Pixels, matrix: NDArray[np.float32]) -> Pixels:
    """Multiply every pixel, (H, W, 3), by an (N, 3) matrix.

    Returns:
        (H, W, N) float32, (H, W) for N = 1: equal pixels give equal results, to the last bit.
    """
    height, width = pixels.shape[:2]
    line = np.ascontiguousarray(pixels).reshape(1, -1, 3)
    out = cast("Pixels", cv2.transform(line, matrix))
    # OpenCV computes vectors of pixels with fused multiplications and the last few pixels without:
    # those are computed again, with others behind them.
    rest = min(line.shape[1], _VECTOR_PX)
    last = np.zeros((1, 2 * _VECTOR_PX, 3), np.float32)
    last[:, :rest] = line[:, -rest:]
    out[:, -rest:] = cast("Pixels", cv2.transform(last, matrix))[:, :rest]
    return out.reshape(height, width, *out.shape[2:])


def strip_rows(width: int) -> int:
    """Rows of a strip of which a few copies fit into a processor's caches."""
    return min(max(1, _STRIP_PX // width), _DITHER_SIZE)


def brightest(pixels: Pixels) -> Pixels:
    """V = max(R, G, B) of every pixel, (H, W, 3) to (H, W); `max(2)` takes 28 times as long."""
    return np.maximum(np.maximum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])


def convert(pixels: Pixels, source: ColorSpace, target: ColorSpace) -> Pixels:
    """Floating point pixels from one space to another; nothing is clipped.

    Args:
        pixels: (H, W, 3) float32 in `source`.
        source: What the numbers mean.
        target: What they shall mean.

    Returns:
        (H, W, 3) float32 in `target`; the same array where the spaces are equal.
    """
    if source == target:
        return pixels
    out = np.empty_like(pixels)
    matrix = rgb_to_rgb(source, target)

    def work(rows: slice) -> None:
        light = apply_matrix(linearize(pixels[rows], source.transfer), matrix)
        out[rows] = delinearize(light, target.transfer)

    for_each_strip(work, len(pixels))
    return out


@cache
def light_table(transfer: Transfer, levels: int) -> Pixels:
    """The light of each of `levels` integer values, (levels,) float32, rounded once."""
    exact = np.linspace(0.0, 1.0, levels)  # float64: the only rounding is the cast below
    return linearize(exact, transfer).astype(np.float32)  # pyright: ignore[reportArgumentType]


def decode(values: Stored, space: ColorSpace = SRGB) -> Pixels:
    """Integers from a file to the working space.

    Args:
        values: (H, W, 3) uint8 or uint16.
        space: What the numbers mean.

    Returns:
        (H, W, 3) float32, linear Rec. 2020.
    """
    table = light_table(space.transfer, int(np.iinfo(values.dtype).max) + 1)[:, None]
    matrix = rgb_to_rgb(space, WORKING)
    out = room_for(values.shape)

    def work(rows: slice) -> None:
        out[rows] = apply_matrix(cast("Pixels", cv2.LUT(values[rows], table)), matrix)

    for_each_strip(work, len(values))
    return out


@cache
def _dither_tile() -> Pixels:
    """Interleaved gradient noise, (256, 256, 3) in (-0.49, 0.49): high frequencies, no clumps.

    Source:
        Jimenez 2014, "Next Generation Post Processing in Call of Duty: Advanced Warfare".
    """
    y, x = np.mgrid[0:_DITHER_SIZE, 0:_DITHER_SIZE].astype(np.float64)
    planes = [
        np.mod(52.9829189 * np.mod(0.06711056 * (x + dx) + 0.00583715 * (y + dy), 1.0), 1.0)
        for dx, dy in ((0, 0), (47, 17), (5, 83))  # decorrelates the channels
    ]
    return ((np.dstack(planes) - 0.5) * _DITHER_AMPLITUDE).astype(np.float32)


@cache
def _dither_sheet() -> Pixels:
    """The tile repeated, (512, 1024, 3): a strip finds its rows in one piece."""
    return np.tile(_dither_tile(), (2, 4, 1))


@cache
def _fine_table(transfer: Transfer) -> Pixels:
    """Stored values times 255 by the square root of light, (65536, 1) float32.

    An entry is at most 0.006 of an 8-bit step from the next in every curve that there is, so half
    of that is the error: less than the dither leaves to a value that is exact already.
    """
    root = (np.arange(_ROOTS, dtype=np.float64) + 0.5) / _ROOTS
    stored = delinearize(root**2, transfer)  # pyright: ignore[reportArgumentType]
    return (stored * 255.0).astype(np.float32)[:, None]


@part("numbers of the file")
def encode(
    pixels: Pixels,
    space: ColorSpace,
    depth: int,
    *,
    top: int = 0,
    left: int = 0,
    out: Stored | None = None,
) -> Stored:
    """The working space to integers for a file or the screen.

    Colors outside `space` and light above 1 are clipped here and nowhere else. 8-bit values are
    dithered by a pattern that depends on the pixel's place in the photo alone, so a region comes
    out as it does in the whole photo.

    Args:
        pixels: (H, W, 3) float32, linear Rec. 2020.
        space: The space of the file.
        depth: 8 or 16 bits.
        top: Row of the first pixel in the photo.
        left: Column of the first pixel in the photo.
        out: (H, W, 3) uint8 or uint16 to fill; None: it is made.

    Returns:
        (H, W, 3) uint8 or uint16.
    """
    if out is None:
        out = np.empty(pixels.shape, np.uint8 if depth == 8 else np.uint16)
    if depth == 8:
        _encode_8(pixels, space, top, left, out)
        return out
    matrix, scale = rgb_to_rgb(WORKING, space), np.float32(0xFFFF)

    def work(rows: slice) -> None:
        light = np.clip(apply_matrix(pixels[rows], matrix), 0.0, 1.0)
        # Truncation by the cast after adding a half is rounding.
        values = delinearize(light, space.transfer) * scale + np.float32(0.5)
        out[rows] = np.clip(values, 0.0, scale)

    for_each_strip(work, len(pixels))
    return out


@cache
def _to_squares(space: ColorSpace) -> NDArray[np.float32]:
    """The matrix to light of which the square root is a place in the fine table."""
    return rgb_to_rgb(WORKING, space) * np.float32(_ROOTS**2)


def _encode_8(pixels: Pixels, space: ColorSpace, top: int, left: int, out: Stored) -> None:
    matrix = _to_squares(space)
    table, white = _fine_table(space.transfer), np.float32((_ROOTS - 1) ** 2)

    def work(rows: slice) -> None:
        light = apply_matrix(pixels[rows], matrix)
        np.clip(light, 0.0, white, out=light)
        entry = cv2.sqrt(light, dst=light).astype(np.uint16)
        values = cast("Pixels", cv2.LUT(entry, table, dst=light))
        dithered(values, out[rows], top + rows.start, left)

    for_each_strip(work, len(pixels), strip_rows(pixels.shape[1]))


def dithered(values: Pixels, out: Stored, top: int, left: int) -> None:
    """Write values plus the dither of their place, rounded.

    Args:
        values: (h, w, 3) float32, 0 to 255; at most 256 rows.
        out: (h, w, 3) uint8, filled.
        top: Row of the first pixel in the photo.
        left: Column of the first pixel in the photo.
    """
    sheet, width = _dither_sheet(), values.shape[1]
    row, column, done = top % _DITHER_SIZE, left % _DITHER_SIZE, 0
    while done < width:
        end = min(width, done + sheet.shape[1] - column)
        dither = sheet[row : row + len(values), column : column + end - done]
        cv2.add(values[:, done:end], dither, dst=out[:, done:end], dtype=cv2.CV_8U)
        column, done = 0, end
