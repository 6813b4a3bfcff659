"""Training that goes on from a finished model, with a schedule of its own."""

from pathlib import Path

from safetensors.torch import load as parse
from torch import nn

from lowlight_desktop.engine.model_store import read_card, verified_weights
from lowlight_desktop.photo.errors import ModelError


def begin_with(network: nn.Module, folder: Path, *, whole: bool = True) -> str:
    """Take over a model's weights.

    Args:
        network: Of the same sizes; changed.
        folder: Of the model.
        whole: Whether the model has all weights of the network; else the others stay.

    Returns:
        The model's id and version.

    Raises:
        ModelError: If the model is damaged, or of other sizes.
    """
    card = read_card(folder)
    try:
        weights = parse(verified_weights(card))
        network.load_state_dict(weights if whole else {**network.state_dict(), **weights})
    except RuntimeError as error:
        raise ModelError(f"{folder}: its weights do not fit the network ({error}).") from error
    return f"{card.id} {card.version}"
