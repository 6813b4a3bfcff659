"""Where a photo lies in a pane of the screen: zoom, pan and the way between both pixels."""

import math
from dataclasses import dataclass, replace

from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import View

HIGHEST_SCALE = 16.0
_BELOW_FIT = 4.0
_STEPS_PER_OCTAVE = 4


@dataclass(frozen=True, slots=True)
class Viewport:
    """A photo seen through a pane; every change makes another one.

    Lengths of the pane are in device pixels, so that at scale 1 a pixel of the photo is a pixel
    of the screen whatever the ratio of the display.

    Attributes:
        photo_height, photo_width: Of the photo, in its pixels.
        height, width: Of the pane, in device pixels, at least 1.
        margin: Device pixels kept free around the photo where it fits the pane.
        scale: Device pixels per pixel of the photo.
        x, y: Place of the photo that is in the middle of the pane, in pixels of the photo.
        actual: Device pixels per pixel of the photo at 100%: above 1 while a smaller reading stands
            for it, so that it lies where the photo will lie.
    """

    photo_height: int
    photo_width: int
    height: int
    width: int
    margin: int
    scale: float
    x: float
    y: float
    actual: float = 1.0

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole photo is visible; a small photo is not enlarged."""
        return min(
            max(self.width - 2 * self.margin, 1) / self.photo_width,
            max(self.height - 2 * self.margin, 1) / self.photo_height,
            self.actual,
        )

    @property
    def is_fit(self) -> bool:
        """Whether the photo is shown as large as the pane allows."""
        return math.isclose(self.scale, self.fit_scale, rel_tol=1e-9)

    @property
    def left(self) -> int:
        """Device pixel where the photo's first column begins; a whole one, so nothing blurs."""
        return math.floor(self.width / 2 - self.x * self.scale + 0.5)

    @property
    def top(self) -> int:
        """Device pixel where the photo's first row begins."""
        return math.floor(self.height / 2 - self.y * self.scale + 0.5)

    @property
    def right(self) -> float:
        """Where the photo ends, in device pixels of the pane."""
        return self.left + self.photo_width * self.scale

    @property
    def bottom(self) -> float:
        """Where the photo ends, in device pixels of the pane."""
        return self.top + self.photo_height * self.scale

    @property
    def is_larger_than_pane(self) -> bool:
        """Whether there is something to pan to."""
        return (
            self.photo_width * self.scale > self.width
            or self.photo_height * self.scale > self.height
        )

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """A place of the pane, in device pixels, as one of the photo; it may lie outside."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_pane(self, x: float, y: float) -> tuple[float, float]:
        """A place of the photo as one of the pane, in device pixels."""
        return self.left + x * self.scale, self.top + y * self.scale

    def visible(self) -> Region:
        """The part of the photo that is at least touched by the pane; never empty."""
        (left, top), (right, bottom) = (
            self.to_photo(0, 0),
            self.to_photo(self.width, self.height),
        )
        first_row, last_row = _reach(top, bottom, self.photo_height)
        first_column, last_column = _reach(left, right, self.photo_width)
        return Region(first_row, first_column, last_row, last_column)

    def view(self) -> View:
        """What others may know of it."""
        return View(self.visible(), self.scale)

    def fitted(self) -> "Viewport":
        """The whole photo, in the middle."""
        return replace(self, scale=self.fit_scale, x=self.photo_width / 2, y=self.photo_height / 2)

    def zoomed(self, scale: float, x: float, y: float) -> "Viewport":
        """At another scale; what lies under (x, y) of the pane stays there if the edges allow.

        Args:
            scale: Wanted scale; kept between a quarter of `fit_scale` and 1600%.
            x: Column of the pane, in device pixels.
            y: Row of the pane, in device pixels.
        """
        scale = min(max(scale, self.fit_scale / _BELOW_FIT), HIGHEST_SCALE * self.actual)
        from_middle_x, from_middle_y = x - self.width / 2, y - self.height / 2
        moved = replace(
            self,
            scale=scale,
            x=self.x + from_middle_x / self.scale - from_middle_x / scale,
            y=self.y + from_middle_y / self.scale - from_middle_y / scale,
        )
        return _held(moved)

    def panned(self, dx: float, dy: float) -> "Viewport":
        """With the photo moved by (dx, dy) device pixels, as far as its edges allow."""
        return _held(replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale))

    def exchanged(self, photo_height: int, photo_width: int, actual: float = 1.0) -> "Viewport":
        """The same photo in another size: one that fitted fits, else the same part is visible."""
        other = replace(self, photo_height=photo_height, photo_width=photo_width, actual=actual)
        if self.is_fit:
            return other.fitted()
        grown = photo_width / self.photo_width
        return _held(replace(other, scale=self.scale / grown, x=self.x * grown, y=self.y * grown))

    def resized(self, height: int, width: int, margin: int) -> "Viewport":
        """In another pane: a photo that fitted fits again, else its middle stays."""
        other = replace(self, height=max(height, 1), width=max(width, 1), margin=margin)
        return other.fitted() if self.is_fit else other.zoomed(self.scale, width / 2, height / 2)


def fitting(
    photo_height: int, photo_width: int, height: int, width: int, margin: int, actual: float = 1.0
) -> Viewport:
    """A photo of the given size, whole in the middle of a pane."""
    pane = (max(height, 1), max(width, 1), margin)
    return Viewport(photo_height, photo_width, *pane, 1.0, 0.0, 0.0, actual).fitted()


def stepped(scale: float, steps: float, stops: tuple[float, ...]) -> float:
    """The scale some notches of the wheel away.

    Args:
        scale: The scale now, above 0.
        steps: Notches, positive to come nearer; four double the scale.
        stops: Scales that are not jumped over (fit, 100 %).

    Returns:
        The wanted scale, or the first stop on the way there.
    """
    wanted = scale * 2.0 ** (steps / _STEPS_PER_OCTAVE)
    nearly = scale * 1e-6  # where we stand is no stop
    if steps > 0:
        return min([wanted, *(s for s in stops if scale + nearly < s < wanted)])
    return max([wanted, *(s for s in stops if wanted < s < scale - nearly)])


def _held(port: Viewport) -> Viewport:
    """The same with the photo inside the pane, or covering it."""
    room_x, room_y = port.width - 2 * port.margin, port.height - 2 * port.margin
    return replace(
        port,
        x=_middle(port.x, port.photo_width, room_x / port.scale),
        y=_middle(port.y, port.photo_height, room_y / port.scale),
    )


def _middle(wanted: float, photo: float, room: float) -> float:
    """What of the photo is in the middle when neither edge may come further in than it must."""
    if photo <= room:
        return photo / 2
    return min(max(wanted, room / 2), photo - room / 2)


def _reach(first: float, last: float, size: int) -> tuple[int, int]:
    """Whole pixels [first, last) of `size` that an interval touches, at least one."""
    start = min(max(math.floor(first), 0), size - 1)
    return start, min(max(math.ceil(last), start + 1), size)
