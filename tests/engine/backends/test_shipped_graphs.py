from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lowlight_desktop.develop.strips import in_lanes
from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import named
from lowlight_desktop.engine.backends.way import Way
from lowlight_desktop.engine.denoise import clean_picture_blocks, survey_picture
from lowlight_desktop.engine.light import light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.raw import clean_blocks, survey_raw
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.model_card import ModelCard
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region
from tests.engine.backends.shipped import (
    OPENVINO,
    ROUNDED,
    TORCH,
    WITH_GRAPH,
    example,
    golden_by,
    golden_file,
    model_by,
    needs_openvino,
)
from tests.engine.scenes import dark_photo
from tests.engine.test_raw import CELLS, scene

pytestmark = needs_openvino

every_model = pytest.mark.parametrize("card", WITH_GRAPH, ids=lambda card: card.id)


def test_every_step_has_a_model_with_a_graph() -> None:
    assert {card.step for card in WITH_GRAPH} >= {"light", "raw", "denoise"}


@every_model
def test_a_graph_makes_the_golden_picture(card: ModelCard) -> None:
    # Another processor may round differently: one step of 255, no more.
    assert np.abs(golden_by(card, OPENVINO) - golden_file(card)).max() <= 1


@every_model
def test_in_bfloat16_it_loses_no_more_than_torch_does(card: ModelCard) -> None:
    if not _rounds():
        pytest.skip("this processor has no bfloat16")
    loss = np.abs(golden_by(card, ROUNDED) - golden_by(card, TORCH))
    # A half more than the card says of torch: other sums are rounded, of another picture.
    assert loss.mean() <= 1.5 * float(str(card.measured["mean loss in bfloat16"]))
    assert loss.max() <= 1.5 * float(str(card.measured["largest loss in bfloat16"])) + 1


def _rounds() -> bool:
    model = model_by(WITH_GRAPH[0], ROUNDED)
    tile, survey = example(model, 64)
    try:
        model.by(ROUNDED, tile, survey)
    except RuntimeError:
        return False
    return True


@every_model
def test_the_result_does_not_depend_on_the_tile_size(card: ModelCard) -> None:
    model = model_by(card, OPENVINO)
    small, large = _finished(model, 96), _finished(model, 512)
    # The figure that the project promises.
    np.testing.assert_allclose(small, large, atol=1e-4)


def _finished(model: Loaded, tile_px: int) -> Pixels:
    """A photo of 321 x 450 pixels after the model's step."""
    height, width = 321, 450
    photo, out = dark_photo(height, width), np.full((height, width, 3), np.nan, np.float32)
    if model.card.step == "light":
        survey = survey_light(model, photo, Light(target=0.45))
        step = light_step(
            model, survey, Light(target=0.45), lambda r: photo.pixels[r.slices],
            tile_px=tile_px, fast=False,
        )  # fmt: skip
        return step(Region.whole(height, width))
    if model.card.step == "raw":
        raw = survey_raw(model, scene(height, width, CELLS["GRBG"]))
        blocks = clean_blocks(raw, tile_px=tile_px)
    else:
        blocks = clean_picture_blocks(survey_picture(model, photo), tile_px=tile_px)
    for region, pixels in blocks:
        out[region.slices] = pixels
    return out


@every_model
@pytest.mark.parametrize("way", [OPENVINO, ROUNDED], ids=str)
def test_tiles_in_lanes_have_the_same_bits(card: ModelCard, way: Way) -> None:
    if way.bfloat16 and not _rounds():
        pytest.skip("this processor has no bfloat16")
    model = model_by(card, way)
    tile, known = example(model, 4 * model.grid_px)
    alone = model.by(way, tile, known)
    in_lane = replace(way, lanes=2)
    for answer in in_lanes(lambda _: model.by(in_lane, tile, known), range(4), 2):
        np.testing.assert_array_equal(answer, alone)


def test_a_photo_that_is_lit_in_lanes_has_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    (card,) = (card for card in WITH_GRAPH if card.step == "light")
    photo, wish = dark_photo(300, 200), Light(target=0.45)

    def lit(threads: str) -> Pixels:
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        model = model_by(card, OPENVINO)
        assert model.lanes == int(threads)
        survey = survey_light(model, photo, wish)
        step = light_step(
            model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False
        )
        return step(Region.whole(300, 200))

    np.testing.assert_array_equal(lit("2"), lit("1"))


@every_model
def test_the_last_layers_and_their_sums_are_computed_in_float32(card: ModelCard) -> None:
    if not _rounds():
        pytest.skip("this processor has no bfloat16")
    model = model_by(card, ROUNDED)
    inputs = named(*example(model, 64))
    sizes = tuple((name, t.shape) for name, t in inputs.items() if name.startswith("tile"))
    graph = model.graphs["render"]
    assert isinstance(graph, by_openvino.Graph)
    with graph.request(sizes, bfloat16=True) as request:
        computed = request.get_compiled_model().get_runtime_model()
    todo, seen, last = list(computed.get_results()), set[str](), list[str]()
    while todo:
        operation = todo.pop()
        name, kind = operation.get_friendly_name(), _said(operation, "layerType")
        if name in seen or kind == "Const":
            continue
        seen.add(name)
        last += [_said(operation, "runtimePrecision")] if kind == "Convolution" else []
        if kind == "Convolution" and _colors(operation) > 3:
            continue
        assert _said(operation, "runtimePrecision") != "bf16", name
        todo += [port.get_source_output().get_node() for port in operation.inputs()]
    assert set(last) == {"f32"}
    layers = [op for op in computed.get_ops() if _said(op, "layerType") == "Convolution"]
    assert [_said(op, "runtimePrecision") for op in layers].count("bf16") > len(layers) / 2


def _said(operation: Any, what: str) -> str:
    info = operation.get_rt_info()
    return str(info[what].astype(str)) if what in info else ""


def _colors(operation: Any) -> int:
    """Channels that come in: a change of color space has three, and is no layer."""
    return int(operation.input_value(0).get_shape()[1])
