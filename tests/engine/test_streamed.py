"""Streams of the shipped models, computed by OpenVINO, beside the same in tiles."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import STREAM
from lowlight_desktop.engine.denoise import SurveyedPicture, clean_picture_blocks, survey_picture
from lowlight_desktop.engine.device import processor
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.raw import SurveyedRaw, clean_blocks, survey_raw
from lowlight_desktop.engine.streamed import answered_bands, shown_px, strip_size
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.region import Region

Surveyed = SurveyedRaw | SurveyedPicture
Size = tuple[int, int]

pytestmark = pytest.mark.skipif(not by_openvino.is_here(), reason="OpenVINO is not here")
SIZES: list[Size] = [(601, 333), (300, 90), (71, 640)]
"""Several bands; hardly higher than a halo, and narrower."""


@pytest.fixture(autouse=True)
def _by_openvino(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    monkeypatch.setenv("LOWLIGHT_BACKEND", "openvino")


def in_tiles(model: Loaded) -> Loaded:
    return replace(model, graphs={n: g for n, g in model.graphs.items() if n != STREAM})


def scene(size: Size) -> Pixels:
    """Dim, with noise, and with a lamp that fills the sensor across the border of two bands."""
    chance, (height, width) = np.random.default_rng(5), size
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    light = 0.1 + 0.08 * np.sin(rows / 9)[..., None] * np.cos(columns / 13)[..., None]
    light = light * np.array([1.0, 0.8, 0.6]) + chance.normal(0, 0.02, (height, width, 3))
    if height > 300:
        light[250:263, 40:60] = 3.0
    return light.astype(np.float32)


def seen_by(step: str, model: Loaded, size: Size, *, fast: bool) -> Surveyed:
    light = scene(size)
    if step == "denoise":
        picture = survey_picture(model, Image(np.maximum(light, 0), WORKING))
        return replace(picture, fast=fast, is_clean=False)
    cell: NDArray[np.uint8] = np.array([[1, 2], [0, 1]], np.uint8)
    rows, columns = np.mgrid[: size[0], : size[1]]
    values = np.minimum(light[rows, columns, cell[rows % 2, columns % 2]], 1).astype(np.float32)
    balance = np.array([2.0, 1.0, 1.5], np.float32)
    return replace(survey_raw(model, SensorLight(values, cell, 1e-3, 1e-3, balance)), fast=fast)


def blocks(photo: Surveyed, **wish: int) -> Iterator[tuple[Region, Pixels]]:
    if isinstance(photo, SurveyedRaw):
        return clean_blocks(photo, tile_px=wish.get("tile_px", 256), done=wish.get("done", 0))
    return clean_picture_blocks(photo, tile_px=wish.get("tile_px", 256), done=wish.get("done", 0))


def joined(size: Size, made: Iterator[tuple[Region, Pixels]]) -> Pixels:
    out = np.full((*size, 3), np.nan, np.float32)
    for region, pixels in made:
        assert np.isnan(out[region.slices]).all()  # nothing is made twice
        out[region.slices] = pixels
    return out


@pytest.mark.parametrize("step", ["raw", "denoise"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("fast", "most"), [(False, 1e-4), (True, 4e-3)])
def test_a_stream_makes_the_pixels_of_tiles(step: str, size: Size, fast: bool, most: float) -> None:
    model = load(find(step, "fast"), processor())
    assert model.streams
    photo = seen_by(step, model, size, fast=fast)
    made = joined(size, blocks(photo))
    wanted = joined(size, blocks(replace(photo, model=in_tiles(model))))
    np.testing.assert_allclose(made, wanted, atol=most)
    assert not np.isnan(made).any()


@pytest.mark.parametrize("step", ["raw", "denoise"])
def test_who_goes_on_later_gets_the_rest(step: str) -> None:
    size = (601, 333)
    photo = seen_by(step, load(find(step, "fast"), processor()), size, fast=False)
    whole = list(blocks(photo))
    assert len(whole) > 2
    for (place, pixels), (again, others) in zip(whole[1:], blocks(photo, done=1), strict=True):
        assert place == again
        np.testing.assert_allclose(others, pixels, atol=1e-5)


def test_out_of_memory_strips_get_smaller_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    size = (601, 333)
    photo = seen_by("denoise", load(find("denoise", "fast"), processor()), size, fast=False)
    wanted, compute, heights = joined(size, blocks(photo)), by_openvino.computed, list[int]()

    def small_only(request: Any, look: Callable[[], None] | None) -> None:
        heights.append(int(request.get_output_tensor(0).get_shape()[1]))
        if len(heights) > 1 and heights[-1] > 128:
            raise RuntimeError("Failed to allocate 2348810240 bytes of memory")
        compute(request, look)

    monkeypatch.setattr(by_openvino, "computed", small_only)
    np.testing.assert_allclose(joined(size, blocks(photo)), wanted, atol=1e-5)
    assert max(heights) > 128 >= heights[-1]


@pytest.mark.parametrize("step", ["raw", "denoise"])
def test_without_memory_for_whole_rows_tiles_go_on(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (80, 5000)
    photo = seen_by(step, load(find(step, "fast"), processor()), size, fast=False)
    wanted, compute = joined(size, blocks(photo, tile_px=512)), by_openvino.computed
    refused = list[int]()

    def small_only(request: Any, look: Callable[[], None] | None) -> None:
        if request.get_output_tensor(0).get_size() > 3 * 270 * 270:
            refused.append(1)
            raise RuntimeError("Failed to allocate 2348810240 bytes of memory")
        compute(request, look)

    monkeypatch.setattr(by_openvino, "computed", small_only)
    np.testing.assert_allclose(joined(size, blocks(photo, tile_px=512)), wanted, atol=1e-4)
    assert refused


@pytest.mark.parametrize("step", ["raw", "denoise"])
def test_who_is_done_lets_go_of_photo_and_network(step: str) -> None:
    size = (300, 333)
    model = load(find(step, "fast"), processor())
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            photo = seen_by(step, model, size, fast=False)
            joined(size, blocks(photo))
            assert len(list(blocks(photo))) > 0
            made = blocks(photo)
            next(made)  # who stops in the middle, too
            del made
            pixels = photo.mosaic if isinstance(photo, SurveyedRaw) else photo.photo.pixels
            there = weakref.ref(pixels)
            del photo, pixels
            assert there() is None
        assert requests(model) == (0, 0), "at work and idle: a stream's are let go of"
    finally:
        gc.enable()


def requests(model: Loaded) -> tuple[int, int]:
    graph = model.graphs[STREAM]
    assert isinstance(graph, by_openvino.Graph)
    ready = graph._ready.values()  # pyright: ignore[reportPrivateUsage]
    assert ready
    return sum(each.at_work for each in ready), sum(len(each.idle) for each in ready)


@pytest.mark.parametrize("height", [1, 40, 300, 601, 4000])
def test_strips_divide_a_photo_evenly(height: int) -> None:
    model = load(find("denoise", "fast"), processor())
    rows, columns = strip_size(model, (height, 800), 1024)
    asked = 96 + height + model.lag_px
    assert columns == 800 + 2 * 96
    assert shown_px(model, (height, 800), 1024) < (asked + rows) * columns
    assert shown_px(model, (height, 800), 1024) <= 1.2 * asked * columns
    places = list(answered_bands(model, (height, 800), 1024))
    assert [p.top for p in places] == [0, *(p.bottom for p in places[:-1])]
    assert places[-1].bottom == height


def test_a_stream_stops_when_it_shall(monkeypatch: pytest.MonkeyPatch) -> None:
    size, asked = (601, 333), list[int]()
    photo = seen_by("raw", load(find("raw", "fast"), processor()), size, fast=False)
    wanted = joined(size, blocks(photo))

    def stop() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise Cancelled

    monkeypatch.setattr(photo.model.watch, "look", stop)
    with pytest.raises(Cancelled):
        joined(size, blocks(photo, tile_px=64))
    monkeypatch.setattr(photo.model.watch, "look", None)
    np.testing.assert_array_equal(joined(size, blocks(photo)), wanted)  # as if it had never begun
