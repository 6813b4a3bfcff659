"""From the working space to the numbers of a file: the way back of `color_decoding.to_working`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.develop.color import (
    Stored,
    apply_matrix,
    convert,
    dithered,
    encode,
    strip_rows,
)
from lowlight_desktop.develop.strips import for_each_strip
from lowlight_desktop.formats import icc
from lowlight_desktop.formats.below_black import from_light
from lowlight_desktop.formats.color_decoding import Samples, fits
from lowlight_desktop.photo.color_space import LINEAR_SRGB, SRGB, WORKING, ColorSpace
from lowlight_desktop.photo.image import Pixels

_TOPS = {"uint8": 255, "uint16": 65535}


@dataclass(frozen=True, slots=True)
class Coding:
    """How a file's numbers say colors.

    Attributes:
        tag: What the file says about them; None if it says nothing.
        channels: 1 for gray, 3 for RGB.
        kind: "uint8", "uint16" or "float32".

    Raises:
        ValueError: If colors cannot be brought into this form.
    """

    tag: ColorSpace | bytes | None
    channels: int
    kind: str

    def __post_init__(self) -> None:
        if self.channels not in (1, 3) or self.kind not in (*_TOPS, "float32"):
            raise ValueError(f"no coding of {self.channels} channels in {self.kind}")

    def encoded(self, light: Pixels, *, top: int = 0) -> Samples:
        """A band of the photo in the numbers of the file.

        Integers are clipped, and dithered at 8 bits; floating point keeps what lies outside.

        Args:
            light: (h, w, 3) float32, linear Rec. 2020, in the full width of the photo.
            top: Its first row in the photo.

        Returns:
            (h, w, channels) of this kind.
        """
        source = light if self.channels == 3 else _gray(light)
        profile = self._profile()
        if isinstance(profile, ColorSpace):
            numbers = self._in_space(source, profile, top)
        else:
            leave = from_light if self.kind == "float32" else icc.leave_working  # others clip
            numbers = self._in_numbers(_by_profile(source, profile, leave), top)
        return numbers[..., : self.channels]

    def _profile(self) -> ColorSpace | bytes:
        """The space of ours that the file is in, or a profile that is none of them."""
        tag = self.tag
        if isinstance(tag, bytes):
            if not fits(tag, self.channels):
                tag = None
            elif icc.profile_channels(tag) == 3 and icc.is_additive(tag):
                tag = icc.known_space(tag) or tag
        if tag is None:
            return LINEAR_SRGB if self.kind == "float32" else SRGB
        return tag

    def _in_space(self, light: Pixels, space: ColorSpace, top: int) -> Samples:
        if self.kind == "float32":
            return convert(light, WORKING, space)
        return encode(light, space, 8 if self.kind == "uint8" else 16, top=top)

    def _in_numbers(self, values: Pixels, top: int) -> Samples:
        """Encoded values, 1.0 white, in this kind."""
        if self.kind == "float32":
            return values
        out = np.empty(values.shape, self.kind)
        scale = np.float32(_TOPS[self.kind])

        def work(rows: slice) -> None:
            scaled = np.clip(values[rows], 0.0, 1.0) * scale
            if self.kind == "uint8":
                dithered(scaled, out[rows], top + rows.start, 0)
            else:
                out[rows] = scaled + np.float32(0.5)

        for_each_strip(work, len(values), strip_rows(values.shape[1]))
        return cast("Stored", out)


def _gray(light: Pixels) -> Pixels:
    """The same without color: three equal channels of the same luminance."""
    luminance = apply_matrix(light, _luminance())
    return np.repeat(luminance[..., None], 3, axis=2)


@cache
def _luminance() -> NDArray[np.float32]:
    return WORKING.to_xyz()[1:2].astype(np.float32)


def _by_profile(light: Pixels, profile: bytes, leave: Callable[[Pixels, bytes], Pixels]) -> Pixels:
    """(h, w, 3) encoded values, all channels equal where the profile is of gray."""
    if icc.profile_channels(profile) == 1:
        return np.repeat(icc.leave_working(light, profile)[..., None], 3, axis=2)
    return leave(light, profile)
