"""Stored samples of any kind to linear Rec. 2020, by what their file says about them."""

from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import Stored, apply_matrix, convert, decode, rgb_to_rgb
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.formats import icc
from lowlight_desktop.formats.below_black import to_light
from lowlight_desktop.formats.cicp import HdrSpace, hdr_light
from lowlight_desktop.photo.color_space import LINEAR_SRGB, SRGB, WORKING, ColorSpace
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.room import room_for

Samples = Stored | NDArray[np.float32]
"""(H, W, N): N is 1 for gray, 3 for RGB, 4 for CMYK."""

ColorTag = ColorSpace | HdrSpace | bytes
"""A space of ours, an HDR space, or an ICC profile."""


def to_working(samples: Samples, tag: ColorTag | None) -> Pixels:
    """Bring stored samples into the working space.

    A broken profile, or one for another number of channels, counts as none. Without a profile
    integers are sRGB. Floating point without a profile is linear light with sRGB primaries: that
    is what panorama and HDR programs write, while editors that hand over encoded floats (GIMP,
    ART, RawTherapee) embed the profile.

    Args:
        samples: (H, W, N), see `Samples`; may be a view with any strides.
        tag: What the file says.

    Returns:
        (H, W, 3) float32, linear Rec. 2020; light above 1 survives.
    """
    if isinstance(tag, bytes) and not fits(tag, samples.shape[2]):
        tag = None
    if samples.dtype == np.float32:
        return _from_floats(cast("Pixels", samples), tag)
    integers = cast("Stored", samples)
    if samples.shape[2] == 4:
        return _from_cmyk(integers, tag)
    if samples.shape[2] == 1:
        return _from_gray(integers, tag)
    return _from_integers(integers, SRGB if tag is None else tag)


def largest(samples: Samples) -> float:
    """The stored value of white: 255, 65535, or 1."""
    return 1.0 if samples.dtype == np.float32 else 255.0 if samples.dtype == np.uint8 else 65535.0


@lru_cache(maxsize=8)
def fits(profile: bytes, channels: int) -> bool:
    """Whether a profile says something about a picture of so many channels."""
    described = icc.profile_channels(profile)
    # A gray picture may carry an RGB profile: its neutral axis applies.
    return described in ({channels, 3} if channels == 1 else {channels}) and icc.is_usable(profile)


def _from_integers(samples: Stored, tag: ColorTag) -> Pixels:
    if isinstance(tag, ColorSpace):
        return decode(samples, tag)
    levels = int(largest(samples)) + 1
    if isinstance(tag, HdrSpace):
        light = np.repeat(hdr_light(levels, tag.curve)[:, None], 3, axis=1)
        return _by_tables(samples, icc.Additive(light, rgb_to_rgb(tag.linear, WORKING)))
    if not icc.is_additive(tag):
        return icc.apply_profile(samples, tag)
    space = icc.known_space(tag)
    if space is not None:
        return _from_integers(samples, space)
    return _by_tables(samples, icc.take_apart(tag, levels))


def _by_tables(samples: Stored, color: icc.Additive) -> Pixels:
    out = room_for(samples.shape)

    def work(rows: slice) -> None:
        light = np.empty(out[rows].shape, np.float32)
        for channel in range(3):
            light[..., channel] = color.curves[:, channel][samples[rows, :, channel]]
        out[rows] = apply_matrix(light, color.matrix)

    for_each_strip(work, len(samples))
    return out


def _from_gray(samples: Stored, tag: ColorTag | None) -> Pixels:
    """Integers of one channel: there are few gray levels, so each is converted once."""
    levels = np.arange(int(largest(samples)) + 1, dtype=samples.dtype)[:, None, None]
    if isinstance(tag, bytes) and icc.profile_channels(tag) == 1:
        table = icc.apply_profile(levels, tag)
    else:
        neutral = np.repeat(levels, 3, axis=2)
        table = _from_integers(neutral, SRGB if tag is None else tag)
    return _looked_up(samples, table[:, 0])


def _looked_up(samples: Stored, table: Pixels) -> Pixels:
    out = room_for((*samples.shape[:2], 3))

    def work(rows: slice) -> None:
        out[rows] = table[samples[rows, :, 0]]

    for_each_strip(work, len(samples))
    return out


def _from_floats(samples: Pixels, tag: ColorTag | None) -> Pixels:
    profile = tag if isinstance(tag, bytes) else None
    if profile is not None and icc.profile_channels(profile) == 1:
        return icc.apply_profile(samples, profile)
    rgb = np.repeat(samples, 3, axis=2) if samples.shape[2] == 1 else samples
    if profile is not None:
        space = icc.known_space(profile) if icc.is_additive(profile) else None
        return to_light(rgb, profile) if space is None else convert(rgb, space, WORKING)
    return convert(rgb, tag if isinstance(tag, ColorSpace) else LINEAR_SRGB, WORKING)


def _from_cmyk(samples: Stored, tag: ColorTag | None) -> Pixels:
    if isinstance(tag, bytes):
        return icc.apply_profile(samples, tag)
    return decode(_plain_rgb(samples))


def _plain_rgb(samples: Stored) -> NDArray[np.uint16]:
    """CMYK without a profile to 16-bit sRGB: each ink takes away its complement."""
    out = np.empty((*samples.shape[:2], 3), np.uint16)
    top = np.float32(largest(samples))

    def work(rows: slice) -> None:
        paper = 1.0 - samples[rows] / top
        out[rows] = paper[..., :3] * paper[..., 3:] * np.float32(65535.0) + np.float32(0.5)

    for_each_strip(work, len(samples))
    return out
