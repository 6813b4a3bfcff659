"""One step of the work on a wish, as the engine is asked for it."""

from dataclasses import dataclass, replace

from lowlight_desktop.gui.gates import is_gate
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.studio.live import Shown, Stage, Wish

_LONG = (Stage.REFINED, Stage.CLEANED)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work on a wish.

    Attributes:
        wish: All that is wished.
        stage: How well to answer it.
        with_map: Whether the answer brings the map that is wished, if any.
    """

    wish: Wish
    stage: Stage
    with_map: bool = True

    @property
    def is_long(self) -> bool:
        """Whether a newer wish ends it."""
        return self.stage in _LONG

    @property
    def is_about_map(self) -> bool:
        """Whether all but a map that takes long is on the screen already."""
        return self.with_map and is_gate(self.wish.map_id)

    @property
    def asked(self) -> Wish:
        """What the engine is asked."""
        return self.wish if self.with_map else replace(self.wish, map_id=None)

    def is_cleaning(self, *, can_clean: bool) -> bool:
        """Whether noise is taken away in it, and not only measured.

        Args:
            can_clean: Whether what is said of RAW files is about the photo.
        """
        recipe, off = self.wish.recipe, Quality.OFF
        is_wished = (can_clean and recipe.raw is not off) or recipe.denoise is not off
        return is_wished and self.stage is Stage.CLEANED

    @property
    def is_repairing(self) -> bool:
        """Whether what compression has changed is repaired in it."""
        return self.stage is Stage.CLEANED and self.wish.recipe.detail is not Quality.OFF

    def after(self, shown: Shown) -> "Step | None":
        """What is next once this was answered; None where nothing is left to do.

        Args:
            shown: The answer.
        """
        if not self.is_long:
            return replace(self, stage=Stage.REFINED)
        if shown.is_waiting and not self.wish.is_left_unclean:
            return replace(self, stage=Stage.CLEANED)
        if not self.with_map and self.wish.map_id in {known.id for known in shown.maps or ()}:
            return Step(self.wish, Stage.REFINED)
        return None


def first_of(wish: Wish, stage: Stage = Stage.DRAFT) -> Step:
    """The first step: a map that takes long comes last."""
    return Step(wish, stage, with_map=not is_gate(wish.map_id))
