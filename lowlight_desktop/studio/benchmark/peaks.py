"""What this machine can do at best: products of matrices, convolutions, copies.

Computed by whom the networks are computed: OpenVINO on processors of PCs, torch elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from lowlight_desktop.develop.strips import in_lanes
from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.fastest import wished
from lowlight_desktop.engine.machine import threads
from lowlight_desktop.engine.preload import load_libraries, torch_is_here
from lowlight_desktop.studio.benchmark.clock import best_s

if TYPE_CHECKING:
    from lowlight_desktop.engine.device import Device
    from lowlight_desktop.networks.blocks.plain import ConvolutionChain, ProductChain

FLOAT32, BFLOAT16 = "float32", "bfloat16"

Rates = dict[str, float]
"""GFLOP/s by number format; what a device does not know is left out."""

_GIGA = 1e9
_KERNEL = 9  # of a convolution of 3x3


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is computed: enough to be measured, little enough to be soon over.

    Attributes:
        matrix: Rows and columns.
        products: Of matrices, one after the other.
        pictures: Channels and sides of the convolutions' pictures, of sizes as networks have them.
        layers: Convolutions, one after the other.
        copied_bytes: Copied at once; more than caches hold.
    """

    matrix: int = 2048
    products: int = 8
    pictures: tuple[tuple[int, int], ...] = ((32, 512), (64, 512), (128, 256))
    layers: int = 12
    copied_bytes: int = 2**29


USUAL = Extent()
"""What a benchmark computes on a processor."""

ON_CHIPS = Extent(matrix=8192, pictures=((32, 2048), (64, 2048), (128, 1024)))
"""On a graphics chip, which less would not keep busy."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """How fast convolutions of 3x3 are.

    Attributes:
        channels: Before and after.
        side_px: Of the picture.
        gflops: By number format.
    """

    channels: int
    side_px: int
    gflops: Rates


@dataclass(frozen=True, slots=True)
class Peaks:
    """What a machine can do.

    Attributes:
        backend: Who computed: "openvino", "torch", or "none" where neither is here.
        matrices_gflops: Of products of matrices.
        convolutions: One for each number of channels.
        copy_gb_s: Of memory, what is read and what is written.
    """

    backend: str
    matrices_gflops: Rates
    convolutions: tuple[Convolution, ...]
    copy_gb_s: float

    def convolution_gflops(self, number_format: str) -> float | None:
        """The fastest convolution in a number format: what networks are compared with."""
        rates = [c.gflops[number_format] for c in self.convolutions if number_format in c.gflops]
        return max(rates, default=None)


def measure_peaks(device: Device, extent: Extent | None = None) -> Peaks:
    """Measure.

    Args:
        device: That networks work on.
        extent: How much is computed; None: what is usual there.
    """
    usual = USUAL if device.id == "cpu" else ON_CHIPS
    much = usual if extent is None else extent
    backend = backend_of(device)
    if backend == "none":
        return Peaks(backend, {}, (), copy_gb_s(much.copied_bytes))
    chains = _by_openvino() if backend == "openvino" else _by_torch(device)
    convolutions = tuple(
        Convolution(
            channels,
            side,
            _rates(
                partial(chains.convolutions, channels, much.layers, side),
                2 * _KERNEL * side**2 * channels * (1 + much.layers * channels),
            ),
        )
        for channels, side in much.pictures
    )
    matrices = _rates(
        partial(chains.products, much.matrix, much.products),
        2 * much.products * much.matrix**3,
    )
    return Peaks(backend, matrices, convolutions, copy_gb_s(much.copied_bytes))


def backend_of(device: Device) -> str:
    """Who computes the peaks on a device: "openvino", "torch" or "none"."""
    if device.id == "cpu" and by_openvino.is_here() and wished() in ("auto", "openvino"):
        return "openvino"
    return "torch" if torch_is_here() and not device.id.startswith(("dml", "coreml")) else "none"


def copy_gb_s(size_bytes: int) -> float:
    """GB/s read and written while memory is copied on all cores.

    Args:
        size_bytes: Of what is copied.
    """
    pieces = threads()
    source = np.ones((pieces, max(size_bytes // pieces, 1)), np.uint8)
    target = np.empty_like(source)

    def copy() -> None:
        for _ in in_lanes(lambda i: np.copyto(target[i], source[i]), range(pieces), pieces):
            pass

    return 2 * source.nbytes / best_s(copy) / _GIGA


@dataclass(frozen=True, slots=True)
class _Chains:
    """What makes work of one kind.

    Attributes:
        convolutions: Of channels, layers and the side of a picture.
        products: Of a side, and how many.
    """

    convolutions: Callable[..., Callable[[], object]]
    products: Callable[..., Callable[[], object]]


def _rates(make: Callable[..., Callable[[], object]], operations: int) -> Rates:
    """Of what `make` makes in each number format."""
    rates: Rates = {}
    for name in (FLOAT32, BFLOAT16):
        try:
            rates[name] = operations / best_s(make(bfloat16=name == BFLOAT16)) / _GIGA
        except RuntimeError:  # a processor without bfloat16
            continue
    return rates


def _by_openvino() -> _Chains:
    from lowlight_desktop.studio.benchmark import peak_graphs

    return _Chains(peak_graphs.convolution_chain, peak_graphs.product_chain)


def _by_torch(device: Device) -> _Chains:
    load_libraries()
    from lowlight_desktop.engine.backends.by_torch import TorchNetwork
    from lowlight_desktop.networks.blocks.plain import ConvolutionChain, ProductChain

    def turn(
        chain: ConvolutionChain | ProductChain, side: int, *, bfloat16: bool
    ) -> Callable[[], object]:
        there = TorchNetwork(chain.eval().to(device.torch), "peak", device.torch)
        numbers = np.random.default_rng(0).standard_normal((1, 1, side, side), np.float32)
        return lambda: there.render((numbers,), (), bfloat16=bfloat16)

    def convolutions(
        channels: int, layers: int, side: int, *, bfloat16: bool
    ) -> Callable[[], object]:
        return turn(ConvolutionChain(channels, layers), side, bfloat16=bfloat16)

    def products(side: int, count: int, *, bfloat16: bool) -> Callable[[], object]:
        return turn(ProductChain(side, count), side, bfloat16=bfloat16)

    return _Chains(convolutions, products)
