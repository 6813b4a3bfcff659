from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine import raw as raw_module
from lowlight_desktop.engine.device import Device, choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.raw import SurveyedRaw, attended, clean_blocks, survey_raw
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.alen import Alen, AlenConfig
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.model_card import ModelCard

CELLS = {
    "RGGB": [[0, 1], [1, 2]],
    "GRBG": [[1, 0], [2, 1]],
    "GBRG": [[1, 2], [0, 1]],
    "BGGR": [[2, 1], [1, 0]],
}


@pytest.fixture(scope="module")
def untrained() -> Loaded:
    """A small network whose answer matters: the weights of its head are not next to nothing."""
    return small_network(answer=0.1)


def small_network(answer: float) -> Loaded:
    torch.manual_seed(1)
    network = Alen(AlenConfig(widths=(16, 16), survey_width=16))
    torch.nn.init.normal_(network.head.weight, std=answer)
    card = ModelCard("alen", "ALEN", "raw", "fast", "alen", {}, Path(), "", 0, "", {})
    return in_hand(card, network.eval().requires_grad_(False), choose("cpu"))


def scene(height: int, width: int, cell: list[list[int]]) -> SensorLight:
    """A smooth scene with a lamp, seen through a filter, with noise."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    rgb = np.stack([0.02 + 0.01 * np.sin(x / 9), 0.03 + 0.01 * np.cos(y / 7), 0.02 + 0 * x], 2)
    rgb[height // 2 :, width // 2 :] *= 4.0
    index = np.array(cell, np.uint8)[np.ix_(np.arange(height) % 2, np.arange(width) % 2)]
    values = np.take_along_axis(rgb, index[..., None].astype(np.intp), 2)[..., 0]
    noise = np.random.default_rng(2).normal(0.0, 0.002, values.shape)
    return SensorLight(
        (values + noise).astype(np.float32),
        np.array(cell, np.uint8),
        1e-4,
        2e-3,
        np.array([2.0, 1.0, 1.6], np.float32),
    )


def cleaned(raw: SurveyedRaw, tile_px: int) -> Pixels:
    """The whole photo; every pixel has to be given exactly once."""
    out = np.full((*raw.size, 3), np.nan, np.float32)
    for region, pixels in clean_blocks(raw, tile_px=tile_px):
        assert np.isnan(out[region.slices]).all()
        out[region.slices] = pixels
    return out


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
@pytest.mark.parametrize("size", [(96, 160), (131, 77)], ids=["even", "odd"])
def test_the_result_does_not_depend_on_the_tile_size(
    untrained: Loaded, cell: list[list[int]], size: tuple[int, int]
) -> None:
    raw = survey_raw(untrained, scene(*size, cell))
    raw = replace(raw, fast=False)
    whole = cleaned(raw, 512)
    assert np.isfinite(whole).all()
    for tile_px in (32, 64):
        # The figure that the project promises.
        np.testing.assert_allclose(cleaned(raw, tile_px), whole, atol=1e-4)


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_colors_come_out_as_they_are_in_every_phase(cell: list[list[int]]) -> None:
    raw = survey_raw(small_network(answer=0.0), scene(96, 128, cell))
    out = cleaned(raw, 64)
    wanted = [0.02, 0.03, 0.02]  # of the dark quarter
    np.testing.assert_allclose(out[8:40, 8:56].mean((0, 1)), wanted, atol=0.004)


def test_out_of_memory_the_tiles_get_smaller_and_nothing_is_lost(
    untrained: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = survey_raw(untrained, scene(160, 224, CELLS["RGGB"]))
    wanted, render = cleaned(raw, 32), Alen.render

    def small_only(self: Alen, mosaic: torch.Tensor, survey: object) -> torch.Tensor:
        if mosaic.shape[-1] > 150:  # a tile of 64 with its halo
            raise torch.OutOfMemoryError("CUDA out of memory")
        return render(self, mosaic, survey)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Alen, "render", small_only)
    np.testing.assert_allclose(cleaned(raw, 128), wanted, atol=0.01)  # bfloat16 rounds


def test_a_device_without_memory_hands_over_to_the_processor(
    untrained: Loaded, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    raw = survey_raw(untrained, scene(96, 128, CELLS["RGGB"]))
    wanted = cleaned(raw, 64)
    small = in_hand(untrained.card, untrained.network, Device("cuda:0", "A small GPU", 1))
    weak = replace(raw, model=small)
    work: Callable[..., Pixels] = raw_module._clean_tile  # pyright: ignore[reportPrivateUsage]

    def fails_there(raw: SurveyedRaw, *rest: object) -> Pixels:
        if raw.model.device.id != "cpu":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return work(raw, *rest)

    monkeypatch.setattr(raw_module, "_clean_tile", fails_there)
    out = np.zeros_like(wanted)
    for region, pixels in clean_blocks(weak, tile_px=64, on_cpu=lambda: untrained):
        out[region.slices] = pixels
    np.testing.assert_array_equal(out, wanted)
    assert "A small GPU has too little memory" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("light", [0.0, 1.0], ids=["black", "white"])
def test_black_and_white_frames_stay_finite(untrained: Loaded, light: float) -> None:
    frame = scene(96, 96, CELLS["BGGR"])
    flat = SensorLight(
        np.full_like(frame.values, light), frame.cell, 1e-4, 0.0, frame.white_balance
    )
    assert np.isfinite(cleaned(survey_raw(untrained, flat), 64)).all()


def test_attention_is_a_share_for_every_cell_of_the_photo(untrained: Loaded) -> None:
    raw = survey_raw(untrained, scene(131, 77, CELLS["GBRG"]))
    for row, column in ((0, 0), (130, 76), (64, 30)):
        weights = attended(raw, row, column)
        assert weights.shape == (16, 16)
        assert weights.min() >= 0.0
        assert weights.sum() == pytest.approx(1.0, abs=1e-3)


def rim_of_a_sign(color: tuple[float, float, float]) -> tuple[Pixels, Pixels]:
    """A lit sign with a halo, three times as bright as the sensor can hold.

    Returns:
        White-balanced light of the pixels around its letters, as a screen shows it, of the network
        and in truth; (N, 3) each.
    """
    drawn = np.zeros((192, 320), np.uint8)
    cv2.putText(drawn, "OPEN", (20, 130), cv2.FONT_HERSHEY_DUPLEX, 3.5, (255,), 10, cv2.LINE_AA)
    sign = drawn.astype(np.float32) / np.float32(255)
    core, halo = (np.asarray(cv2.GaussianBlur(sign, (0, 0), px), np.float32) for px in (1.0, 8.0))
    balance = np.array([2.0, 1.0, 1.6], np.float32)
    true = (0.01 + 3.0 * core + halo)[..., None] * np.array(color, np.float32)
    cell = np.array(CELLS["RGGB"], np.uint8)
    index = np.tile(cell, (96, 160))[..., None].astype(np.intp)
    seen = np.take_along_axis(true / balance, index, 2)[..., 0]
    rng = np.random.default_rng(4)
    seen = seen + rng.normal(0.0, np.sqrt(1e-6 + 2e-4 * seen))
    light = SensorLight(np.minimum(seen, 1.0).astype(np.float32), cell, 2e-4, 1e-3, balance)
    found = cleaned(survey_raw(load(find("raw", "fast"), choose("cpu")), light), 512) * balance
    lit = (core > 0.02) & (core < 0.98)
    return np.minimum(found[lit], 1.0), np.minimum(true[lit], 1.0).astype(np.float32)


def magenta(light: Pixels) -> Pixels:
    return np.minimum(light[:, 0], light[:, 2]) - light[:, 1]


def test_the_rim_of_a_white_lamp_is_not_magenta() -> None:
    found, _ = rim_of_a_sign((1.0, 1.0, 1.0))
    assert (magenta(found) > 0.1).mean() < 0.01
    assert (np.ptp(found, axis=1) > 0.15).mean() < 0.02


def ring_of_a_lamp(color: tuple[float, float, float], width: float) -> tuple[Pixels, Pixels]:
    """A round lamp, twenty times as bright as the sensor can hold, before a dark gray wall.

    Args:
        color: White-balanced.
        width: Of the bell that its light is, pixels.

    Returns:
        Of the pixels around it, where not all channels are full: how far the network is off, and
        how far it is off as a pattern of two pixels; (N, 3) each, camera RGB.
    """
    y, x = np.mgrid[:128, :128]
    bell = 20.0 * np.exp(-((y - 63.4) ** 2 + (x - 64.3) ** 2) / (2.0 * width**2))
    balance = np.array([2.0, 1.0, 1.6], np.float32)
    true = ((0.02 + bell[..., None] * np.array(color)) / balance).astype(np.float32)
    cell = np.array(CELLS["RGGB"], np.uint8)
    index = np.tile(cell, (64, 64))[..., None].astype(np.intp)
    seen = np.take_along_axis(true, index, 2)[..., 0]
    gain, read = 7 / 15871, 10 / 15871
    seen = seen + np.random.default_rng(4).normal(0.0, np.sqrt(read**2 + gain * seen))
    light = SensorLight(np.minimum(seen, 1.0).astype(np.float32), cell, gain, read, balance)
    found = cleaned(survey_raw(load(find("raw", "fast"), choose("cpu")), light), 512)
    off = np.asarray(np.minimum(found, 1.0) - np.minimum(true, 1.0), np.float32)
    even = np.array([0.25, 0.5, 0.25])
    pattern = off - cv2.sepFilter2D(off, -1, even, even)
    ring = (true.max(2) > 0.15) & (np.minimum(true, 1.0).min(2) < 0.98)
    return off[ring], pattern[ring]


def rms(values: Pixels) -> float:
    return float(np.sqrt(np.square(values).mean()))


@pytest.mark.parametrize("color", [(1.0, 0.15, 0.3), (0.3, 0.2, 1.0), (1.0, 0.3, 0.8)])
def test_around_a_small_colored_lamp_there_is_neither_white_nor_a_pattern(
    color: tuple[float, float, float],
) -> None:
    off, _ = ring_of_a_lamp(color, 3.5)
    assert rms(off) < 0.1
    off, pattern = ring_of_a_lamp(color, 7.0)
    assert rms(off) < 0.06
    assert rms(pattern) < 0.02


def test_the_rim_of_a_pink_lamp_stays_pink() -> None:
    found, true = rim_of_a_sign((1.0, 0.5, 0.8))
    pink = magenta(true) > 0.2
    assert magenta(found)[pink].mean() > 0.8 * magenta(true)[pink].mean()
