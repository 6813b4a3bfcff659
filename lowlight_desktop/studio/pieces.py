"""Long work on a photo, done piece by piece: who stops in between can go on later."""

from collections.abc import Callable, Iterator

from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.region import Region

Pieces = Iterator[tuple[Region, Pixels]]


class PieceWork:
    """Asks for pieces, and knows which were put in their place.

    Args:
        begin: Gives all pieces, from the first.
        px: Pixels of all pieces together.
    """

    def __init__(self, begin: Callable[[], Pieces], px: int) -> None:
        self._begin, self._px = begin, px
        self._pieces = begin()
        self._done_px = 0

    def go_on(self, put: Callable[[Region, Pixels], None], progress: Progress) -> None:
        """Do what is left to do; after an error, all of it.

        Args:
            put: Takes a piece.
            progress: Looked at between pieces.

        Raises:
            Cancelled: If the user wants to stop; what is done stays done.
        """
        while self._done_px < self._px:
            progress.at(self._done_px / self._px)
            try:
                region, pixels = next(self._pieces)
                put(region, pixels)
            except BaseException:
                # A generator that has failed says no more, and a hole would stay.
                self._pieces, self._done_px = self._begin(), 0
                raise
            self._done_px += region.height * region.width
        progress.at(1.0)
