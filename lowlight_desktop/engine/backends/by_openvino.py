"""Networks computed by OpenVINO, from the graph beside a model's weights."""

import contextlib
import importlib
import importlib.util
import io
import math
import platform
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from lowlight_desktop.engine.backends import compiled
from lowlight_desktop.engine.backends.arrays import TILES, Floats, Known, given_name, tile_name
from lowlight_desktop.engine.backends.precision import (
    keep_ends_exact,
    with_exact_last_layers,
)
from lowlight_desktop.engine.backends.sized import Sizes, sized
from lowlight_desktop.engine.backends.way import Backend
from lowlight_desktop.engine.machine import threads

# A photo has tiles of one size, a proxy and drafts; the next photo may have others.
_SIZES_KEPT = 24
# Beside what is computed for the largest tiles, as much again is kept for all others.
_ROOM = 2
SHOWN = 1 << 23
"""The sizes in which open photos are shown are kept in any case, up to so many numbers that come
in: letting one go takes 10 to 140 ms of Python's lock, and the window waits."""

_CROPS = 1 << 20
"""So many numbers are no thumbnail any more, but parts from all over a photo: asked for once."""

_LOOK_EVERY_MS = 50
_X86 = ("x86_64", "amd64")
_LENGTH = 8  # bytes

Bytes = NDArray[np.uint8]


def is_here() -> bool:
    """Whether OpenVINO can be asked; it is not imported."""
    return platform.machine().lower() in _X86 and importlib.util.find_spec("openvino") is not None


def version() -> str:
    """Of the library: "2026.4.1"."""
    return str(_library().__version__).split("-")[0]


def get_ready() -> None:
    """Load the library ahead of the first photo."""
    _library()


@cache
def _library() -> Any:  # noqa: ANN401 - a module
    # On being imported OpenVINO loads its converter, and that tells Intel of it over the network.
    # A module that is None cannot be imported; OpenVINO does without, and starts twice as fast.
    sys.modules.setdefault("openvino.tools.ovc", cast("Any", None))
    return importlib.import_module("openvino")


@dataclass(slots=True)
class _Compiled:
    """A graph for inputs of one size.

    Attributes:
        model: Of OpenVINO.
        idle: Requests of it that nobody uses now.
        at_work: How many others there are.
    """

    model: Any
    idle: list[Any] = field(default_factory=list[Any])
    at_work: int = 0

    def let_go(self) -> None:
        """Give the memory of its layers back, if nobody needs it now."""
        if not self.at_work:
            self.idle.clear()
            self.model.release_memory()


class Graph:
    """A network as OpenVINO computes it; threads may ask it at once.

    Args:
        onnx: The graph, as `training.export` writes it.
    """

    def __init__(self, onnx: bytes) -> None:
        self._onnx = onnx
        self._core: Any = None
        self._making = threading.Lock()
        self._read: dict[bool, Any] = {}  # for any size, by whether its ends are exact
        self._ready: dict[tuple[bool, int, int, Sizes], _Compiled] = {}  # the oldest first

    @property
    def backend(self) -> Backend:
        """Who computes."""
        return "openvino"

    @property
    def version(self) -> str:
        """Of the library."""
        return version()

    def render(
        self,
        inputs: Mapping[str, Floats],
        *,
        bfloat16: bool,
        lanes: int = 1,
        look: Callable[[], None] | None = None,
    ) -> Floats:
        """As `graph.Graph.render`, the answer lying channels last."""
        sizes = tuple((n, a.shape) for n, a in inputs.items() if n.startswith(TILES))
        with self.request(sizes, bfloat16=bfloat16, lanes=lanes) as request:
            return _rendered(request, inputs, look)

    @contextlib.contextmanager
    def stream(
        self,
        known: Mapping[str, Floats],
        *,
        bfloat16: bool,
        look: Callable[[], None] | None = None,
    ) -> Generator[Callable[[Floats], Floats]]:
        """What answers strips of a photo, each continuing the one before; for one thread.

        What is carried from strip to strip stays where it is computed, in its precision.

        Args:
            known: Of the whole photo, by their names.
            bfloat16: As for `render`.
            look: Likewise.
        """
        with contextlib.ExitStack() as begun:
            requests: list[Any] = []

            def ask(strip: Floats) -> Floats:
                inputs = {**known, tile_name(0): strip}
                if not requests:
                    sizes = ((tile_name(0), strip.shape),)
                    request = self.request(sizes, bfloat16=bfloat16, is_kept=False)
                    requests.append(begun.enter_context(request))
                    requests[0].reset_state()
                return _rendered(requests[0], inputs, look)

            yield ask

    def ask(self, given: tuple[Floats, ...], look: Callable[[], None] | None = None) -> Known:
        """As `graph.Graph.ask`."""
        inputs = {given_name(i): array for i, array in enumerate(given)}
        sizes = tuple((name, array.shape) for name, array in inputs.items())
        is_small = _area(sizes) < _CROPS
        with self.request(sizes, bfloat16=False, is_kept=is_small) as request:
            kept = _given(request, inputs)
            computed(request, look)
            del kept
            places = range(len(request.model_outputs))
            return tuple(request.get_output_tensor(i).data.copy() for i in places)

    @contextlib.contextmanager
    def request(
        self, sizes: Sizes, *, bfloat16: bool, lanes: int = 1, is_kept: bool = True
    ) -> Generator[Any]:
        """What computes tiles of a size, for one thread at a time.

        Args:
            sizes: Of a tile, (1, C, H, W) each; or of all that is given.
            bfloat16: As for `render`.
            lanes: As for `render`.
            is_kept: Whether it will soon be asked for again; if not, the memory that its layers
                need, hundreds of megabytes, is for others.
        """
        key = (bfloat16, threads(), lanes, sizes)
        with self._making:
            if key not in self._ready:
                self._make_room(sizes)
                settings = _settings(bfloat16=bfloat16, lanes=lanes)
                self._ready[key] = _Compiled(self._compiled(sizes, settings, bfloat16=bfloat16))
            ready = self._ready[key]
            request = ready.idle.pop() if ready.idle else ready.model.create_infer_request()
            ready.at_work += 1
        try:
            yield request
        finally:
            with self._making:
                ready.at_work -= 1
                ready.idle.append(request)
                if not is_kept:
                    ready.let_go()

    def _make_room(self, sizes: Sizes) -> None:
        """Let go of the oldest large ones: each holds the memory that its layers need.

        Drafts of a moving hand are small, hold little and come again: they go if they are too many.
        """
        new = _area(sizes)
        while self._ready:
            areas = {kept: _area(kept[-1]) for kept in self._ready}
            largest = max(new, *areas.values())
            if len(areas) >= _SIZES_KEPT:
                del self._ready[next(iter(areas))]
            elif sum(areas.values()) + new > max(_ROOM * largest, SHOWN):
                large = [kept for kept, area in areas.items() if 4 * area >= largest]
                del self._ready[next(iter(large or areas))]
            else:
                return

    def _compiled(self, sizes: Sizes, settings: dict[str, object], *, bfloat16: bool) -> Any:  # noqa: ANN401
        if self._core is None:
            self._core = _library().Core()
        key = (version(), self._core.get_property("CPU", "FULL_DEVICE_NAME"), settings, sizes)
        file = compiled.file_for(self._onnx, key)
        kept = compiled.read(file)
        if kept is not None:
            with contextlib.suppress(RuntimeError):  # of another build, say: compiled anew
                return self._core.import_model(kept, "CPU", settings)
        model = sized(self._for_any_size(exact_ends=bfloat16), sizes, _library())
        made = self._core.compile_model(model, "CPU", settings)
        compiled.keep(file, made.export_model())
        return made

    def _for_any_size(self, *, exact_ends: bool) -> Any:  # noqa: ANN401
        """The graph, read once; marks take 50 ms of Python's lock, and are kept on disk."""
        if exact_ends not in self._read:
            model = self._with_exact_ends() if exact_ends else self._core.read_model(self._onnx)
            self._read[exact_ends] = model
        return self._read[exact_ends].clone()

    def _with_exact_ends(self) -> Any:  # noqa: ANN401
        library = _library()
        file = compiled.file_for(self._onnx, (version(), "exact ends"))
        kept = compiled.read(file)
        text, numbers = self._marked() if kept is None else _unpacked(kept)
        if kept is None:
            compiled.keep(file, _packed(text, numbers))
        model = self._core.read_model(text, library.Tensor(numbers))
        keep_ends_exact(model, library)
        return model

    def _marked(self) -> tuple[bytes, Bytes]:
        """The graph in OpenVINO's words, its last layers marked as exact, and its numbers."""
        with tempfile.TemporaryDirectory() as folder:
            text, weights = Path(folder) / "graph.xml", Path(folder) / "graph.bin"
            _library().serialize(self._core.read_model(self._onnx), str(text), str(weights))
            graph = ET.fromstring(text.read_bytes())  # noqa: S314 - written a moment ago
            numbers = np.fromfile(weights, np.uint8)
        return ET.tostring(with_exact_last_layers(graph)), numbers


def _packed(text: bytes, numbers: Bytes) -> io.BytesIO:
    return io.BytesIO(len(text).to_bytes(_LENGTH, "little") + text + numbers.tobytes())


def _unpacked(kept: io.BytesIO) -> tuple[bytes, Bytes]:
    text = kept.read(int.from_bytes(kept.read(_LENGTH), "little"))
    return text, np.frombuffer(kept.read(), np.uint8).copy()


def _area(sizes: Sizes) -> int:
    """How many numbers the largest of these inputs has."""
    return max((math.prod(shape) for _, shape in sizes), default=0)


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


def _rendered(
    request: Any,  # noqa: ANN401
    inputs: Mapping[str, Floats],
    look: Callable[[], None] | None,
) -> Floats:
    """The first answer of a request, lying channels last, as the tiles that are given to it do."""
    laid = {n: a.transpose(0, 2, 3, 1) for n, a in inputs.items() if n.startswith(TILES)}
    kept = _given(request, {**inputs, **laid})
    out = np.empty(tuple(request.get_output_tensor(0).get_shape()), np.float32)
    request.set_output_tensor(0, _library().Tensor(out, shared_memory=True))
    computed(request, look)
    del kept
    return out.transpose(0, 3, 1, 2)


def _settings(*, bfloat16: bool, lanes: int) -> dict[str, object]:
    return {
        "INFERENCE_PRECISION_HINT": "bf16" if bfloat16 else "f32",
        "INFERENCE_NUM_THREADS": threads(),
        "NUM_STREAMS": lanes,
        "PERFORMANCE_HINT": "LATENCY" if lanes == 1 else "THROUGHPUT",
        "ENABLE_CPU_PINNING": False,  # two photos at a time would share one core
    }


def _given(request: Any, inputs: Mapping[str, Floats]) -> list[Floats]:  # noqa: ANN401
    """Give a request what it asks for; it reads the arrays later, and does not hold them."""
    kept: list[Floats] = []
    for place in request.model_inputs:
        name = next(n for n in place.get_names() if n in inputs)
        kept.append(np.ascontiguousarray(inputs[name]))
        request.set_tensor(place, _library().Tensor(kept[-1], shared_memory=True))
    return kept
