"""Undo without limit: every look that a photo had, and which of them it has now."""

from dataclasses import dataclass, replace

from lowlight_desktop.photo.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Step:
    """One look of a photo.

    Attributes:
        label: What led to it, as the menu says it: "Exposure"; empty for the first.
        recipe: The look.
    """

    label: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class History:
    """The looks of one photo in order; begun with `History.begin`.

    Attributes:
        steps: At least one; the first is the look that the photo was opened with.
        position: Index of the look of now.
        is_open: Whether the last thing that happened was an edit, which another may join.
    """

    steps: tuple[Step, ...]
    position: int = 0
    is_open: bool = False

    @classmethod
    def begin(cls, recipe: Recipe) -> "History":
        """The history of a photo that was just opened."""
        return cls((Step("", recipe),))

    def edited(self, recipe: Recipe, label: str, *, merge: bool = False) -> "History":
        """One more step; what was undone before cannot be redone any more.

        Args:
            recipe: The new look; one that is the look of now is no step.
            label: What was changed.
            merge: The move goes on: it joins the step before if that was the last thing to happen
                and has the same label. Say False at the first move of a drag, True at the others.
                One that comes back to where it began is no step.
        """
        if merge and self.is_open and self.steps[self.position].label == label:
            if recipe == self.steps[self.position - 1].recipe:
                return History(self.steps[: self.position], self.position - 1)
            return replace(self, steps=(*self.steps[: self.position], Step(label, recipe)))
        if recipe == self.recipe:
            return replace(self, is_open=False)
        done = self.steps[: self.position + 1]
        return History((*done, Step(label, recipe)), len(done), is_open=True)

    def undone(self) -> "History":
        """The look before; the same history where there is none."""
        return self._at(self.position - 1) if self.can_undo else self

    def redone(self) -> "History":
        """The look that was undone last; the same history where there is none."""
        return self._at(self.position + 1) if self.can_redo else self

    @property
    def recipe(self) -> Recipe:
        """The look of now."""
        return self.steps[self.position].recipe

    @property
    def can_undo(self) -> bool:
        """Whether there is a look before."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return self.position + 1 < len(self.steps)

    @property
    def undo_label(self) -> str:
        """What `undone` would take back, or an empty text."""
        return self.steps[self.position].label if self.can_undo else ""

    @property
    def redo_label(self) -> str:
        """What `redone` would do again, or an empty text."""
        return self.steps[self.position + 1].label if self.can_redo else ""

    def _at(self, position: int) -> "History":
        return replace(self, position=position, is_open=False)
