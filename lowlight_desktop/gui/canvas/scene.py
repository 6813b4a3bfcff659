"""All that is to be seen on the canvas, as a value: setters make another one."""

from dataclasses import dataclass, field

from lowlight_desktop.gui.canvas.color_map import colored
from lowlight_desktop.gui.canvas.compare import Compare, Part, parts
from lowlight_desktop.gui.canvas.layers import Stack
from lowlight_desktop.gui.canvas.pyramid import Pyramid
from lowlight_desktop.gui.canvas.viewport import Viewport
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.view import MapFrame


class MapLayer:
    """A map and its picture."""

    def __init__(self, frame: MapFrame) -> None:
        self.frame = frame
        self.picture = Pyramid(colored(frame.values, frame.low, frame.high))


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What to draw.

    Attributes:
        after: The photo as the recipe makes it.
        before: The original.
        before_name: What it is called; empty: as any original is.
        compare: How both are shown.
        split: Share of the photo's visible width that shows the original, in [0, 1].
        peek: The original everywhere, for as long as a key is held.
        map: What a network did, over the photo.
        map_opacity: Of the map, in [0, 1].
        clipping: Whether clipped pixels are marked.
        limits: Strokes that are shown.
        live: The stroke that is being drawn.
        mark: A place that was pointed at, as shares of the photo.
        badge: A quiet word in the corner; may be empty.
        hint: What to do now, where the map's legend will be; may be empty.
    """

    after: Stack = field(default_factory=Stack)
    before: Stack = field(default_factory=Stack)
    before_name: str = ""
    compare: Compare = Compare.OFF
    split: float = 0.5
    peek: bool = False
    map: MapLayer | None = None
    map_opacity: float = 0.0
    clipping: bool = False
    limits: tuple[Stroke, ...] = ()
    live: Stroke | None = None
    mark: tuple[float, float] | None = None
    badge: str = ""
    hint: str = ""

    @property
    def is_split(self) -> bool:
        """Whether a line divides the photo: there must be something to compare with."""
        return self.compare is Compare.SPLIT and not self.peek and not self.before.is_empty

    def parts(self, port: Viewport, width: int) -> list[Part]:
        """Which part of a canvas of `width` device pixels shows what, from left to right."""
        mode = self.compare if self.is_split or self.compare is Compare.SIDE else Compare.OFF
        peek = self.peek and not self.before.is_empty
        return parts(mode, port, width, self.split, peek=peek)

    def part_at(self, port: Viewport, width: int, x: float) -> Part:
        """The part at a column of the canvas, or the nearest."""
        found = self.parts(port, width)
        return next((part for part in reversed(found) if x >= part.left), found[0])

    def stack(self, part: Part) -> Stack:
        """What a part shows."""
        return self.before if part.is_before else self.after
