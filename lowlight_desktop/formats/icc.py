"""Embedded ICC profiles, into linear Rec. 2020.

LittleCMS judges every profile. Asked for each pixel it takes 0.25 µs, so it is asked for each
pixel only where it must be (profiles made of look-up tables, CMYK). A profile of matrix and
curves is additive in light: red, green and blue ramps tell all of it.
"""

from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import decode, rgb_to_rgb
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.photo.color_space import OUTPUT_SPACES, WORKING, ColorSpace, Transfer
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.room import room_for

_RELATIVE_COLORIMETRIC = 1
_BLACK_POINT_COMPENSATION = 0x2000
_CLASSES = (b"mntr", b"scnr", b"prtr", b"spac")
_MODELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_COLORSPACES = {1: "gray", 3: "rgb", 4: "cmyk"}

# A profile is one of our spaces when no channel of any color differs by more than this, in light.
# Rounding to s15Fixed16 and the odd white point of old sRGB profiles make up to 1e-3 in the
# matrix; a curve must fit closer, for the shadows' sake (ProPhoto without its toe differs by 4e-4).
_MATRIX_TOLERANCE = 2e-3
_CURVE_TOLERANCE = 1e-4


class Additive(NamedTuple):
    """A matrix profile taken apart.

    Attributes:
        curves: (levels, 3) float32 light of each stored value, 1 at the top.
        matrix: (3, 3) float32 from that light to linear Rec. 2020.
    """

    curves: Pixels
    matrix: NDArray[np.float32]


def profile_channels(profile: bytes) -> int | None:
    """How many channels a profile describes: 1, 3 or 4; None if it is no profile of a picture."""
    if len(profile) < 132 or profile[36:40] != b"acsp" or profile[12:16] not in _CLASSES:
        return None
    return _MODELS.get(profile[16:20])


def is_usable(profile: bytes) -> bool:
    """Whether LittleCMS can convert colors with this profile."""
    channels = profile_channels(profile)
    if channels is None:
        return False
    try:
        apply_profile(np.zeros((1, 1, channels), np.uint8), profile)
    except imagecodecs.CmsError:
        return False
    return True


@cache
def _working_profile() -> bytes:
    def corner(xy: tuple[float, float]) -> list[float]:
        return [*xy, 1.0]

    primaries = [*corner(WORKING.red), *corner(WORKING.green), *corner(WORKING.blue)]
    return imagecodecs.cms_profile(
        "rgb", whitepoint=corner(WORKING.white), primaries=primaries, gamma=1.0
    )


def apply_profile(samples: NDArray[np.generic], profile: bytes) -> Pixels:
    """Convert every pixel by LittleCMS, relative colorimetric with black point compensation.

    Args:
        samples: (H, W, N) uint8, uint16 or float32 (not for CMYK), N as the profile has it.
        profile: A usable ICC profile.

    Returns:
        (H, W, 3) float32, linear Rec. 2020; colors outside and light above 1 survive.
    """
    out = room_for((*samples.shape[:2], 3))
    model = _COLORSPACES[samples.shape[2]]

    def work(rows: slice) -> None:
        strip = np.ascontiguousarray(samples[rows])
        out[rows] = imagecodecs.cms_transform(
            strip[..., 0] if model == "gray" else strip,
            profile,
            _working_profile(),
            colorspace=model,
            outcolorspace="rgb",
            outdtype=np.float32,
            intent=_RELATIVE_COLORIMETRIC,
            flags=_BLACK_POINT_COMPENSATION,
        )

    for_each_strip(work, len(samples))
    return out


def leave_working(pixels: Pixels, profile: bytes) -> Pixels:
    """The inverse of `apply_profile`: the working space into a profile's own numbers.

    Args:
        pixels: (H, W, 3) float32, linear Rec. 2020.
        profile: A usable ICC profile of gray or RGB.

    Returns:
        (H, W, 3) float32, or (H, W) for gray; 1.0 is the largest integer. Profiles made of look-up
        tables clip.
    """
    is_gray = profile_channels(profile) == 1
    out = np.empty(pixels.shape[:2] if is_gray else pixels.shape, np.float32)

    def work(rows: slice) -> None:
        out[rows] = imagecodecs.cms_transform(
            np.ascontiguousarray(pixels[rows]),
            _working_profile(),
            profile,
            colorspace="rgb",
            outcolorspace="gray" if is_gray else "rgb",
            outdtype=np.float32,
            intent=_RELATIVE_COLORIMETRIC,
            flags=_BLACK_POINT_COMPENSATION,
        )

    for_each_strip(work, len(pixels))
    return out


def is_additive(profile: bytes) -> bool:
    """Whether an RGB profile is made of a matrix and curves alone."""
    count = int.from_bytes(profile[128:132], "big")
    tags = {profile[132 + 12 * i : 136 + 12 * i] for i in range(min(count, 100))}
    return {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC"} <= tags and not tags & {
        b"A2B0", b"A2B1", b"D2B0", b"D2B1",
    }  # fmt: skip


@lru_cache(maxsize=8)
def take_apart(profile: bytes, levels: int) -> Additive:
    """The curves and the matrix of an additive RGB profile.

    Args:
        profile: A usable profile for which `is_additive` holds.
        levels: 256 or 65536.
    """
    dtype = np.uint8 if levels == 256 else np.uint16
    ramps = np.zeros((3, levels, 3), dtype)
    for channel in range(3):
        ramps[channel, :, channel] = np.arange(levels)
    light = apply_profile(ramps, profile)
    matrix = np.ascontiguousarray(light[:, -1].T)
    strongest = np.abs(matrix).argmax(axis=0)  # the output in which a channel shows best
    curves = [light[c, :, strongest[c]] / matrix[strongest[c], c] for c in range(3)]
    return Additive(np.stack(curves, axis=-1), matrix)


@lru_cache(maxsize=8)
def known_space(profile: bytes) -> ColorSpace | None:
    """The space of ours that an additive profile is in substance, whatever it is called."""
    seen = take_apart(profile, 256)
    for space in _candidates():
        if np.abs(seen.matrix - rgb_to_rgb(space, WORKING)).max() > _MATRIX_TOLERANCE:
            continue
        ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
        ours = decode(ramp, space)[0]  # neutral: the three channels are the curve itself
        if np.abs(seen.curves - ours).max() <= _CURVE_TOLERANCE:
            return space
    return None


@cache
def _candidates() -> tuple[ColorSpace, ...]:
    encoded = tuple(OUTPUT_SPACES.values())
    linear = (
        replace(space, name=f"linear {space.name}", transfer=Transfer.LINEAR) for space in encoded
    )
    return (*encoded, *linear)
