"""How much compression has changed a photo, read from crops of it."""

from torch import Tensor

from lowlight_desktop.networks.blocks.block_edges import ANSWERS, block_edges
from lowlight_desktop.networks.blocks.noise_head import NoiseHead


class DamageHead(NoiseHead):
    """What tells noise, and how much the photo steps at the edges of a JPEG's blocks.

    What is damaged most is texture, so no calm crop speaks for the photo, but the middle one.
    """

    more = ANSWERS
    quantile = 0.5

    def asks(self, crops: Tensor, middle: Tensor) -> tuple[Tensor, ...]:  # noqa: ARG002
        """(B, `ANSWERS`) of crops (B, 3, H, W)."""
        return (block_edges(crops),)
