"""A brush stroke on a photo, independent of its resolution."""

from dataclasses import dataclass

from lowlight_desktop.photo.param import check_params, param
from lowlight_desktop.photo.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drag of the "limit here" brush.

    Attributes:
        points: Where it went, (x, y) pairs: 0, 0 is the photo's top left corner, 1, 1 its bottom
            right one; points may lie outside.
        erases: Whether it takes earlier strokes away.

    Raises:
        ValueError: If there is no point, or a number is out of its range.
    """

    points: tuple[tuple[float, float], ...]
    radius: float = param("Size", 0.05, 0.002, 0.5, "", "Of the photo's longer side.")
    softness: float = param("Softness", 0.5, 0.0, 1.0, "", "Share of the radius that fades.")
    strength: float = param("Strength", 1.0, 0.0, 1.0, "", "How much of the light is kept away.")
    erases: bool = False

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError(Sentence("a stroke needs at least one point"))
        # Five digits are a tenth of a pixel of the largest photos, and strokes stay short in XMP.
        plain = tuple((round(float(x), 5), round(float(y), 5)) for x, y in self.points)
        if any(not -1.0 <= value <= 2.0 for point in plain for value in point):
            raise ValueError(Sentence("a stroke must lie on its photo"))
        object.__setattr__(self, "points", plain)
        check_params(self)
