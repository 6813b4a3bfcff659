"""Weights onto a device, and who computes with them there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import RENDER, Floats, Known, named
from lowlight_desktop.engine.backends.fastest import fastest
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.model_store import verified_graph
from lowlight_desktop.engine.preload import load_libraries, torch_is_here
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.model_card import ModelCard

if TYPE_CHECKING:
    from torch import nn

    from lowlight_desktop.engine.backends.by_torch import TorchNetwork


@dataclass(slots=True)
class Watch:
    """Who wants to be asked whether work on a network shall go on; None: nobody does."""

    look: Callable[[], None] | None = None


class Weights:
    """A network's weights, which become a torch module when somebody asks for that.

    Args:
        card: Where they come from.
        device: Where the module shall work.
    """

    def __init__(self, card: ModelCard, device: Device) -> None:
        self._card, self._device = card, device

    @cached_property
    def network(self) -> TorchNetwork:
        """The network in torch; the first question imports that.

        Raises:
            ModelError: If the weights are missing, damaged, or do not fit the network.
            OutOfMemory: If the device has no room for them.
            DeviceError: If the device fails for another reason.
        """
        if not torch_is_here():
            raise ModelError(
                f"{self._card.title} needs torch for this, which the small edition of Lowlight "
                "does not bring. Install the full edition."
            )
        load_libraries()
        from lowlight_desktop.engine.weights import torch_network

        return torch_network(self._card, self._device)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A network ready to work; not to be shared between threads.

    Attributes:
        card: Where it comes from.
        weights: For torch.
        device: Where it works.
        graphs: What it answers by OpenVINO; the rest is torch's.
        watch: Asked by those who are no torch modules; `stopping.watched` sets it.
        chosen: How to compute; None: in the fastest way.
    """

    card: ModelCard
    weights: Weights
    device: Device
    graphs: Mapping[str, by_openvino.Graph] = field(default_factory=dict[str, by_openvino.Graph])
    watch: Watch = field(default_factory=Watch)
    chosen: Way | None = None

    @property
    def network(self) -> nn.Module:
        """In torch, in evaluation mode, on the device; the first question imports torch."""
        return self.weights.network.module

    @property
    def grid_px(self) -> int:
        """Tiles must begin at a multiple of this."""
        return int(self._number("grid_px"))

    @property
    def halo_px(self) -> int:
        """How much of its surroundings a tile is shown."""
        return int(self._number("halo_px"))

    @property
    def margin(self) -> float:
        """Of a network that cleans: it is told so many times the noise that it finds."""
        return self._number("margin")

    @property
    def gates(self) -> tuple[str, ...]:
        """Of a network that cleans: what people call its spatial gates, in their order."""
        return tuple(cast("Sequence[str]", self._fact("gates")))

    def _number(self, name: str) -> float:
        return cast("float", self._fact(name))

    def _fact(self, name: str) -> object:
        """From the card, or else from the network."""
        known = self.card.render.get(name)
        return self.weights.network.facts[name] if known is None else known

    @property
    def way(self) -> Way:
        """How it is computed here; the first question may take a second."""
        return self.chosen or fastest(self)

    def render(self, tile: tuple[Floats, ...], known: Known = (), *, fast: bool) -> Floats:
        """The network's answer on one tile, by whom it is fastest.

        Args:
            tile: What is the tile's own, (1, C, H, W) each.
            known: What `ask("survey", ...)` has said; nothing: it asks for nothing but tiles.
            fast: Whether to compute in bfloat16; the last layer stays float32.

        Returns:
            (1, C, H, W) float32.
        """
        return self.by(Way(self.way.backend, fast), tile, known)

    def by(self, way: Way, tile: tuple[Floats, ...], known: Known = ()) -> Floats:
        """As `render`, in a way of one's choice; "openvino" needs a graph."""
        if way.backend == "torch":
            return self.weights.network.render(tile, known, bfloat16=way.bfloat16)
        inputs = named(tile, known)
        graph = self.graphs[RENDER]
        return graph.render(inputs, bfloat16=way.bfloat16, look=self.watch.look)

    def ask(self, question: str, *given: Floats) -> Known:
        """What the network says of a whole photo, by whom its tiles are computed.

        Args:
            question: "survey", or what else the network can be asked.
            given: What it asks for.

        Returns:
            Arrays, float32.
        """
        return self.asked(self.way, question, *given)

    def asked(self, way: Way, question: str, *given: Floats) -> Known:
        """As `ask`, in a way of one's choice; what has no graph is torch's."""
        if way.backend == "openvino" and question in self.graphs:
            return self.graphs[question].ask(given, self.watch.look)
        return self.weights.network.ask(question, given, bfloat16=way.bfloat16)


def get_ready(device: Device) -> None:
    """Load what computes on a device, ahead of the first photo."""
    if device.id == "cpu" and by_openvino.is_here():
        by_openvino.get_ready()


def load(card: ModelCard, device: Device) -> Loaded:
    """Get a network ready to work.

    Where all that it is asked has graphs, torch waits until somebody needs it.

    Raises:
        ModelError: If files are missing, damaged, or do not fit the network.
        OutOfMemory: If the device has no room for the weights.
        DeviceError: If the device fails for another reason.
    """
    model = Loaded(card, Weights(card, device), device, _graphs(card, device))
    if not model.graphs:
        _ = model.network  # to know now whether it can be had
    return model


def _graphs(card: ModelCard, device: Device) -> dict[str, by_openvino.Graph]:
    """For the processor, where OpenVINO is installed and the model has graphs."""
    if device.id != "cpu" or not by_openvino.is_here():
        return {}
    return {name: by_openvino.Graph(verified_graph(card, name)) for name in card.graphs}
