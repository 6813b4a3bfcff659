from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from lowlight_desktop.develop.color import linearize
from lowlight_desktop.engine.denoise import (
    SurveyedPicture,
    channel_gates,
    clean_picture_blocks,
    gate_blocks,
    noise_of_picture,
    survey_picture,
)
from lowlight_desktop.engine.device import Device, choose
from lowlight_desktop.engine.loading import Loaded, load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.networks.picture_denoiser import DenoiserSurvey
from lowlight_desktop.networks.sa_unet import SaUnet, SaUnetConfig
from lowlight_desktop.photo.color_space import WORKING, Transfer
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.model_card import ModelCard
from tests.engine.scenes import dark_photo

_TRIES = 2  # tiles of 64 and of 32 pixels


@pytest.fixture(scope="module")
def untrained() -> Loaded:
    """A small network whose answer matters."""
    torch.set_num_threads(2)
    torch.manual_seed(1)
    network = SaUnet(SaUnetConfig(widths=(16, 16)))
    for attention in network.attentions():
        torch.nn.init.normal_(attention.spatial_weight)
    card = ModelCard("sa_unet", "SA U-Net", "denoise", "fast", "sa_unet", {}, Path(), "", 0, "", {})
    return in_hand(card, network.eval().requires_grad_(False), choose("cpu"))


def picture(values: Pixels) -> Image:
    """A photo of sRGB-encoded gray or color values."""
    return Image(linearize(np.ascontiguousarray(values, np.float32), Transfer.SRGB), WORKING)


def cleaned(surveyed: SurveyedPicture, tile_px: int) -> Pixels:
    """The whole photo; every pixel has to be given exactly once."""
    out = np.full((surveyed.photo.height, surveyed.photo.width, 3), np.nan, np.float32)
    for region, pixels in clean_picture_blocks(surveyed, tile_px=tile_px):
        assert np.isnan(out[region.slices]).all()
        out[region.slices] = pixels
    assert np.isfinite(out).all()
    return out


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (131, 97), (300, 260)])
def test_the_result_does_not_depend_on_the_tile_size(
    untrained: Loaded, size: tuple[int, int]
) -> None:
    surveyed = survey_picture(untrained, dark_photo(*size))
    slow = replace(surveyed, fast=False)
    whole = cleaned(slow, 1024)
    for tile_px in (32, 75, 128):
        np.testing.assert_allclose(cleaned(slow, tile_px), whole, atol=1e-5)


def test_it_takes_something_away(untrained: Loaded) -> None:
    photo = dark_photo(96, 96)
    out = cleaned(survey_picture(untrained, photo), 128)
    assert 1e-5 < float(np.abs(out - photo.pixels).mean()) < 0.05


def test_highlights_and_wide_gamut_pass_around_it(untrained: Loaded) -> None:
    pixels = np.full((64, 64, 3), 0.2, np.float32)
    pixels[:, 32:] = (0.0, 0.9, 0.0)  # green that sRGB cannot hold
    pixels[:32] *= 6.0  # far above white
    photo = Image(pixels, WORKING)
    surveyed = survey_picture(untrained, photo)
    out = cleaned(surveyed, 128)
    # What the network moves is a few levels of the noise that it found.
    np.testing.assert_allclose(out, pixels, rtol=0.1, atol=0.02)
    assert out[:30, :30].min() > 1.0
    assert out[40:, 40:, 0].max() < 0.02


def test_a_gray_photo_stays_gray(untrained: Loaded) -> None:
    values = np.random.default_rng(1).random((64, 64, 1), np.float32).repeat(3, 2)
    out = cleaned(survey_picture(untrained, picture(values)), 64)
    assert float(np.ptp(out, axis=2).max()) < 1e-5


def test_the_network_is_told_as_much_noise_as_the_photographer_says(untrained: Loaded) -> None:
    photo = dark_photo(96, 96)
    told = [survey_picture(untrained, photo, level).known[0] for level in (1.0, 4.0)]
    np.testing.assert_allclose(told[1], 4.0 * told[0], rtol=1e-6)


def test_the_noise_found_is_that_before_it_is_scaled(untrained: Loaded) -> None:
    photo = dark_photo(96, 96)
    found = noise_of_picture(untrained, photo)
    assert found.luminance > 0
    assert survey_picture(untrained, photo, 2.0).noise == found


def test_what_no_camera_has_smoothed_is_told_as_it_is_found() -> None:
    # As strong in color as in brightness, and a third of it, in cells of 2x2 pixels as in JPEGs.
    model = load(find("denoise", "fast"), choose("cpu"))
    white = np.random.default_rng(2).normal(0, 8 / 255, (256, 256, 3)).astype(np.float32)
    gray = white.mean(2, keepdims=True)
    color = cv2.resize((white - gray)[::2, ::2], (256, 256), interpolation=cv2.INTER_NEAREST)
    times: list[float] = []
    for noise in (white, 3 * gray + color):
        surveyed = survey_picture(model, picture(np.clip(0.5 + noise, 0, 1)))
        times.append(surveyed.known[0][0, 0] * 255 / surveyed.noise.luminance)
    assert times == pytest.approx([1.0, model.margin], rel=1e-4)


@pytest.mark.parametrize(("step", "quality"), [("denoise", "fast"), ("detail", "fast")])
def test_a_photo_without_noise_comes_back_as_it_is(step: str, quality: str) -> None:
    # A smooth gradient of 16 bits: nothing may band it, not even half precision.
    model = load(find(step, quality), choose("cpu"))
    column = np.linspace(0, 1, 8192, dtype=np.float32)
    photo = picture(np.broadcast_to(column[:, None], (64, 8192, 3)))
    surveyed = survey_picture(model, photo)
    assert surveyed.is_clean
    np.testing.assert_array_equal(cleaned(surveyed, 1024), photo.pixels)
    # Who says that there is more than was found is believed.
    assert not survey_picture(model, photo, 2.0).is_clean


def test_out_of_memory_the_tiles_get_smaller_and_nothing_is_lost(
    untrained: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveyed = survey_picture(untrained, dark_photo(200, 150))
    wanted = cleaned(surveyed, 128)
    render, seen = SaUnet.render, list[int]()

    def scarce(network: SaUnet, x: Tensor, survey: DenoiserSurvey) -> Tensor:
        seen.append(x.shape[2])
        if x.shape[2] > 120:
            raise MemoryError
        return render(network, x, survey)

    monkeypatch.setattr(SaUnet, "render", scarce)
    np.testing.assert_allclose(cleaned(surveyed, 128), wanted, atol=0.01)  # bfloat16
    assert min(seen) <= 120 < max(seen)


def test_a_device_without_memory_hands_over_to_the_processor(
    untrained: Loaded, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = replace(untrained, device=Device("cuda:0", "GPU", 0))
    surveyed = survey_picture(untrained, dark_photo(70, 70))
    wanted = cleaned(surveyed, 64)
    render, asked = SaUnet.render, list[int]()

    def not_at_first(network: SaUnet, x: Tensor, survey: DenoiserSurvey) -> Tensor:
        asked.append(x.shape[2])
        if len(asked) <= _TRIES:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return render(network, x, survey)

    monkeypatch.setattr(SaUnet, "render", not_at_first)
    monkeypatch.setattr(Device, "torch", property(lambda _: torch.device("cpu")))
    there = replace(surveyed, model=elsewhere)
    out = np.empty_like(wanted)
    for region, pixels in clean_picture_blocks(there, tile_px=64, on_cpu=lambda: untrained):
        out[region.slices] = pixels
    np.testing.assert_allclose(out, wanted, atol=0.01)
    assert "the CPU goes on" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("layer", [0])
def test_spatial_gates_cover_the_photo_once(untrained: Loaded, layer: int) -> None:
    surveyed = survey_picture(untrained, dark_photo(90, 130))
    out = np.full((90, 130), np.nan, np.float32)
    for region, gate in gate_blocks(surveyed, layer, tile_px=64):
        assert np.isnan(out[region.slices]).all()
        out[region.slices] = gate
    assert 0.0 <= out.min() < out.max() <= 1.0


def test_channel_gates_are_those_of_the_channels_weighed_as_wholes(untrained: Loaded) -> None:
    gates = channel_gates(survey_picture(untrained, dark_photo(64, 64)))
    assert [len(g) for g in gates] == [8]  # half of 16
    assert all(0.0 < g.min() <= g.max() < 1.0 for g in gates)
