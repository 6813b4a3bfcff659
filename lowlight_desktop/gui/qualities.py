"""What there are networks for."""

from lowlight_desktop.engine.model_store import usable
from lowlight_desktop.photo.recipe import Quality


def qualities_here() -> tuple[tuple[Quality, ...], ...]:
    """Those of each step, in the order of `RightPanel.set_models`."""
    cards = usable()
    return tuple(
        tuple(Quality(card.quality) for card in cards if card.step == step)
        for step in ("light", "denoise", "detail", "raw")
    )
