"""How long cleanings of the open photo take: told before, remembered after; without Qt."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from lowlight_desktop.gui.step import Step
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.studio.forecast import cleaner_of, cleaning_s
from lowlight_desktop.studio.live import Opened, Shown, Stage
from lowlight_desktop.studio.speed_notes import note_shown
from lowlight_desktop.studio.speeds import known

_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class CleaningClock:
    """What the time of a cleaning depends on.

    Attributes:
        place: Where the networks work, `machine.place_of`; "" while nobody knows.
        photo: The one that is open.
        was_left: Whether a cleaning of it was stopped: another one may go on where that was.
    """

    place: str = ""
    photo: Opened | None = None
    was_left: bool = False

    def expected_s(self, step: Step) -> float:
        """What a step will take from beginning to end; 0: nobody knows, or it is quick."""
        network = self._network(step)
        if network is None:
            return 0.0
        return cleaning_s(self.place, network, self._megapixels, known()) or 0.0

    def timed(self, step: Step, show: Callable[[Progress], Shown]) -> Callable[[Progress], Shown]:
        """The same work; what a whole cleaning takes is remembered.

        Args:
            step: Which is done.
            show: Does it.
        """
        photo, network = self.photo, self._network(step)
        if photo is None or network is None or self.was_left:
            return show

        def work(progress: Progress) -> Shown:
            begin = time.perf_counter()
            shown = show(progress)
            if not shown.gave_up and not _is_spared(shown):
                seconds = time.perf_counter() - begin
                note_shown(self.place, network, seconds, photo.path, self._megapixels)
            return shown

        return work

    @property
    def _megapixels(self) -> float:
        return 0.0 if self.photo is None else self.photo.height * self.photo.width / _MEGA

    def _network(self, step: Step) -> str | None:
        """What cleans the photo in a step; None: nothing does, or nobody knows where."""
        photo = self.photo
        if photo is None or not self.place or step.stage is not Stage.CLEANED:
            return None
        return cleaner_of(step.wish.recipe, can_clean=photo.can_clean)


def _is_spared(shown: Shown) -> bool:
    """Whether a network has found nothing to do, which takes it no time."""
    found = (shown.noise, shown.damage)
    return any(isinstance(level, PictureNoise) and level.is_none for level in found)
