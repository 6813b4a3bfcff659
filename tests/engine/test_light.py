from collections.abc import Callable

import numpy as np
import pytest
import torch

from lowlight_desktop.engine import light as light_module
from lowlight_desktop.engine.light import light_step, survey_light
from lowlight_desktop.engine.loading import Loaded
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.recipe import Light
from lowlight_desktop.photo.region import Region


def dark_photo(height: int, width: int) -> Image:
    rng = np.random.default_rng(height * 1000 + width)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    color = np.array([0.05, 0.03, 0.02], np.float32)
    pixels = (0.2 + y) * (0.3 + x) * color + rng.normal(0, 0.002, (height, width, 3))
    return Image(np.clip(pixels, 0, 4).astype(np.float32), WORKING)


def render(
    model: Loaded, photo: Image, tile_px: int, *, region: Region | None = None, fast: bool = False
) -> Pixels:
    wish = Light(target=0.45)
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


def test_a_region_is_what_it_is_in_the_whole_photo(model: Loaded) -> None:
    photo = dark_photo(203, 310)
    region = Region(41, 17, 180, 299)
    whole = render(model, photo, 256)
    part = render(model, photo, 256, region=region)
    np.testing.assert_allclose(part, whole[region.slices], atol=1e-5)


def test_bfloat16_stays_within_what_the_card_declares(model: Loaded) -> None:
    photo = dark_photo(150, 200)
    loss = np.abs(render(model, photo, 512, fast=True) - render(model, photo, 512)).max()
    declared = float(str(model.card.measured["largest loss in bfloat16"]))
    assert loss <= max(3 * declared, 0.005)


def test_a_dark_photo_comes_out_at_the_brightness_that_was_asked_for(model: Loaded) -> None:
    photo = dark_photo(200, 300)
    for target in (0.3, 0.5):
        wish = Light(target=target, highlights=0, shadows=0)
        survey = survey_light(model, photo, wish)
        step = light_step(
            model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=512, fast=False
        )
        from lowlight_desktop.develop.carry import seen_by_network

        brightness = seen_by_network(step(Region.whole(200, 300))).max(2).mean()
        assert brightness == pytest.approx(target, abs=0.03)


def test_strength_zero_is_the_photo_itself(model: Loaded) -> None:
    photo = dark_photo(40, 50)
    wish = Light(strength=0.0)
    step = light_step(
        model, survey_light(model, photo, wish), wish,
        lambda r: photo.pixels[r.slices], tile_px=512, fast=False,
    )  # fmt: skip
    np.testing.assert_array_equal(step(Region.whole(40, 50)), photo.pixels)


Run = Callable[..., Pixels]


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
    run: Run = light_module._run  # pyright: ignore[reportPrivateUsage]
    whole = render(model, photo, 64)
    tiles = 3 * 3
    for k in range(1, tiles + 1):
        monkeypatch.setattr(light_module, "_run", failing_at(k, run))
        step = light_step(
            model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False
        )
        np.testing.assert_allclose(step(Region.whole(130, 190)), whole, atol=1e-5)
        monkeypatch.setattr(light_module, "_run", run)


def test_memory_that_never_suffices_ends_in_a_sentence(
    model: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = dark_photo(50, 50)
    wish = Light(target=0.45)
    survey = survey_light(model, photo, wish)

    def never(*_args: object, **_named: object) -> Pixels:
        raise MemoryError

    monkeypatch.setattr(light_module, "_run", never)
    step = light_step(model, survey, wish, lambda r: photo.pixels[r.slices], tile_px=64, fast=False)
    with pytest.raises(OutOfMemory, match="another device"):
        step(Region.whole(50, 50))
