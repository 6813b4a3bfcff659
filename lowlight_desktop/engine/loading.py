"""Weights onto a device, and the number format that is fastest there."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load as parse
from torch import Tensor, nn

from lowlight_desktop.engine.backends import by_openvino, by_torch
from lowlight_desktop.engine.backends.fastest import BFLOAT16_PAYS, fastest
from lowlight_desktop.engine.backends.tensors import named
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.machine import cache_folder, remember, remembered
from lowlight_desktop.engine.model_store import verified_graph, verified_weights
from lowlight_desktop.engine.tiles import out_of_memory_as_event
from lowlight_desktop.networks.registry import NETWORKS
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.model_card import ModelCard

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Watch:
    """Who wants to be asked whether work on a network shall go on; None: nobody does."""

    look: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A network ready to work; not to be shared between threads.

    Attributes:
        card: Where it comes from.
        network: In evaluation mode, on the device.
        device: Where it works.
        graph: Its `render` for OpenVINO; None where only torch can compute it.
        watch: Asked by those who are no torch modules; `stopping.watched` sets it.
        chosen: How to compute `render`; None: in the fastest way.
    """

    card: ModelCard
    network: nn.Module
    device: Device
    graph: by_openvino.Graph | None = None
    watch: Watch = field(default_factory=Watch)
    chosen: Way | None = None

    @property
    def way(self) -> Way:
        """How `render` is computed here; the first question may take a second."""
        return self.chosen or fastest(self, fastest_format(self.device))

    def render(self, tile: tuple[Tensor, ...], survey: object = None, *, fast: bool) -> Tensor:
        """The network's answer on one tile, by whom it is fastest.

        Args:
            tile: What is the tile's own, (1, C, H, W) each, on the device.
            survey: What the network knows of the whole photo; None: it asks for nothing but tiles.
            fast: Whether to compute in bfloat16; the last layer stays float32.

        Returns:
            (1, C, H, W) float32.
        """
        return self.by(Way(self.way.backend, fast), tile, survey)

    def by(self, way: Way, tile: tuple[Tensor, ...], survey: object = None) -> Tensor:
        """As `render`, in a way of one's choice; "openvino" needs a graph."""
        if way.backend == "torch":
            return by_torch.render(self.network, tile, survey, bfloat16=way.bfloat16)
        assert self.graph is not None
        inputs = named(tile, survey)
        return self.graph.render(inputs, bfloat16=way.bfloat16, look=self.watch.look)


def load(card: ModelCard, device: Device) -> Loaded:
    """Build a network and give it its weights.

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
    return Loaded(card, network, device, _graph(card, device))


def _graph(card: ModelCard, device: Device) -> by_openvino.Graph | None:
    """For the processor, where OpenVINO is installed and the model has a graph."""
    if device.id != "cpu" or not card.render_sha256 or not by_openvino.is_here():
        return None
    return by_openvino.Graph(verified_graph(card))


# Two photos at a time would measure each other.
_MEASURING = threading.Lock()


@cache
def fastest_format(device: Device) -> torch.dtype:
    """bfloat16 where this device is faster with it, else float32: measured once, then remembered.

    A processor without bfloat16 instructions takes seven times longer with it, so nothing is
    assumed. The answer is kept, because a photo must come out the same tomorrow.
    """
    file = cache_folder() / "formats.json"
    limit, threads = os.environ.get("ONEDNN_MAX_CPU_ISA", ""), torch.get_num_threads()
    key = f"{device.id} {device.name} {threads} threads torch {torch.__version__} {limit}".strip()
    with _MEASURING:
        return _known_or_measured(file, key, device)


def _known_or_measured(file: Path, key: str, device: Device) -> torch.dtype:
    known = remembered(file)
    if key not in known:
        try:
            times = _measured(device)
        except RuntimeError:  # a device that does not know bfloat16
            return torch.float32
        # bfloat16 must be clearly faster to be worth its rounding.
        known[key] = (
            "bfloat16" if times["bfloat16"] < BFLOAT16_PAYS * times["float32"] else "float32"
        )
        logger.info("%s: %s, measured %s", key, known[key], times)
        remember(file, known)
    return torch.bfloat16 if known[key] == "bfloat16" else torch.float32


def _measured(device: Device) -> dict[str, float]:
    """Seconds by format, the best of several turns each: other programs disturb, never help."""
    names = ("float32", "bfloat16")
    turns = [{name: _seconds(device, getattr(torch, name)) for name in names} for _ in range(5)]
    return {name: min(turn[name] for turn in turns) for name in names}


@torch.inference_mode()
def _seconds(device: Device, dtype: torch.dtype) -> float:
    """One turn of the convolution that every one of our networks is made of."""
    layer = nn.Conv2d(32, 32, 3, padding=1).to(device.torch, dtype)
    layer = layer.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    picture = torch.randn(1, 32, 256, 256, device=device.torch, dtype=dtype)
    picture = picture.to(memory_format=torch.channels_last)
    picture = layer(picture)  # warms up
    float(picture[0, 0, 0, 0])
    start = time.perf_counter()
    for _ in range(3):
        picture = layer(picture)
    float(picture[0, 0, 0, 0])  # waits for the device
    return time.perf_counter() - start
