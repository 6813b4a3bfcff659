import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lowlight_desktop.engine import loading
from lowlight_desktop.engine.backends import by_onnxruntime, by_openvino
from lowlight_desktop.engine.backends import fastest as fastest_module
from lowlight_desktop.engine.backends.arrays import RENDER, named
from lowlight_desktop.engine.backends.example import survey_inputs
from lowlight_desktop.engine.backends.way import MOST_DIFFERENCE, Way
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find, verified_graph
from lowlight_desktop.engine.stopping import watched
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.training.publish_graph import GOLDEN
from tests.engine.backends.shipped import TORCH, WITH_GRAPH, example, golden_file, in_steps

pytestmark = pytest.mark.skipif(not by_onnxruntime.is_here(), reason="ONNX Runtime is not here")

ONNXRUNTIME = Way("onnxruntime", bfloat16=False)
every_model = pytest.mark.parametrize("card", WITH_GRAPH, ids=lambda card: card.id)


def model_of(card: ModelCard) -> Loaded:
    """The model, all by ONNX Runtime."""
    graphs = {n: by_onnxruntime.Graph(verified_graph(card, n)) for n in card.graphs}
    return replace(load(card, choose("cpu")), graphs=graphs, chosen=ONNXRUNTIME)


@every_model
def test_it_makes_the_golden_picture_without_asking_torch(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Torch is measured when nobody wishes for anything; here nobody may need it.
    monkeypatch.setenv("LOWLIGHT_BACKEND", "onnxruntime")
    monkeypatch.setattr(fastest_module, "_torch_version", lambda: "none")
    monkeypatch.setattr(loading, "torch_is_here", lambda: False)
    model = load(card, choose("cpu"))
    picture = in_steps(GOLDEN[card.step](model))
    assert model.way == ONNXRUNTIME
    assert np.abs(picture - golden_file(card)).max() <= MOST_DIFFERENCE


@every_model
@pytest.mark.parametrize("sides", [(1, 1), (3, 1), (5, 7)])
def test_tiles_of_any_size_come_out_as_by_torch(card: ModelCard, sides: tuple[int, int]) -> None:
    model = model_of(card)
    (whole, *rest), known = example(model, 8 * max(model.grid_px, 16))
    height, width = (n * max(model.grid_px, 16) for n in sides)
    tile = tuple(each[..., :height, :width] for each in (whole, *rest))
    ours, torchs = (model.by(way, tile, known) for way in (ONNXRUNTIME, TORCH))
    assert ours.shape == torchs.shape
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, torchs, atol=1e-4)  # the figure that the project promises


@pytest.mark.parametrize("crops", [1, 2, 5])
@pytest.mark.parametrize("question", ["survey", "level"])
def test_any_number_of_crops_is_looked_at(question: str, crops: int) -> None:
    model = model_of(find("denoise", "fast"))
    pictures, level = survey_inputs("denoise", model.grid_px)
    asked = (np.repeat(pictures[:, :1], crops, axis=1) + np.float32(0.01) * crops, level)
    asked = asked if question == "survey" else asked[:1]
    for ours, torchs in zip(
        model.asked(ONNXRUNTIME, question, *asked),
        model.asked(TORCH, question, *asked),
        strict=True,
    ):
        np.testing.assert_allclose(ours, torchs, rtol=1e-4, atol=1e-5)


def test_the_best_brightness_is_predicted_as_by_torch() -> None:
    model = model_of(find("light", "fast"))
    thumbnail, _ = survey_inputs("light", model.grid_px)
    (ours,), (torchs,) = (model.asked(way, "predictor", thumbnail) for way in (ONNXRUNTIME, TORCH))
    np.testing.assert_allclose(ours, torchs, rtol=1e-4)


def test_work_ends_within_a_tile() -> None:
    model = model_of(find("denoise", "fast"))
    (tile, known), asked = example(model, 512), list[int]()  # a tenth of a second or more
    wanted = model.by(ONNXRUNTIME, tile, known)

    def look() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Cancelled("Stopped.")

    with watched(model, look), pytest.raises(Cancelled):
        model.render(tile, known, fast=False)
    assert len(asked) == 2
    with watched(model, lambda: None):  # the next photo is as good as any
        assert np.array_equal(model.render(tile, known, fast=False), wanted)


def test_what_stops_ends_the_library_s_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = list[str]()

    class Told:
        """A session that keeps what it raised."""

        def __init__(self, session: Any) -> None:
            self._session = session

        def run(self, *call: Any) -> Any:
            try:
                return self._session.run(*call)
            except Exception as error:
                ended.append(str(error))
                raise

    model = model_of(find("denoise", "fast"))
    tile, known = example(model, 512)
    session = by_onnxruntime.session(
        verified_graph(model.card, RENDER), by_onnxruntime.PROCESSOR, ()
    )
    names = [place.name for place in session.get_inputs()]
    asked = list[int]()

    def look() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Cancelled("Stopped.")

    inputs = named(tile, known)
    with pytest.raises(Cancelled):
        by_onnxruntime.computed(Told(session), {n: inputs[n] for n in names}, look)
    assert "terminate" in ended[0]


@pytest.mark.parametrize("graph", [b"", b"no graph", verified_graph(WITH_GRAPH[0], RENDER)[:-9]])
def test_a_damaged_graph_is_an_error_that_everybody_knows(graph: bytes) -> None:
    tile = np.zeros((1, 3, 64, 64), np.float32)
    with pytest.raises(RuntimeError, match="ONNX Runtime: "):
        by_onnxruntime.Graph(graph).render(named((tile,)), bfloat16=False)


SHORT = """
import resource
from pathlib import Path
from lowlight_desktop.engine.backends.arrays import named
from lowlight_desktop.engine.backends.by_onnxruntime import Graph
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.model_store import find, verified_graph
from lowlight_desktop.engine.tiles import with_less_memory
card = find("denoise", "fast")
render, survey = (Graph(verified_graph(card, name)) for name in ("render", "survey"))
known = survey.ask(survey_inputs("denoise", 16))
inputs = {px: named(tile_inputs("denoise", px), known) for px in (2048, 1024, 512, 256)}
render.render(inputs[256], bfloat16=False)
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + (250 << 20),) * 2)
tried = []
def work(px):
    tried.append(px)
    return render.render(inputs[px], bfloat16=False)
done = with_less_memory(work, 2048, 256)
assert tried[0] == 2048 and len(tried) > 1 and done.shape[-1] == tried[-1], tried
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others do not limit a process's memory")
def test_a_real_shortage_is_one_too_and_its_memory_is_given_back() -> None:
    # One tile of 2048 pixels needs a gigabyte for the first layer alone.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", SHORT], check=True, env=environment)


ALONE = """
import json, os, sys
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.device import choose
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
card, device = find("light", "fast"), choose("cpu")
unasked = "onnxruntime" in sys.modules
model = load(card, device)
known = model.graphs["survey"].ask(survey_inputs("light", model.grid_px))
from lowlight_desktop.engine.backends.arrays import named
model.graphs["render"].render(named(tile_inputs("light", 64), known), bfloat16=False)
print(json.dumps({
    "unasked": unasked, "used": "onnxruntime" in sys.modules,
    "telemetry": os.environ.get("ORT_DISABLE_TELEMETRY"),
}))
"""


def test_it_is_imported_when_it_is_needed_and_leaves_nothing_at_home(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("XDG_")},
            "HOME": str(tmp_path),
            "LOWLIGHT_BACKEND": "onnxruntime",
        },
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == {"unasked": False, "used": True, "telemetry": "1"}
    assert list(tmp_path.iterdir()) == []  # 1.31 writes an id there unless it is told not to
    assert done.stderr == ""


def test_its_makers_are_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    asked = list[str]()
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    monkeypatch.setattr(
        onnxruntime,
        "disable_telemetry_events",
        lambda: asked.append(os.environ["ORT_DISABLE_TELEMETRY"]),
    )
    by_onnxruntime.library.cache_clear()
    by_onnxruntime.library()
    assert asked == ["1"]


def test_where_openvino_computes_it_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOWLIGHT_BACKEND", raising=False)

    def who() -> set[str]:
        return {graph.backend for graph in load(WITH_GRAPH[0], choose("cpu")).graphs.values()}

    monkeypatch.setattr(by_openvino, "is_here", lambda: True)
    assert who() == {"openvino"}
    monkeypatch.setattr(by_openvino, "is_here", lambda: False)
    assert who() == {"onnxruntime"}
    monkeypatch.setattr(by_onnxruntime, "is_here", lambda: False)
    assert who() == set()


def test_it_never_rounds() -> None:
    model = model_of(WITH_GRAPH[0])
    tile, known = example(model, 64)
    with pytest.raises(RuntimeError, match="float32"):
        model.by(replace(ONNXRUNTIME, bfloat16=True), tile, known)
