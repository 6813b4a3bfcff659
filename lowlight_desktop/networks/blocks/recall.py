"""What blocks ask of the whole photo: taken once, in a survey, and remembered in its parts."""

from collections.abc import Callable, Iterable

from torch import Tensor

Statistic = Callable[[int], Tensor]
"""Takes a statistic, (B, ...), of B photos whose features come as so many crops each."""

Recall = Callable[[Statistic], Tensor]
"""Answers with the statistic of the photo that the features at hand belong to."""

Note = Callable[[Tensor], None]
"""Is told spatial gates, (B, h, w) in [0, 1], on the way through a network that is looked at; or
how much each of n streams counts, (B, n, h, w)."""


class Taking:
    """A survey, or training: takes every statistic from the features at hand, and keeps it.

    Args:
        crops: How many crops each photo has; they lie photo by photo in the batch.

    Attributes:
        taken: The statistics, (B, ...), in the order of the forward pass.
    """

    def __init__(self, crops: int) -> None:
        self._crops = crops
        self.taken: list[Tensor] = []

    def __call__(self, statistic: Statistic) -> Tensor:
        """(B * crops, ...): the statistic of each crop's photo."""
        value = statistic(self._crops)
        self.taken.append(value)
        return of_each(value, self._crops)


def of_each(of_photos: Tensor, crops: int) -> Tensor:
    """What is true of photos, (B, ...), for each of their crops, (B * crops, ...)."""
    return of_photos[:, None].expand(-1, crops, *of_photos.shape[1:]).flatten(0, 1)


def known(taken: Iterable[Tensor]) -> Recall:
    """Remembers what a survey has taken, in its order: for parts of the surveyed photos."""
    left = iter(taken)
    return lambda _statistic: next(left)


def photo_mean(x: Tensor, crops: int) -> Tensor:
    """(B * crops, C, H, W) features to (B, C) float32, the mean over each photo."""
    return x.float().mean((2, 3)).unflatten(0, (-1, crops)).mean(1)
