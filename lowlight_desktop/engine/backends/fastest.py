"""The way in which a network is computed fastest here: measured once for a device and a model."""

import importlib.metadata
import logging
import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.engine.backends.arrays import RENDER, Known
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.backends.measuring import found_aside
from lowlight_desktop.engine.backends.way import BFLOAT16_PAYS, Way
from lowlight_desktop.engine.machine import cache_folder, remember, remembered, threads
from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.photo.errors import UsageError

if TYPE_CHECKING:
    from lowlight_desktop.engine.loading import Loaded

logger = logging.getLogger(__name__)

MOST_LOSS = 0.5
"""Mean loss in bfloat16 that is nobody's business, in steps of 255; a card says its model's."""

_WISHES = ("auto", "torch", "openvino", "onnxruntime")
_NONE = "none"
_SIDE_PX = 256
# On a busy machine a few turns tell little, and the answer is kept for good.
_TURNS = 4
_LONG_ENOUGH_S = 0.5
_LONGEST_S = 3.0

# Two photos at a time would measure each other.
_MEASURING = threading.Lock()
# What this process has found, by file and key: one answer, whatever becomes of the file.
_FOUND: dict[tuple[Path, str], str] = {}


def fastest(model: "Loaded") -> Way:
    """The fastest way on this machine that the card allows; measured once, then remembered.

    The answer is kept, because a photo must come out the same tomorrow. $LOWLIGHT_BACKEND, "torch"
    "openvino" or "onnxruntime", leaves no other choice, where that is here. Where torch has to be
    measured and is not imported yet, a process of its own measures; here it is imported only if it
    is the answer.

    Args:
        model: On its device.

    Raises:
        UsageError: If $LOWLIGHT_BACKEND is another word.
    """
    wish = wished()
    if RENDER not in model.graphs or (wish == "torch" and _torch_version() != _NONE):
        return Way("torch", _may_round(model) and _torch_is_faster_rounded(model))
    other = model.graphs[RENDER].backend
    backends = ("torch", other) if _torch_version() != _NONE else (other,)
    formats = (False, True) if _may_round(model) else (False,)
    ways = [Way(b, f) for b in backends for f in formats if b != "onnxruntime" or not f]
    return _known_or_measured(model, ways, wish)


def wished() -> str:
    """What $LOWLIGHT_BACKEND says, or "auto".

    Raises:
        UsageError: If it says nothing known.
    """
    wish = os.environ.get("LOWLIGHT_BACKEND", "auto") or "auto"
    if wish not in _WISHES:
        raise UsageError(f"$LOWLIGHT_BACKEND is {' or '.join(_WISHES)}, not {wish!r}.")
    return wish


def _torch_is_faster_rounded(model: "Loaded") -> bool:
    import torch

    from lowlight_desktop.engine.backends.torch_format import fastest_format

    return fastest_format(model.device) is torch.bfloat16


@cache
def _torch_version() -> str:
    """Without importing it; "none" where it is not installed, though papers of it may be."""
    return importlib.metadata.version("torch") if torch_is_here() else _NONE


def _may_round(model: "Loaded") -> bool:
    loss = model.card.measured.get("mean loss in bfloat16", 0.0)
    return isinstance(loss, float | int) and loss <= MOST_LOSS


def _known_or_measured(model: "Loaded", ways: Iterable[Way], wish: str) -> Way:
    by_name = {str(way): way for way in ways}
    # Faster than torch in every format on every processor tried, AVX2 alone included: torch is
    # asked only where it does not work, and nobody waits a second and more for its import.
    first = [way for way in by_name.values() if way.backend == "openvino"]

    def measured() -> str:
        times = times_of(model, first)
        if all(way.bfloat16 for way in times):  # it does not work here
            if (aside := _found_aside(model)) in by_name:
                return aside
            times = times_of(model, by_name.values())
        wanted = {way: time for way, time in times.items() if wish in (way.backend, "auto")}
        return str(quickest(wanted or times))

    return by_name[found_once(key_of(model, [*by_name, wish]), measured, by_name)]


def _found_aside(model: "Loaded") -> str | None:
    """What a process of its own finds, where torch would have to be imported to measure here."""
    if "torch" in sys.modules or model.device.id != "cpu" or not torch_is_here():
        return None
    return found_aside(model.card.weights.parent, model.device.id)


def found_once(key: str, find: Callable[[], str], answers: Container[str] | None = None) -> str:
    """What is known of this machine, or else found out and kept; one at a time.

    Args:
        key: All that it depends on.
        find: Finds it out.
        answers: Those that can be true; None: any.
    """
    file = cache_folder() / "ways.json"
    with _MEASURING:
        if (file, key) not in _FOUND:
            found = _kept(file, key, answers)
            if found is None:
                mine = find()
                # Other processes may have written meanwhile: who was first decides for all, or
                # the same photo would come out twice.
                found = _kept(file, key, answers) or mine
                logger.info("%s: %s", key, found)
                remember(file, {**remembered(file), key: found})
            _FOUND[file, key] = found
        return _FOUND[file, key]


def _kept(file: Path, key: str, answers: Container[str] | None) -> str | None:
    kept = remembered(file).get(key)
    return kept if kept is not None and (answers is None or kept in answers) else None


def key_of(model: "Loaded", ways: Iterable[str]) -> str:
    """All that the times depend on.

    Args:
        model: With a graph, on its device.
        ways: That are compared.
    """
    graph = model.graphs[RENDER]
    facts = (
        model.device.name,
        f"{threads()} threads",
        f"torch {_torch_version()}",
        f"{graph.backend} {graph.version}",
        platform.machine(),
        os.environ.get("ONEDNN_MAX_CPU_ISA", ""),
        model.card.graphs.get(RENDER, "")[:16],
        *ways,
    )
    return ", ".join(fact for fact in facts if fact)


def quickest(times: Mapping[Way, float]) -> Way:
    """The way with the least time, in bfloat16 only if that is clearly faster.

    Args:
        times: Seconds; with at least one way in float32.
    """
    exact = {way: time for way, time in times.items() if not way.bfloat16}
    best, rounded = min(exact, key=exact.__getitem__), min(times, key=times.__getitem__)
    return rounded if times[rounded] < BFLOAT16_PAYS * times[best] else best


def times_of(model: "Loaded", ways: Iterable[Way], side_px: int = _SIDE_PX) -> dict[Way, float]:
    """Seconds, the best of a few turns in turn: other programs disturb, never help.

    Args:
        model: On its device.
        ways: Those that do not work here are left out.
        side_px: Of the tile.
    """
    side = -(-side_px // model.grid_px) * model.grid_px
    tile = tile_inputs(model.card.step, side)
    given = survey_inputs(model.card.step, model.grid_px)

    def work(way: Way) -> Callable[[], object]:
        known: list[Known] = []

        def tile_again() -> object:
            if not known:
                exact = Way(way.backend, bfloat16=False)
                known.append(model.asked(exact, "survey", *given))
            return model.by(way, tile, known[0])

        return tile_again

    works = {way: work(way) for way in ways}
    times = {way: float("inf") for way in works if _works(way, works[way])}
    begin = time.perf_counter()
    for turn in count():
        enough_s = _LONGEST_S if turn < _TURNS else _LONG_ENOUGH_S
        if not times or (turn and time.perf_counter() - begin > enough_s):
            break
        for way in times:
            start = time.perf_counter()
            works[way]()
            times[way] = min(times[way], time.perf_counter() - start)
    logger.info("%s: %s", model.card.id, {str(w): round(t, 4) for w, t in times.items()})
    return times


def _works(way: Way, work: Callable[[], object]) -> bool:
    """Whether it works at all; warms up."""
    try:
        work()
    except RuntimeError as error:  # a processor without bfloat16, say
        if not way.bfloat16 and way.backend == "torch":
            raise
        logger.info("%s is not offered: %s", way, error)
        return False
    return True
