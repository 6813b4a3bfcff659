"""How bright a photo becomes if nobody says it: the network's guess, and two cases that it misses.

The network has learned from underexposed photos, where the wanted brightness is that of a room or a
day. A night is something else: lamps that are exposed as they should be, and black.
"""

import numpy as np

from lowlight_desktop.photo.image import Pixels

_BRIGHTEST = 0.95
# The bright end over the median, both encoded. Of the dark training photos a hundredth have more
# than 51 (SICE) or 23 (LOL); photographs of lit things under a black sky have 50 to 120.
_DAY, _NIGHT = 30.0, 80.0
_BLACK = 1 / 255
# Brightness of a night in which something can be seen: 0.02 becomes 0.1, 0.13 becomes 0.3.
_NIGHT_POWER = 0.6


def night_share(brightness: Pixels) -> float:
    """How much a photo looks like a night: lights in black.

    Args:
        brightness: (H, W) max(R, G, B), sRGB-encoded, of the photo in small.

    Returns:
        0 for underexposed photos, 1 for nights, between them in between.
    """
    middle, bright = (float(q) for q in np.quantile(brightness, (0.5, 0.995)))
    contrast = max(bright, _BLACK) / max(middle, _BLACK)
    share = np.log(contrast / _DAY) / np.log(_NIGHT / _DAY)
    return float(np.clip(share, 0.0, 1.0))


def auto_target(guess: float, own: float, night: float) -> float:
    """The brightness that a photo shall have.

    Args:
        guess: Of the network, mean of max(R, G, B), sRGB-encoded, in (0, 1).
        own: The photo's, likewise.
        night: As `night_share`.

    Returns:
        In (0, 1), not below what the photo has already.
    """
    wanted = (1.0 - night) * guess + night * min(guess, own**_NIGHT_POWER)
    return max(wanted, min(own, _BRIGHTEST))
