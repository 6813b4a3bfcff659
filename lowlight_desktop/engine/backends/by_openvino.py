"""Networks computed by OpenVINO, from the graph beside a model's weights."""

import contextlib
import importlib
import importlib.util
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lowlight_desktop.engine.backends import compiled
from lowlight_desktop.engine.backends.precision import (
    keep_preparation_exact,
    with_exact_last_layers,
)
from lowlight_desktop.engine.backends.tensors import OUTPUT, tile_name

_TILES = tile_name(0)[:-1]
# A photo has tiles of one size; the next photo may have another one.
_SIZES_KEPT = 2
_LOOK_EVERY_MS = 50
_X86 = ("x86_64", "amd64")

Sizes = tuple[tuple[int, ...], ...]


def is_here() -> bool:
    """Whether OpenVINO can be asked; it is not imported."""
    return platform.machine().lower() in _X86 and importlib.util.find_spec("openvino") is not None


def version() -> str:
    """Of the library: "2026.4.1"."""
    return str(_library().__version__).split("-")[0]


@cache
def _library() -> Any:  # noqa: ANN401 - a module
    # On being imported OpenVINO loads its converter, and that tells Intel of it over the network.
    # A module that is None cannot be imported; OpenVINO does without, and starts twice as fast.
    sys.modules.setdefault("openvino.tools.ovc", cast("Any", None))
    return importlib.import_module("openvino")


class Graph:
    """A network as OpenVINO computes it; not to be shared between threads.

    Args:
        onnx: The graph, as `training.export` writes it.
    """

    def __init__(self, onnx: bytes) -> None:
        self._onnx = onnx
        self._core: Any = None
        self._ready: dict[tuple[bool, int, Sizes], Any] = {}

    def render(
        self,
        inputs: Mapping[str, Tensor],
        *,
        bfloat16: bool,
        look: Callable[[], None] | None = None,
    ) -> Tensor:
        """The network's answer on one tile.

        Args:
            inputs: By their names, on the processor: `tensors.named`.
            bfloat16: Whether inner layers are computed in bfloat16.
            look: Raises what stops the work; asked a few times a tile.

        Returns:
            (1, C, H, W) float32, channels last.

        Raises:
            RuntimeError: If OpenVINO cannot do it, say for want of memory.
        """
        sizes = tuple(tuple(t.shape) for name, t in inputs.items() if name.startswith(_TILES))
        request = self.request(sizes, bfloat16=bfloat16)
        shape = request.get_output_tensor(0).get_shape()
        out = np.empty(tuple(shape), np.float32)
        shared = partial(_library().Tensor, shared_memory=True)
        given: list[NDArray[np.float32]] = []  # OpenVINO reads it, and does not hold it
        for place in request.model_inputs:
            name = next(n for n in place.get_names() if n in inputs)
            values = inputs[name]
            values = values.permute(0, 2, 3, 1) if name.startswith(_TILES) else values
            given.append(np.ascontiguousarray(values.numpy()))
            request.set_tensor(place, shared(given[-1]))
        request.set_output_tensor(0, shared(out))
        computed(request, look)
        return torch.from_numpy(out).permute(0, 3, 1, 2)

    def request(self, sizes: Sizes, *, bfloat16: bool) -> Any:  # noqa: ANN401 - no types there
        """What computes tiles of a size.

        Args:
            sizes: (1, C, H, W) of each tensor of a tile.
            bfloat16: As for `render`.
        """
        key = (bfloat16, torch.get_num_threads(), sizes)
        if key not in self._ready:
            while len(self._ready) >= _SIZES_KEPT:
                del self._ready[next(iter(self._ready))]
            self._ready[key] = self._compiled(sizes, bfloat16=bfloat16).create_infer_request()
        return self._ready[key]

    def _compiled(self, sizes: Sizes, *, bfloat16: bool) -> Any:  # noqa: ANN401
        if self._core is None:
            self._core = _library().Core()
        settings = _settings(bfloat16=bfloat16)
        key = (version(), self._core.get_property("CPU", "FULL_DEVICE_NAME"), settings, sizes)
        file = compiled.file_for(self._onnx, key)
        kept = compiled.read(file)
        if kept is not None:
            with contextlib.suppress(RuntimeError):  # of another build, say: compiled anew
                return self._core.import_model(kept, "CPU", settings)
        model = self._core.read_model(self._onnx)
        model = self._with_exact_ends(model) if bfloat16 else model
        made = self._core.compile_model(_sized(model, sizes), "CPU", settings)
        compiled.keep(file, made.export_model())
        return made

    def _with_exact_ends(self, model: Any) -> Any:  # noqa: ANN401
        library = _library()
        with tempfile.TemporaryDirectory() as folder:
            text, weights = Path(folder) / "graph.xml", Path(folder) / "graph.bin"
            library.serialize(model, str(text), str(weights))
            graph = ET.fromstring(text.read_bytes())  # noqa: S314 - written a moment ago
            numbers = np.fromfile(weights, np.uint8)
        marked = ET.tostring(with_exact_last_layers(graph))
        model = self._core.read_model(marked, library.Tensor(numbers))
        keep_preparation_exact(model, library)
        return model


def computed(request: Any, look: Callable[[], None] | None) -> None:  # noqa: ANN401
    """Compute a tile, and look up a few times meanwhile."""
    if look is None:
        request.infer()
        return
    look()
    request.start_async()
    try:
        while not request.wait_for(_LOOK_EVERY_MS):
            look()
    except BaseException:
        request.cancel()
        with contextlib.suppress(RuntimeError):  # says that it was cancelled
            request.wait()
        raise


def _settings(*, bfloat16: bool) -> dict[str, object]:
    return {
        "INFERENCE_PRECISION_HINT": "bf16" if bfloat16 else "f32",
        "INFERENCE_NUM_THREADS": torch.get_num_threads(),
        "NUM_STREAMS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,  # two photos at a time would share one core
    }


def _sized(model: Any, sizes: Sizes) -> Any:  # noqa: ANN401
    """For tiles of one size, with pixels as photos have them: faster by a fifth to a half."""
    preparation = _library().preprocess.PrePostProcessor(model)
    layout = _library().Layout
    tiles = {n: p for p in model.inputs for n in p.get_names() if n.startswith(_TILES)}
    for name in tiles:
        preparation.input(name).tensor().set_layout(layout("NHWC"))
        preparation.input(name).model().set_layout(layout("NCHW"))
    preparation.output(OUTPUT).tensor().set_layout(layout("NHWC"))
    preparation.output(OUTPUT).model().set_layout(layout("NCHW"))
    model = preparation.build()
    sides = {tile_name(i): [b, h, w, c] for i, (b, c, h, w) in enumerate(sizes)}
    model.reshape({name: size for name, size in sides.items() if name in tiles})
    return model
