"""A photo in smaller sizes, made when they are needed."""

from collections import OrderedDict

import cv2
import numpy as np

from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.region import Region

# A step of the pyramid halves the number of pixels.
_STEPS_A_HALF = 2
_SMALLEST_PX = 16  # nobody needs a photo smaller than this, on its longer side
_FITTED_KEPT = 4


class Pyramid:
    """One photo in many sizes, reduced by area averaging; lives in one thread.

    Args:
        photo: In its full size.
    """

    def __init__(self, photo: Image) -> None:
        self._levels = {0: photo}
        self._fitted: OrderedDict[tuple[int, int], Image] = OrderedDict()

    @property
    def photo(self) -> Image:
        """In its full size."""
        return self._levels[0]

    def for_scale(self, scale: float) -> int:
        """The number of the smallest level that is not smaller than the photo at `scale`.

        Args:
            scale: Pixels wanted per pixel of the photo, above 0.
        """
        number = 0
        while _scale(number + 1) >= scale and number < self._last():
            number += 1
        # The level next to the photo itself would be made of all of it and hold half of it.
        return 0 if number == 1 else number

    def within(self, number: int, share: float, budget_px: int) -> int:
        """The largest level, from `number` on, of which a part has at most `budget_px` pixels.

        Args:
            number: The largest one that may be.
            share: How much of the photo's area the part is.
            budget_px: For the part; the smallest level is given if none fits.
        """
        area_px = self.photo.height * self.photo.width * share
        while area_px * _scale(number) ** 2 > budget_px and number < self._last():
            number += 1
        return 2 if number == 1 else number

    def level(self, number: int) -> Image:
        """The photo with 2**-`number` times its pixels."""
        if number not in self._levels:
            above = self.level(max(number - _STEPS_A_HALF, 0))
            self._levels[number] = _reduced(above, self._size(_scale(number)))
        return self._levels[number]

    def at_most(self, px: int) -> Image:
        """The photo with `px` pixels, or just below; never enlarged."""
        scale = (px / (self.photo.height * self.photo.width)) ** 0.5
        if scale >= 1.0:
            return self.photo
        height, width = self._size(scale, rounded=np.floor)
        # A side of a strip that is a pixel wide already does not shrink: the other one has to.
        size = min(height, max(px // width, 1)), min(width, max(px // height, 1))
        if size not in self._fitted:
            above = self.for_scale(scale) // _STEPS_A_HALF * _STEPS_A_HALF
            self._fitted[size] = _reduced(self.level(above), size)
        self._fitted.move_to_end(size)
        while len(self._fitted) > _FITTED_KEPT:
            self._fitted.popitem(last=False)
        return self._fitted[size]

    def to_level(self, region: Region, level: Image) -> Region:
        """The pixels of a level that show a region of the photo."""
        down, across = level.height / self.photo.height, level.width / self.photo.width
        return Region(
            int(region.top * down),
            int(region.left * across),
            min(-int(-region.bottom * down // 1), level.height),
            min(-int(-region.right * across // 1), level.width),
        )

    def to_photo(self, region: Region, level: Image) -> Region:
        """The part of the photo that a region of a level shows, to the nearest pixel."""
        down, across = self.photo.height / level.height, self.photo.width / level.width
        return Region(
            round(region.top * down),
            round(region.left * across),
            round(region.bottom * down),
            round(region.right * across),
        )

    def _last(self) -> int:
        longest = max(self.photo.height, self.photo.width)
        return max(int(_STEPS_A_HALF * np.log2(max(longest / _SMALLEST_PX, 1.0))), 0)

    def _size(self, scale: float, rounded: np.ufunc = np.rint) -> tuple[int, int]:
        height, width = (
            max(int(rounded(side * scale)), 1) for side in (self.photo.height, self.photo.width)
        )
        return height, width


def _scale(number: int) -> float:
    """Side of a level over side of the photo."""
    return 2.0 ** (-number / _STEPS_A_HALF)


def _reduced(photo: Image, size: tuple[int, int]) -> Image:
    if size == (photo.height, photo.width):
        return photo
    small = cv2.resize(photo.pixels, size[::-1], interpolation=cv2.INTER_AREA)
    return Image(np.ascontiguousarray(small, np.float32), photo.space)
