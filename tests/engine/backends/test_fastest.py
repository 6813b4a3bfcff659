import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lowlight_desktop.engine.backends import by_onnxruntime, by_openvino, torch_format
from lowlight_desktop.engine.backends import fastest as fastest_module
from lowlight_desktop.engine.backends.arrays import Floats
from lowlight_desktop.engine.backends.fastest import fastest, quickest
from lowlight_desktop.engine.backends.measuring import found_aside
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.device import Device, choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.photo.errors import UsageError
from tests.engine.backends.shipped import OPENVINO, ROUNDED, TORCH, WITH_GRAPH, needs_openvino

TORCH_ROUNDED = Way("torch", bfloat16=True)
ONNX = Way("onnxruntime", bfloat16=False)


class Clock:
    """Stands in for the measurement; counts how often it is asked."""

    def __init__(self, times: dict[Way, float]) -> None:
        self.asked, self._times = 0, times

    def __call__(self, _model: Loaded, ways: Iterable[Way]) -> dict[Way, float]:
        self.asked += 1
        return {way: self._times[way] for way in ways if way in self._times}


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """A shipped model on a machine of which nothing is known."""
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    monkeypatch.delenv("LOWLIGHT_BACKEND", raising=False)
    return load(WITH_GRAPH[0], choose("cpu"))


def test_bfloat16_must_be_clearly_faster_to_be_chosen() -> None:
    assert quickest({TORCH: 1.0, OPENVINO: 0.5, ROUNDED: 0.45}) == OPENVINO
    assert quickest({TORCH: 1.0, OPENVINO: 0.5, ROUNDED: 0.3}) == ROUNDED
    assert quickest({TORCH: 1.0, TORCH_ROUNDED: 7.0}) == TORCH


@needs_openvino
def test_the_fastest_way_is_measured_once_and_remembered(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 1.0, TORCH_ROUNDED: 0.6, OPENVINO: 0.7, ROUNDED: 0.2})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    assert fastest(model) == ROUNDED
    # As another start of the program.
    fastest_module._FOUND.clear()  # pyright: ignore[reportPrivateUsage]
    assert fastest(model) == ROUNDED
    assert clock.asked == 1


@needs_openvino
def test_of_two_processes_that_measure_at_once_the_first_decides(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = Clock({OPENVINO: 0.2, ROUNDED: 0.2}), Clock({OPENVINO: 0.7, ROUNDED: 0.2})

    def both(model: Loaded, ways: Iterable[Way]) -> dict[Way, float]:
        if not slow.asked:  # the other process, which begins later and is done before
            monkeypatch.setattr(fastest_module, "times_of", slow)
            monkeypatch.setattr(fastest_module, "_MEASURING", nullcontext())
            assert fastest(model) == OPENVINO
            fastest_module._FOUND.clear()  # pyright: ignore[reportPrivateUsage]
        return quick(model, ways)

    monkeypatch.setattr(fastest_module, "times_of", both)
    assert fastest(model) == OPENVINO
    assert (slow.asked, quick.asked) == (1, 1)
    fastest_module._FOUND.clear()  # pyright: ignore[reportPrivateUsage]
    assert fastest(model) == OPENVINO


@needs_openvino
def test_other_weights_and_another_number_of_threads_are_measured_anew(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 1.0, OPENVINO: 0.7, ROUNDED: 0.2})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    fastest(model)
    other = replace(model.card, graphs={"render": "another"})
    fastest(replace(model, card=other))
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    fastest(model)
    assert clock.asked == 3


@needs_openvino
def test_a_card_whose_loss_is_large_is_never_rounded(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 1.0, OPENVINO: 0.7, ROUNDED: 0.2, TORCH_ROUNDED: 0.1})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    lossy = replace(model.card, measured={"mean loss in bfloat16": 0.6})
    assert fastest(replace(model, card=lossy)) == OPENVINO


@needs_openvino
def test_the_environment_can_leave_one_backend_only(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 1.0, TORCH_ROUNDED: 0.1, OPENVINO: 0.7, ROUNDED: 0.65})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    monkeypatch.setenv("LOWLIGHT_BACKEND", "openvino")
    assert fastest(model) == OPENVINO
    monkeypatch.setenv("LOWLIGHT_BACKEND", "torch")
    assert fastest(model).backend == "torch"
    monkeypatch.setenv("LOWLIGHT_BACKEND", "opnvino")
    with pytest.raises(UsageError, match="or openvino or onnxruntime, not 'opnvino'"):
        fastest(model)


@pytest.mark.parametrize(("best", "way"), [("bfloat16", TORCH_ROUNDED), ("float32", TORCH)])
def test_without_a_graph_torch_computes_in_its_fastest_format(
    model: Loaded, monkeypatch: pytest.MonkeyPatch, best: str, way: Way
) -> None:
    def known(_device: Device) -> torch.dtype:
        return getattr(torch, best)

    monkeypatch.setattr(torch_format, "fastest_format", known)
    assert fastest(replace(model, graphs={})) == way


def test_who_is_not_installed_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_openvino, "is_here", lambda: False)
    assert load(WITH_GRAPH[0], choose("cpu")).way.backend != "openvino"
    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: False)
    assert load(WITH_GRAPH[0], choose("cpu")).way.backend == "torch"


@needs_openvino
def test_where_torch_is_not_installed_it_is_not_offered(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 0.1, TORCH_ROUNDED: 0.1, OPENVINO: 0.7, ROUNDED: 0.2})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    monkeypatch.setattr(fastest_module, "_torch_version", lambda: "none")
    assert fastest(model) == ROUNDED
    monkeypatch.setenv("LOWLIGHT_BACKEND", "torch")
    assert fastest(model).backend == "openvino"


@needs_openvino
def test_a_way_that_does_not_work_here_is_not_offered(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = Loaded.by

    def refuses(self: Loaded, way: Way, *rest: object) -> Floats:
        if way.backend == "openvino":
            raise RuntimeError("could not create a primitive descriptor")
        return by(self, way, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Loaded, "by", refuses)
    assert fastest(model).backend == "torch"
    monkeypatch.setenv("LOWLIGHT_BACKEND", "openvino")
    assert fastest(model).backend == "torch"


ASIDE = """
import sys
from lowlight_desktop.engine.backends.fastest import fastest
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
way = fastest(load(find("light", "fast"), choose("cpu")))
assert "torch" not in sys.modules or way.backend == "torch", way
print(way)
"""


@needs_openvino
def test_a_process_without_torch_does_not_import_it_to_measure(tmp_path: Path) -> None:
    environment = {**os.environ, "LOWLIGHT_CACHE": str(tmp_path)}
    environment.pop("LOWLIGHT_BACKEND", None)
    done = subprocess.run(
        [sys.executable, "-c", ASIDE], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (kept,) = json.loads((tmp_path / "lowlight" / "ways.json").read_text()).values()
    assert done.stdout.strip() == kept


@needs_openvino
def test_where_openvino_works_torch_is_not_measured(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({TORCH: 0.1, TORCH_ROUNDED: 0.1, OPENVINO: 0.7, ROUNDED: 0.2})
    monkeypatch.setattr(fastest_module, "times_of", clock)
    monkeypatch.setattr(fastest_module, "_found_aside", None)  # nobody calls it
    assert fastest(model) == ROUNDED
    assert clock.asked == 1


@pytest.mark.parametrize(("aside", "best"), [(None, ONNX), ("torch", TORCH)])
def test_torch_is_measured_aside_beside_others_and_here_if_that_fails(
    model: Loaded, monkeypatch: pytest.MonkeyPatch, aside: str | None, best: Way
) -> None:
    monkeypatch.setattr(by_openvino, "is_here", lambda: False)
    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: True)
    clock = Clock({TORCH: 1.0, TORCH_ROUNDED: 0.9, ONNX: 0.5})
    monkeypatch.setattr(fastest_module, "times_of", clock)

    def found(_model: Loaded) -> str | None:
        return None if aside is None else str(TORCH)

    monkeypatch.setattr(fastest_module, "_found_aside", found)
    assert fastest(load(WITH_GRAPH[0], choose("cpu"))) == best


def test_a_process_aside_that_ends_badly_says_nothing(tmp_path: Path) -> None:
    assert found_aside(tmp_path / "no-model", "cpu") is None
