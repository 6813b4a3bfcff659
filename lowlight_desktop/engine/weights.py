"""Weights from a file to a torch module on a device."""

import torch
from safetensors import SafetensorError
from safetensors.torch import load as parse
from torch import nn

from lowlight_desktop.engine.backends.by_torch import TorchNetwork
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.loading import Loaded, Weights
from lowlight_desktop.engine.model_store import verified_weights
from lowlight_desktop.engine.tiles import out_of_memory_as_event
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.model_card import ModelCard


def torch_network(card: ModelCard, device: Device) -> TorchNetwork:
    """Build a network and give it its weights.

    Args:
        card: Of the model.
        device: Where it shall work.

    Raises:
        ModelError: If the weights are missing, damaged, or do not fit the network.
        OutOfMemory: If the device has no room for them.
        DeviceError: If the device fails for another reason.
    """
    data = verified_weights(card)
    try:
        weights = parse(data)
    except (SafetensorError, KeyError, ValueError) as error:  # a pickle, say
        raise ModelError(
            f"{card.weights}: the weights are not in the safetensors format ({error}). "
            "They will not be opened; install Lowlight anew."
        ) from error
    if card.network not in NETWORKS:
        raise ModelError(
            f"{card.title} needs the unknown network {card.network!r}; update Lowlight."
        )
    try:
        network = NETWORKS[card.network](card.config)
        network.load_state_dict(weights)
    except (RuntimeError, TypeError, ValueError) as error:
        raise ModelError(
            f"{card.weights}: the weights do not fit the network ({error})."
        ) from error
    with out_of_memory_as_event(f"{card.title} could not be loaded"):
        network = network.to(device.torch).to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    network = network.eval().requires_grad_(requires_grad=False)
    return TorchNetwork(network, card.step, device.torch)


def in_hand(card: ModelCard, module: nn.Module, device: Device) -> Loaded:
    """A network that is in memory already, as the program has it.

    Args:
        card: What is known of it.
        module: In evaluation mode, on the device.
        device: Where it works.
    """
    weights = Weights(card, device)
    weights.network = TorchNetwork(module, card.step, device.torch)
    return Loaded(card, weights, device)
