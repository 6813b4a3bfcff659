"""Networks computed by ONNX Runtime, from the graph beside a model's weights.

On processors that OpenVINO does not serve, and on graphics chips that torch does not serve.
"""

import importlib
import importlib.util
import os
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from lowlight_desktop.engine.backends.arrays import SIDES, Floats, Known, given_name, tile_name
from lowlight_desktop.engine.backends.way import Backend
from lowlight_desktop.engine.machine import threads

_LOOK_EVERY_S = 0.05
# On a chip, which wants to know sizes: a photo's tiles, those at its edges, a proxy, a draft.
_SIZES_KEPT = 4
_SILENT = 4  # what goes wrong is raised; the library would print it, too

Sides = tuple[tuple[str, int], ...]
"""Names and lengths of a tile's sides; nothing: they may change from call to call."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who computes within ONNX Runtime.

    Attributes:
        name: The library's.
        label: What people call it.
        options: For it.
    """

    name: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])


PROCESSOR = Provider("CPUExecutionProvider", "ONNX Runtime")
"""It takes, too, what a chip leaves over."""


def is_here() -> bool:
    """Whether ONNX Runtime can be asked; it is not imported."""
    return importlib.util.find_spec("onnxruntime") is not None


def get_ready() -> None:
    """Load the library ahead of the first photo."""
    library()


@cache
def library() -> Any:  # noqa: ANN401 - a module
    """ONNX Runtime, which tells nobody of it.

    On Windows it reports to its makers unless it is asked not to; from 1.31 on everywhere, over
    the network, and it then writes an id into the home folder while it is imported.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    found = importlib.import_module("onnxruntime")
    found.disable_telemetry_events()
    found.set_default_logger_severity(_SILENT)
    return found


class Graph:
    """A network as ONNX Runtime computes it, in float32; not to be shared between threads.

    Args:
        onnx: The graph, as `training.graph` writes it.
        provider: Who computes.
    """

    def __init__(self, onnx: bytes, provider: Provider = PROCESSOR) -> None:
        self._onnx, self._provider = onnx, provider
        self._ready: dict[Sides, Any] = {}  # the oldest first

    @property
    def backend(self) -> Backend:
        """Who computes."""
        return "onnxruntime"

    @property
    def version(self) -> str:
        """Of the library: "1.24.4"."""
        return str(library().__version__)

    def render(
        self,
        inputs: Mapping[str, Floats],
        *,
        bfloat16: bool,
        lanes: int = 1,
        look: Callable[[], None] | None = None,
    ) -> Floats:
        """As `graph.Graph.render`, one tile at a time, in float32.

        A chip that computes all of a network as one may end the tile before it stops.
        """
        if bfloat16 or lanes != 1:
            raise RuntimeError("ONNX Runtime computes one tile at a time, in float32")
        (tile,) = self._answers(inputs, look)
        return tile

    def ask(self, given: tuple[Floats, ...], look: Callable[[], None] | None = None) -> Known:
        """As `graph.Graph.ask`."""
        return self._answers({given_name(i): array for i, array in enumerate(given)}, look)

    def _answers(self, inputs: Mapping[str, Floats], look: Callable[[], None] | None) -> Known:
        try:
            with _in_our_words(self._provider):
                made = self._session(inputs)
                names = [place.name for place in made.get_inputs()]
                given = {name: np.ascontiguousarray(inputs[name]) for name in names}
                return tuple(computed(made, given, look))
        except (RuntimeError, MemoryError):
            self._ready.clear()  # smaller tiles need the memory that larger ones hold
            raise

    def _session(self, inputs: Mapping[str, Floats]) -> Any:  # noqa: ANN401 - no types there
        sides: Sides = ()
        if self._provider != PROCESSOR and (tile := inputs.get(tile_name(0))) is not None:
            sides = tuple((name, tile.shape[axis]) for axis, name in SIDES.items())
        made = self._ready.pop(sides, None)
        if made is None:
            while len(self._ready) >= _SIZES_KEPT:
                del self._ready[next(iter(self._ready))]
            made = session(self._onnx, self._provider, sides)
        self._ready[sides] = made
        return made


def session(onnx: bytes, provider: Provider, sides: Sides) -> Any:  # noqa: ANN401
    """What computes a graph.

    Args:
        onnx: The graph.
        provider: Who computes.
        sides: Of the tiles to come.

    Raises:
        RuntimeError: If the library was built without that provider.
    """
    found = library()
    if provider.name not in found.get_available_providers():
        raise RuntimeError(f"it is not part of ONNX Runtime {found.__version__}")
    options = found.SessionOptions()
    options.log_severity_level = _SILENT
    options.intra_op_num_threads, options.inter_op_num_threads = threads(), 1
    # Threads that wait in a loop would hold up a second photo.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = provider == PROCESSOR  # DirectML does not know it
    for name, px in sides:
        options.add_free_dimension_override_by_name(name, px)
    asked: list[object] = [PROCESSOR.name]
    if provider != PROCESSOR:
        asked.insert(0, (provider.name, dict(provider.options)))
    # Without its own way out, which would print, and go on elsewhere in silence.
    made = found.InferenceSession(onnx, options, providers=asked, enable_fallback=0)
    if provider.name not in made.get_providers():
        raise RuntimeError("it does not start")
    return made


def computed(
    asked: Any,  # noqa: ANN401 - a session
    given: Mapping[str, Floats],
    look: Callable[[], None] | None,
) -> list[Floats]:
    """Compute a graph, and look up a few times meanwhile.

    Args:
        asked: A session.
        given: What it asks for.
        look: Raises what stops the work.
    """
    options = library().RunOptions()
    options.log_severity_level = _SILENT
    if look is None:
        return asked.run(None, given, options)
    look()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(asked.run, None, given, options)
        try:
            while wait([work], _LOOK_EVERY_S).not_done:
                look()
        except BaseException:
            options.terminate = True  # it ends after the operation that it is at
            raise
        return work.result()


@contextmanager
def _in_our_words(provider: Provider) -> Generator[None]:
    """Turn what the library raises into a RuntimeError that `engine.tiles` understands."""
    try:
        yield
    except (*_errors(), RuntimeError) as error:
        failed = "" if provider == PROCESSOR else " failed"
        raise RuntimeError(f"{provider.label}{failed}: {error}") from error


@cache
def _errors() -> tuple[type[Exception], ...]:
    """Those of ONNX Runtime, which have nothing in common."""
    library()
    state = vars(importlib.import_module("onnxruntime.capi.onnxruntime_pybind11_state"))
    kinds = [kind for kind in state.values() if isinstance(kind, type)]
    return tuple(kind for kind in kinds if issubclass(kind, Exception))
