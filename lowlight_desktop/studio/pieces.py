"""Long work on a photo, done piece by piece: who stops in between can go on later."""

from collections.abc import Callable, Generator
from contextlib import closing

from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.region import Region

Pieces = Generator[tuple[Region, Pixels]]


class PieceWork:
    """Asks for pieces, and knows which were put in their place.

    Args:
        begin: Gives all pieces but the first few, whose number it is told; and is told what to ask
            within a piece, which raises what stops the work.
        px: Pixels of all pieces together.
    """

    def __init__(self, begin: Callable[[int, Callable[[], None]], Pieces], px: int) -> None:
        self._begin, self._px = begin, px
        self._done = self._done_px = 0

    def go_on(self, put: Callable[[Region, Pixels], None], progress: Progress) -> None:
        """Do what is left to do; after an error, all of it.

        Args:
            put: Takes a piece.
            progress: Looked at between pieces, and within them.

        Raises:
            Cancelled: If the user wants to stop; what is done stays done.
        """
        try:
            with closing(self._begin(self._done, progress.look)) as pieces:
                while self._done_px < self._px:
                    progress.at(self._done_px / self._px)
                    region, pixels = next(pieces)
                    put(region, pixels)
                    self._done_px += region.height * region.width
                    self._done += 1
        except Cancelled:
            raise
        except BaseException:
            self._done = self._done_px = 0
            raise
        progress.at(1.0)
