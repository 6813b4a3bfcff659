"""How far each photo in hand is, where only their sum is told; without Qt."""

from lowlight_desktop.studio.export import RENDERED


def shares(total: float, photos: int) -> list[float]:
    """Give a sum back to the photos that it came from.

    They go through one door after the other, so the first is ahead of all others. Only one that is
    read ahead, a tenth at most, is counted for the photo before it.

    Args:
        total: How far all are together, 0 to `photos`.
        photos: How many are in hand.

    Returns:
        How far each is, 0 to 1, in the order in which they were begun.
    """
    fractions: list[float] = []
    for _ in range(photos):
        fraction = min(max(total, 0.0), RENDERED)
        fractions.append(fraction)
        total -= fraction
    return fractions
