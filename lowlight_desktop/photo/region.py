"""A rectangle of a photo, in pixels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """Rows [top, bottom) and columns [left, right) of a photo.

    Raises:
        ValueError: If it is empty or begins before the photo does.
    """

    top: int
    left: int
    bottom: int
    right: int

    def __post_init__(self) -> None:
        if not (0 <= self.top < self.bottom and 0 <= self.left < self.right):
            raise ValueError(f"not a region: {self}")

    @classmethod
    def whole(cls, height: int, width: int) -> "Region":
        """All of a photo."""
        return cls(0, 0, height, width)

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def slices(self) -> tuple[slice, slice]:
        """For indexing an array: `pixels[region.slices]`."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, margin: int, *, height: int, width: int) -> "Region":
        """This region with `margin` more pixels on each side, as far as the photo reaches."""
        return Region(
            max(self.top - margin, 0),
            max(self.left - margin, 0),
            min(self.bottom + margin, height),
            min(self.right + margin, width),
        )

    def inside(self, outer: "Region") -> "Region":
        """This region in the coordinates of `outer`, which must contain it."""
        return Region(
            self.top - outer.top,
            self.left - outer.left,
            self.bottom - outer.top,
            self.right - outer.left,
        )
