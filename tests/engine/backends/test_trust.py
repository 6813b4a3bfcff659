import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lowlight_desktop.engine.backends import by_onnxruntime
from lowlight_desktop.engine.backends import fastest as fastest_module
from lowlight_desktop.engine.backends.arrays import RENDER, Floats
from lowlight_desktop.engine.backends.by_onnxruntime import PROCESSOR, Provider, Sides
from lowlight_desktop.engine.backends.example import survey_inputs
from lowlight_desktop.engine.backends.trust import BY_CHIP
from lowlight_desktop.engine.denoise import clean_picture_blocks, survey_picture
from lowlight_desktop.engine.device import Device, processor
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find, verified_graph
from lowlight_desktop.engine.tiles import is_device_failure, is_out_of_memory, with_less_memory
from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.model_card import ModelCard
from tests.engine.backends.shipped import TORCH, example
from tests.engine.scenes import dark_photo

pytestmark = pytest.mark.skipif(not by_onnxruntime.is_here(), reason="ONNX Runtime is not here")

CHIP = Device("dml:0", "A fine chip", 0)
Answer = Callable[[list[Floats]], list[Floats]]


class Session:
    """A chip's: the processor's answer, found out once for each size of tile, then changed."""

    def __init__(self, real: Any, change: Answer, turns: int) -> None:
        self._real, self._change, self._turns = real, change, turns
        self._known: dict[tuple[int, ...], list[Floats]] = {}

    def get_inputs(self) -> Any:
        return self._real.get_inputs()

    def run(self, names: None, given: Mapping[str, Floats], options: Any) -> list[Floats]:
        shape = given["tile_0"].shape
        for _ in range(self._turns):  # a slow one computes it again and again
            self._known[shape] = self._real.run(names, given, options)
        if shape not in self._known:
            self._known[shape] = self._real.run(names, given, options)
        return self._change([each.copy() for each in self._known[shape]])


class Chips:
    """Makes sessions of a chip that is not there; counts them."""

    def __init__(self, change: Answer, turns: int = 0) -> None:
        self.made = list[Sides]()
        self._real, self._change, self._turns = by_onnxruntime.session, change, turns

    def __call__(self, onnx: bytes, provider: Provider, sides: Sides) -> Any:
        real = self._real(onnx, PROCESSOR, sides)
        if provider == PROCESSOR:
            return real
        assert provider.name == "DmlExecutionProvider"
        self.made.append(sides)
        return Session(real, self._change, self._turns)


def right(answer: list[Floats]) -> list[Floats]:
    return answer


def brighter(steps: float) -> Answer:
    return lambda answer: [each + np.float32(steps / 255) for each in answer]


def says(words: str) -> Answer:
    def refuse(_answer: list[Floats]) -> list[Floats]:
        raise RuntimeError(words)

    return refuse


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelCard:
    """The light network, on a machine of which nothing is known."""
    monkeypatch.setenv("LOWLIGHT_CACHE", str(tmp_path))
    monkeypatch.setenv("LOWLIGHT_BACKEND", "onnxruntime")
    monkeypatch.setattr(fastest_module, "_torch_version", lambda: "none")
    return find("light", "fast")


def on_chip(card: ModelCard, monkeypatch: pytest.MonkeyPatch, chips: Chips) -> Loaded:
    monkeypatch.setattr(by_onnxruntime, "session", chips)
    return load(card, CHIP)


def test_a_chip_that_is_right_and_fast_computes_the_tiles(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    chips = Chips(right)
    model = on_chip(card, monkeypatch, chips)
    assert (model.device, str(model.way)) == (CHIP, "onnxruntime float32")
    tile, known = example(model, 64)
    known_here = model.ask("survey", *survey_inputs(model.card.step, model.grid_px))
    made = len(chips.made)  # the survey was the processor's work
    model.render(tile, known, fast=False)
    assert chips.made[made:] == [(("height", 64), ("width", 64))]
    assert len(known_here) == len(known)


@pytest.mark.parametrize(
    ("chips", "objection"),
    [
        (lambda: Chips(brighter(1.5)), "up to 1.5 steps of 255 away"),
        (lambda: Chips(brighter(float("nan"))), "up to nan steps"),
        (lambda: Chips(right, turns=4), "for what takes"),
        (lambda: Chips(says("this operation is not known")), "it failed: DirectML failed: this"),
    ],
    ids=["wrong", "no number", "slow", "failing"],
)
def test_a_chip_that_is_wrong_or_slow_or_fails_is_not_used(
    card: ModelCard,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    chips: Callable[[], Chips],
    objection: str,
) -> None:
    model = on_chip(card, monkeypatch, chips())
    assert model.device == processor()
    (said,) = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert said.startswith("A fine chip is not used for FLW light (")
    assert objection in said
    assert said.endswith("; the CPU goes on")
    caplog.clear()


def test_less_than_a_step_is_what_rounds_otherwise(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_chip(card, monkeypatch, Chips(brighter(0.9))).device == CHIP


def test_what_was_found_is_remembered_and_said_once(
    card: ModelCard,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    on_chip(card, monkeypatch, Chips(brighter(3)))
    caplog.clear()
    # As another start of the program.
    fastest_module._FOUND.clear()  # pyright: ignore[reportPrivateUsage]
    chips = Chips(right)
    assert on_chip(card, monkeypatch, chips).device == processor()
    assert chips.made == []
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]
    (kept,) = [
        answer
        for key, answer in json.loads((tmp_path / "lowlight" / "ways.json").read_text()).items()
        if key.startswith("A fine chip")
    ]
    assert kept == "up to 3 steps of 255 away"


def test_a_chip_without_room_now_is_tried_again_with_the_next_photo(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutOfMemory):  # who asked goes on with the processor
        on_chip(card, monkeypatch, Chips(says("Exception(3) tid(a) 8007000E Nicht genug Speicher")))
    assert on_chip(card, monkeypatch, Chips(right)).device == CHIP


def test_a_model_without_a_graph_is_the_processors() -> None:
    model = load(replace(find("detail", "fast"), graphs={}), CHIP)
    assert model.device == processor()


def test_what_the_chip_cannot_be_asked_torch_answers_on_the_processor(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = on_chip(card, monkeypatch, Chips(right))
    assert next(model.network.parameters()).device.type == "cpu"


def test_a_chip_that_fails_later_is_told_as_others_are(
    card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = list[int]()

    def breaks(answer: list[Floats]) -> list[Floats]:
        if broken:
            raise RuntimeError("Exception(2) tid(6f68) 887A0006 The GPU will not respond")
        return answer

    model = on_chip(card, monkeypatch, Chips(breaks))
    tile, known = example(model, 64)
    broken.append(1)
    with pytest.raises(DeviceError, match="DirectML failed"):
        with_less_memory(lambda _px: model.render(tile, known, fast=False), 64)


def test_a_chip_whose_memory_is_full_gets_smaller_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = list[int]()

    def small_only(answer: list[Floats]) -> list[Floats]:
        if answer[0].size > 3 * 300 * 300:  # more than a tile of 64 sees
            refused.append(1)
            raise RuntimeError("Exception(3) tid(4304) 8007000E Not enough memory resources")
        return answer

    monkeypatch.setattr(by_onnxruntime, "session", Chips(small_only, turns=1))
    cpu = replace(load(find("denoise", "fast"), processor()), chosen=TORCH)
    photo = dark_photo(310, 320)
    chip = Provider("DmlExecutionProvider", "DirectML")
    graphs = {**cpu.graphs, RENDER: by_onnxruntime.Graph(verified_graph(cpu.card, RENDER), chip)}
    on_chip = replace(cpu, graphs=graphs, chosen=BY_CHIP)
    np.testing.assert_allclose(_cleaned(on_chip, photo, 128), _cleaned(cpu, photo, 128), atol=1e-4)
    assert refused


def _cleaned(model: Loaded, photo: Image, tile_px: int) -> Pixels:
    out = np.full(photo.pixels.shape, np.nan, np.float32)
    for region, pixels in clean_picture_blocks(survey_picture(model, photo), tile_px=tile_px):
        out[region.slices] = pixels
    return out


def test_its_words_are_understood() -> None:
    assert is_out_of_memory(
        RuntimeError("DirectML failed: ... 8007000E Nicht genug Arbeitsspeicher")
    )
    assert is_out_of_memory(RuntimeError("running MatMul node. Status Message: bad allocation"))
    assert is_device_failure(RuntimeError("Core ML failed: Error executing model"))
    assert not is_device_failure(RuntimeError("ONNX Runtime: invalid graph"))
