"""Weights onto a device, and who computes with them there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lowlight_desktop.engine.backends import by_onnxruntime, by_openvino
from lowlight_desktop.engine.backends.arrays import (
    RENDER,
    STREAM,
    STREAM_LAG,
    Floats,
    Known,
    named,
)
from lowlight_desktop.engine.backends.by_onnxruntime import PROCESSOR, Provider
from lowlight_desktop.engine.backends.chips import provider_of
from lowlight_desktop.engine.backends.fastest import fastest, wished
from lowlight_desktop.engine.backends.graph import Graph
from lowlight_desktop.engine.backends.trust import BY_CHIP, is_believed
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import Device, processor
from lowlight_desktop.engine.machine import lanes
from lowlight_desktop.engine.model_store import verified_graph
from lowlight_desktop.engine.preload import load_libraries, torch_is_here
from lowlight_desktop.engine.tiles import out_of_memory_as_event
from lowlight_desktop.photo.errors import ModelError
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.photo.timing import part

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
                Sentence(
                    "{0} needs torch for this, which the small edition of Lowlight does not "
                    "bring. Install the full edition.",
                    self._card.title,
                )
            )
        load_libraries()
        from lowlight_desktop.engine.weights import torch_network

        return torch_network(self._card, self._device)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A network ready to work; for one thread, or for the lanes of one photo.

    Attributes:
        card: Where it comes from.
        weights: For torch.
        device: Where it works.
        graphs: What it answers by others than torch; the rest is torch's.
        watch: Asked by those who are no torch modules; `stopping.watched` sets it.
        chosen: How to compute; None: in the fastest way.
    """

    card: ModelCard
    weights: Weights
    device: Device
    graphs: Mapping[str, Graph] = field(default_factory=dict[str, Graph])
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

    @property
    def lanes(self) -> int:
        """How many small tiles may be computed at once; a module of torch is for one thread."""
        return lanes() if self.way.backend == "openvino" else 1

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
        """As `render`, in a way of one's choice; all but torch need a graph."""
        with part(f"{self.card.title}: tiles"):
            if way.backend == "torch":
                return self.weights.network.render(tile, known, bfloat16=way.bfloat16)
            inputs = named(tile, known)
            graph = self.graphs[RENDER]
            look = self.watch.look
            return graph.render(inputs, bfloat16=way.bfloat16, lanes=way.lanes, look=look)

    @property
    def streams(self) -> bool:
        """Whether it can go on from one strip of a photo to the next."""
        graph = self.graphs.get(STREAM)
        return isinstance(graph, by_openvino.Graph) and self.way.backend == graph.backend

    @property
    def lag_px(self) -> int:
        """Of a network that streams: how many rows an answer is behind the strip."""
        return int(self._number(STREAM_LAG))

    @contextmanager
    def stream(self, known: Known, *, fast: bool) -> Generator[Callable[[Floats], Floats]]:
        """What answers strips of a photo, each of which lies below the one before.

        Args:
            known: As for `render`.
            fast: Likewise.

        Yields:
            (1, C, h, W), all of one size, to (1, C, h, W) float32, `lag_px` rows behind. Above the
            first strip zeros are taken for what was seen: of the answers, `lag_px + halo_px` rows
            are no use.
        """
        graph = self.graphs[STREAM]
        assert isinstance(graph, by_openvino.Graph)
        with graph.stream(named((), known), bfloat16=fast, look=self.watch.look) as ask:
            yield part(f"{self.card.title}: tiles")(ask)

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
        with part(f"{self.card.title}: whole photo"):
            if way.backend != "torch" and question in self.graphs:
                return self.graphs[question].ask(given, self.watch.look)
            return self.weights.network.ask(question, given, bfloat16=way.bfloat16)


def get_ready(device: Device) -> None:
    """Load what computes on a device, ahead of the first photo."""
    if device.id == "cpu" and by_openvino.is_here():
        by_openvino.get_ready()
    elif device.id == "cpu" and by_onnxruntime.is_here() and not torch_is_here():
        by_onnxruntime.get_ready()


@part("loading networks")
def load(card: ModelCard, device: Device) -> Loaded:
    """Get a network ready to work.

    Where all that it is asked has graphs, torch waits until somebody needs it. On a chip of ONNX
    Runtime's the processor does what the chip cannot be trusted with.

    Raises:
        ModelError: If files are missing, damaged, or do not fit the network.
        OutOfMemory: If the device has no room for the weights.
        DeviceError: If the device fails for another reason.
    """
    chip = provider_of(device.id)
    return _plain(card, device) if chip is None else _on_chip(card, device, chip)


def _plain(card: ModelCard, device: Device) -> Loaded:
    model = Loaded(card, Weights(card, device), device, _graphs(card, device))
    if not model.graphs:
        _ = model.network  # to know now whether it can be had
    return model


def _on_chip(card: ModelCard, device: Device, chip: Provider) -> Loaded:
    """A model of the processor's, with its tiles on a chip; without where that does not do."""
    here = _plain(card, processor())
    if RENDER not in card.graphs:
        return here
    graphs: dict[str, Graph] = {
        name: by_onnxruntime.Graph(
            verified_graph(card, name), chip if name == RENDER else PROCESSOR
        )
        for name in card.graphs
    }
    there = replace(here, device=device, graphs=graphs, watch=Watch(), chosen=BY_CHIP)
    with out_of_memory_as_event(Sentence("{0} could not be tried", card.title)):
        return there if is_believed(there, here) else here


def _graphs(card: ModelCard, device: Device) -> dict[str, Graph]:
    """For the processor, where somebody else than torch is installed and the model has graphs."""
    make = _maker() if device.id == "cpu" else None
    return {} if make is None else {name: make(verified_graph(card, name)) for name in card.graphs}


def _maker() -> Callable[[bytes], Graph] | None:
    """OpenVINO where it is here, or else ONNX Runtime, which is slower; or who is wished for."""
    by_onnx = by_onnxruntime.Graph if by_onnxruntime.is_here() else None
    if by_onnx is not None and wished() == "onnxruntime":
        return by_onnx
    return by_openvino.Graph if by_openvino.is_here() else by_onnx
