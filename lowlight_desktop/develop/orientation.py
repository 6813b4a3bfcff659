"""Turning pictures: from the sensor's rows and columns to the photographer's, and back."""

from typing import Any, TypeVar, cast

from numpy.typing import NDArray

Picture = TypeVar("Picture", bound=NDArray[Any])

# Orientations whose rows run upwards, whose columns run to the left, and which exchange both.
_DOWN, _ACROSS, _SWAPPED = (3, 4, 7, 8), (2, 3, 6, 7), (5, 6, 7, 8)


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


def place_as_stored(
    place: tuple[int, int], size: tuple[int, int], orientation: int
) -> tuple[int, int]:
    """Where a pixel of an upright picture is stored.

    Args:
        place: Row and column.
        size: (H, W) of the upright picture.
        orientation: As for `upright`.
    """
    row = size[0] - 1 - place[0] if orientation in _DOWN else place[0]
    column = size[1] - 1 - place[1] if orientation in _ACROSS else place[1]
    return (column, row) if orientation in _SWAPPED else (row, column)


def _swapped(picture: Picture, orientation: int) -> Picture:
    return picture.swapaxes(0, 1) if orientation in _SWAPPED else picture


def _mirrored(picture: Picture, orientation: int) -> Picture:
    down = -1 if orientation in _DOWN else 1
    across = -1 if orientation in _ACROSS else 1
    return cast("Picture", picture[::down, ::across])
