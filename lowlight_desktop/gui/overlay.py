"""A network's map over the photo: which one is wanted, and of which place."""

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.studio.live import Opened, Wish
from lowlight_desktop.studio.view import MapFrame


class Overlay:
    """Knows what is wanted, and shows the answers that fit it.

    Args:
        canvas: Where the map lies.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._map_id: str | None = None
        self._attended: tuple[float, float] | None = None
        self._opacity = 0.0
        self._frame: MapFrame | None = None

    @property
    def map_id(self) -> str | None:
        """The map that is wanted, or None."""
        return self._map_id

    def want(self, map_id: str | None) -> bool:
        """Want another map, or none; whether that is new."""
        if map_id == self._map_id:
            return False
        self._map_id = map_id
        self.drop()
        return True

    def attend(self, place: tuple[float, float] | None) -> bool:
        """Want the map of a place, given as shares of the photo, or of none; whether to ask."""
        if place == self._attended:
            return False
        self._attended = place
        if place is None:
            self.drop()
        return place is not None

    def set_opacity(self, opacity: float) -> None:
        """How much of the photo the map covers, 0 to 1."""
        self._opacity = opacity
        self._canvas.set_map(self._frame, opacity)

    def drop(self) -> None:
        """Show no map, until one comes."""
        self._frame = None
        self._canvas.set_map(None, self._opacity)

    def attended(self, photo: Opened) -> tuple[int, int] | None:
        """Row and column of the place in a photo; None where there is none."""
        if self._attended is None:
            return None
        x, y = self._attended
        return int(y * photo.height), int(x * photo.width)

    def show(self, frame: MapFrame, wish: Wish, photo: Opened) -> None:
        """Show the map of an answer, unless another one is wanted by now."""
        wanted = self._map_id, self.attended(photo)
        if self._map_id is not None and wanted == (wish.map_id, wish.attended):
            self._frame = frame
            self._canvas.set_map(frame, self._opacity)
