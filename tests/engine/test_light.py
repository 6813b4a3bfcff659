import copy
from collections.abc import Callable

import numpy as np
import pytest
import torch

from lowlight_desktop.develop.carry import seen_by_network
from lowlight_desktop.develop.color import apply_matrix, brightest, rgb_to_rgb
from lowlight_desktop.engine import light as light_module
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.light import SurveyedLight, light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.engine.tiles import Tile
from lowlight_desktop.engine.weights import in_hand
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke
from tests.engine.scenes import dark_photo


def render(
    model: Loaded,
    photo: Image,
    tile_px: int,
    *,
    region: Region | None = None,
    fast: bool = False,
    wish: Light = Light(target=0.45),  # noqa: B008 - frozen
) -> Pixels:
    survey = survey_light(model, photo, wish)
    step = light_step(
        model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=tile_px, fast=fast
    )
    return step(region or Region.whole(photo.height, photo.width))


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (3, 2), (63, 65), (301, 517)])
def test_the_result_does_not_depend_on_the_tile_size(model: Loaded, size: tuple[int, int]) -> None:
    photo = dark_photo(*size)
    whole = render(model, photo, 2048)
    for tile_px in (32, 77, 256, 512):
        np.testing.assert_allclose(render(model, photo, tile_px), whole, atol=1e-5)


Run = Callable[..., Pixels]
STROKES = (Stroke(((0.2, 0.3), (0.7, 0.6)), radius=0.2), Stroke(((0.5, 0.5),), erases=True))


@pytest.mark.parametrize("fast", [False, True], ids=["float32", "bfloat16"])
def test_a_region_is_what_it_is_in_the_whole_photo_bit_for_bit(model: Loaded, fast: bool) -> None:
    photo, wish = dark_photo(203, 310), Light(target=0.45, strength=0.9, limits=STROKES)
    whole = render(model, photo, 64, fast=fast, wish=wish)
    for region in (Region(41, 17, 180, 299), Region(63, 64, 65, 66), Region(150, 200, 203, 310)):
        part = render(model, photo, 64, region=region, fast=fast, wish=wish)
        np.testing.assert_array_equal(part, whole[region.slices])


def test_overlapping_bands_compute_no_tile_twice(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, wish = dark_photo(300, 100), Light(target=0.45)
    survey = survey_light(model, photo, wish)
    tiles: list[Region] = []

    def counted(light: SurveyedLight, dark: Pixels, tile: Tile, at_once: int) -> Pixels:
        tiles.append(tile.core)
        return light_tile(light, dark, tile, at_once)

    light_tile = light_module._light_tile  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(light_module, "_light_tile", counted)
    step = light_step(model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False)
    for top in range(0, 300, 64):  # as sharpening asks for the bands of an export
        step(Region(max(top - 3, 0), 0, min(top + 67, 300), 100))
    assert len(tiles) == 5 * 2
    assert len(set(tiles)) == len(tiles)


CURVE = (0.3, 0.2, 0.1, 0.0, 0.0, 0.0, -0.1)


def test_the_photographers_curve_replaces_the_networks(model: Loaded) -> None:
    photo = dark_photo(120, 160)
    survey = survey_light(model, photo, Light(curve=CURVE))
    assert survey.curve == pytest.approx(CURVE, abs=1e-6)
    brighter = Light(curve=tuple(min(a + 0.2, 1.0) for a in CURVE))
    assert survey_light(model, photo, brighter).target > survey.target
    lit = render(model, photo, 512, wish=Light(curve=CURVE))
    assert brightest(seen_by_network(lit)).mean() == pytest.approx(survey.target, abs=0.015)


def test_the_networks_own_curve_given_back_to_it_changes_nothing(model: Loaded) -> None:
    photo = dark_photo(90, 120)
    own = survey_light(model, photo, Light(target=0.45)).curve
    again = render(model, photo, 512, wish=Light(target=0.45, curve=own))
    np.testing.assert_allclose(again, render(model, photo, 512), atol=1e-6)


def test_light_is_kept_away_where_the_brush_went(model: Loaded) -> None:
    photo = dark_photo(100, 100)
    stroke = Stroke(((0.0, 0.25), (1.0, 0.25)), radius=0.2, softness=0.5)
    limited = render(model, photo, 512, wish=Light(target=0.45, limits=(stroke,)))
    free = render(model, photo, 512)
    np.testing.assert_array_equal(limited[16:34], photo.pixels[16:34])  # within half the radius
    np.testing.assert_array_equal(limited[46:], free[46:])
    assert (limited[36:42].mean() - photo.pixels[36:42].mean()) > 0.01


def test_bfloat16_stays_within_what_the_card_declares(model: Loaded) -> None:
    photo = dark_photo(150, 200)
    loss = np.abs(render(model, photo, 512, fast=True) - render(model, photo, 512)).max()
    declared = float(str(model.card.measured["largest loss in bfloat16"]))
    assert loss <= max(3 * declared / 255, 0.005)


def test_a_dark_photo_comes_out_at_the_brightness_that_was_asked_for(model: Loaded) -> None:
    photo = dark_photo(200, 300)
    for target in (0.3, 0.5):
        wish = Light(target=target)
        survey = survey_light(model, photo, wish)
        step = light_step(
            model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=512, fast=False
        )
        brightness = seen_by_network(step(Region.whole(200, 300))).max(2).mean()
        assert brightness == pytest.approx(target, abs=0.015)


def test_strength_zero_is_the_photo_itself(model: Loaded) -> None:
    photo = dark_photo(40, 50)
    wish = Light(strength=0.0)
    step = light_step(
        model, survey_light(model, photo, wish), wish,
        lambda r: photo.pixels[r.slices], tile_px=512, fast=False,
    )  # fmt: skip
    np.testing.assert_array_equal(step(Region.whole(40, 50)), photo.pixels)


def failing_at(k: int, run: Run) -> Run:
    """The real network, which runs out of memory once, at its k-th tile."""
    calls = 0

    def limited(*args: object, **named: object) -> Pixels:
        nonlocal calls
        calls += 1
        if calls == k:
            raise torch.OutOfMemoryError("out of memory (injected)")
        return run(*args, **named)

    return limited


def test_running_out_of_memory_at_any_tile_gives_the_same_pixels(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = dark_photo(130, 190)
    wish = Light(target=0.45)
    survey = survey_light(model, photo, wish)
    run: Run = light_module.run
    whole = render(model, photo, 64)
    tiles = 3 * 3
    for k in range(1, tiles + 1):
        monkeypatch.setattr(light_module, "run", failing_at(k, run))
        step = light_step(
            model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False
        )
        np.testing.assert_allclose(step(Region.whole(130, 190)), whole, atol=1e-5)
        monkeypatch.setattr(light_module, "run", run)


def test_memory_that_never_suffices_ends_in_a_sentence(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = dark_photo(50, 50)
    wish = Light(target=0.45)
    survey = survey_light(model, photo, wish)

    def never(*_args: object, **_named: object) -> Pixels:
        raise MemoryError

    monkeypatch.setattr(light_module, "run", never)
    step = light_step(model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False)
    with pytest.raises(OutOfMemory, match="another device"):
        step(Region.whole(50, 50))


def test_too_little_memory_on_a_device_is_answered_by_the_cpu_once_and_for_all(
    model: Loaded, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    photo = dark_photo(90, 70)
    wish = Light(target=0.45)
    survey = survey_light(model, photo, wish)
    run: Run = light_module.run
    small = in_hand(model.card, copy.deepcopy(model.network), Device("cpu:0", "a small GPU", 1))

    def limited(at: Loaded, *args: object) -> Pixels:
        if at is small:
            raise torch.OutOfMemoryError("out of memory (injected)")
        return run(at, *args)

    monkeypatch.setattr(light_module, "run", limited)
    asked: list[int] = []

    def on_cpu() -> Loaded:
        asked.append(1)
        return model

    step = light_step(
        small, survey, wish, lambda r: photo.pixels[r.slices],
        tile_px=64, fast=False, on_cpu=on_cpu,
    )  # fmt: skip
    halves = [step(Region(0, 0, 45, 70)), step(Region(45, 0, 90, 70))]
    assert asked == [1]
    assert "a small GPU has too little memory" in caplog.text
    caplog.clear()
    monkeypatch.setattr(light_module, "run", run)
    whole = render(model, photo, 64, fast=model.way.bfloat16)
    np.testing.assert_allclose(np.concatenate(halves), whole, atol=1e-5)


def hue_degrees(working: Pixels) -> Pixels:
    linear = apply_matrix(working, rgb_to_rgb(WORKING, LINEAR_SRGB))
    opponent = linear @ np.array([[1, 0], [-0.5, 0.866], [-0.5, -0.866]], np.float32)
    return np.degrees(np.arctan2(opponent[..., 1], opponent[..., 0]))


def ramp_photo(start: list[float], end: list[float]) -> Image:
    """A ramp of light over a dark photo: rows of it, so that the network sees no thin line."""
    t = np.linspace(0, 1, 400, dtype=np.float32)[None, :, None]
    pixels = np.array(start, np.float32) * (1 - t) + np.array(end, np.float32) * t
    dark = np.full((100, 400, 3), 0.01, np.float32)
    return Image(np.concatenate([dark, pixels.repeat(60, 0), dark]).astype(np.float32), WORKING)


def test_a_saturated_wide_gamut_ramp_is_lit_without_clipping_band_or_hue_jump(
    model: Loaded,
) -> None:
    photo = ramp_photo([0.05, 0.05, 0.05], [0.15, 0.005, 0.0025])  # to a red that sRGB has not
    assert (seen_by_network(photo.pixels)[130] == 0).any()
    out = render(model, photo, 512)[130, 20:-20]
    assert (
        np.diff(apply_matrix(out[None], rgb_to_rgb(WORKING, LINEAR_SRGB))[0, 100:, 0]) > -1e-3
    ).all()
    steps = np.abs(np.diff(out, axis=0)).max(1)
    assert steps.max() < 8 * np.median(steps)
    assert np.abs(np.diff(hue_degrees(out[None])[0, 100:])).max() < 2.0


def test_a_highlight_four_times_over_range_keeps_its_shape(model: Loaded) -> None:
    photo = ramp_photo([0.02, 0.018, 0.014], [4.0, 3.6, 2.8])
    out = render(model, photo, 512)[130, 20:-20]
    light = brightest(out[None])[0]
    # Columns may alternate by a third of an 8-bit step: the network works on folded pixels.
    assert (np.diff(light) > -3e-3).all(), "no dent and no plateau where the range ends"
    assert light[-1] > 3.5
    assert np.abs(np.diff(hue_degrees(out[None])[0, 150:])).max() < 2.0


def test_white_paper_stays_white(model: Loaded) -> None:
    pixels = np.full((120, 120, 3), 0.01, np.float32)
    pixels[30:90, 30:90] = 1.0
    out = render(model, Image(pixels, WORKING), 512)
    np.testing.assert_allclose(out[45:75, 45:75], 1.0, atol=0.004)


def test_a_gray_photo_stays_gray(model: Loaded) -> None:
    gray = dark_photo(80, 90).pixels.mean(2, keepdims=True).repeat(3, 2)
    out = render(model, Image(gray, WORKING), 512)
    assert out.mean() > 2 * gray.mean()
    np.testing.assert_allclose(np.ptp(out, axis=2), 0, atol=1e-5)


def test_left_to_itself_it_never_makes_a_photo_darker(model: Loaded) -> None:
    rng = np.random.default_rng(5)
    bright = (0.6 + 0.2 * rng.random((90, 90, 3))).astype(np.float32)
    photo = Image(bright, WORKING)
    wish = Light()
    survey = survey_light(model, photo, wish)
    step = light_step(
        model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=512, fast=False
    )
    before, after = (
        brightest(seen_by_network(x)).mean() for x in (bright, step(Region.whole(90, 90)))
    )
    assert after > before - 0.02
