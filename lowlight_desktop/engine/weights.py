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
from lowlight_desktop.photo.sentence import Sentence, said_by


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
            Sentence(
                "{0}: the weights are not in the safetensors format ({1}). They will not be "
                "opened; install Lowlight anew.",
                str(card.weights),
                said_by(error),
            )
        ) from error
    if card.network not in NETWORKS:
        raise ModelError(
            Sentence(
                "{0} needs the unknown network {1!r}; update Lowlight.", card.title, card.network
            )
        )
    try:
        network = NETWORKS[card.network](card.config)
        network.load_state_dict(weights)
    except (RuntimeError, TypeError, ValueError) as error:
        raise ModelError(
            Sentence(
                "{0}: the weights do not fit the network ({1}).", str(card.weights), said_by(error)
            )
        ) from error
    with out_of_memory_as_event(Sentence("{0} could not be loaded", card.title)):
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
