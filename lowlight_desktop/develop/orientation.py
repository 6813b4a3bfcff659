"""Turning pictures: from the sensor's rows and columns to the photographer's, and back."""

from typing import Any, TypeVar, cast

from numpy.typing import NDArray

Picture = TypeVar("Picture", bound=NDArray[Any])


def upright(stored: Picture, orientation: int) -> Picture:
    """A view of stored rows and columns as the photographer held the camera.

    Args:
        stored: (H, W) or (H, W, N), as the file has it.
        orientation: EXIF orientation; what lies outside 1 to 8 means 1.
    """
    return _mirrored(_swapped(stored, orientation), orientation)


def as_stored(seen: Picture, orientation: int) -> Picture:
    """The inverse of `upright`: a view of an upright picture as the sensor lay."""
    return _swapped(_mirrored(seen, orientation), orientation)


def _swapped(picture: Picture, orientation: int) -> Picture:
    return picture.swapaxes(0, 1) if 5 <= orientation <= 8 else picture


def _mirrored(picture: Picture, orientation: int) -> Picture:
    down = -1 if orientation in (3, 4, 7, 8) else 1
    across = -1 if orientation in (2, 3, 6, 7) else 1
    return cast("Picture", picture[::down, ::across])
