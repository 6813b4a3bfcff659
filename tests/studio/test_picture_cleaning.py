import gc
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import Cancelled, ModelError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.noise_level import PictureNoise
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.cleaning import Cleaned, clean_photo, cleaned_of
from lowlight_desktop.studio.export import finish_photo
from lowlight_desktop.studio.picture_cleaning import PictureCleaning, denoising
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import View
from tests.studio.denoise_photos import untrained_denoiser
from tests.studio.raw_photos import raw_photo, untrained_models

DENOISE = Recipe(denoise=Quality.FAST, light=Light(target=0.4))
HEIGHT, WIDTH = 160, 224
WHOLE = View(Region.whole(HEIGHT, WIDTH), 1.0)


@pytest.fixture(scope="module")
def enhancer(tmp_path_factory: pytest.TempPathFactory) -> Enhancer:
    torch.set_num_threads(2)
    folder = untrained_models(tmp_path_factory.mktemp("models"))
    untrained_denoiser(folder)
    return Enhancer("cpu", tile_px=64, models=folder)


def picture() -> Photograph:
    """A photo without a sensor's data."""
    return replace(
        raw_photo(HEIGHT, WIDTH), mosaic=None, source_format="JPEG", path=Path("night.jpg")
    )


def test_sensor_data_are_cleaned_where_there_are_any_and_wanted() -> None:
    raw, off = raw_photo(), replace(DENOISE, raw=Quality.OFF)
    fast = Quality.FAST
    assert cleaned_of(raw, DENOISE) == (Cleaned.SENSOR, fast)
    assert cleaned_of(raw, off) == (Cleaned.PICTURE, fast)
    assert cleaned_of(picture(), DENOISE) == (Cleaned.PICTURE, fast)
    assert cleaned_of(picture(), Recipe(denoise=Quality.OFF)) is None


def test_of_other_sensors_the_picture_is_cleaned_when_raw_files_are_to_be() -> None:
    raw = raw_photo()
    four_colors = replace(raw, mosaic=raw.mosaic and replace(raw.mosaic, colors="CMYG"))
    linear = replace(picture(), path=Path("linear.DNG"))
    for photo in (four_colors, linear):
        assert cleaned_of(photo, Recipe()) == (Cleaned.PICTURE, Quality.FAST)
        assert cleaned_of(photo, Recipe(raw=Quality.OFF)) is None


def test_a_picture_is_cleaned_and_the_model_named(enhancer: Enhancer) -> None:
    photo = picture()
    done = clean_photo(photo, DENOISE, enhancer, Progress())
    assert done.model == "sa_unet"
    assert done.photo.image.pixels.shape == photo.image.pixels.shape
    assert not np.array_equal(done.photo.image.pixels, photo.image.pixels)


def test_the_strengths_mix_the_noisy_picture_in(enhancer: Enhancer) -> None:
    photo, wish = picture(), Noise(luminance_noise=0.4, color_noise=0.9)
    whole = clean_photo(photo, DENOISE, enhancer, Progress()).photo.image.pixels
    partly = clean_photo(photo, replace(DENOISE, noise=wish), enhancer, Progress())
    wanted = cleaned_as_far(photo.image.pixels, whole, wish)
    np.testing.assert_allclose(partly.photo.image.pixels, wanted, atol=1e-6)


def test_alpha_stays(enhancer: Enhancer) -> None:
    photo = picture()
    alpha = np.full((HEIGHT, WIDTH), 0.5, np.float32)
    image = Image(photo.image.pixels, photo.image.space, alpha)
    done = clean_photo(replace(photo, image=image), DENOISE, enhancer, Progress())
    assert done.photo.image.alpha is alpha


def test_who_stops_goes_on_where_he_was_with_the_same_pixels(enhancer: Enhancer) -> None:
    image, token = picture().image, CancelToken()
    cleaning = denoising(image, DENOISE, enhancer, Progress())

    def stop_half_way(fraction: float) -> None:
        if fraction > 0.5:
            token.cancel()

    with pytest.raises(Cancelled):
        cleaning.go_on(Progress(stop_half_way, token))
    assert cleaning.image is None
    again: list[float] = []
    out = cleaning.go_on(Progress(again.append)).pixels
    assert again[0] > 0.5  # not from the start
    whole = denoising(image, DENOISE, enhancer, Progress()).go_on(Progress()).pixels
    np.testing.assert_array_equal(out, whole)


def test_who_stops_in_the_middle_of_a_tile_goes_on_with_the_same_pixels(enhancer: Enhancer) -> None:
    image, asked = picture().image, [0]

    class Impatient(CancelToken):
        @property
        def cancelled(self) -> bool:
            asked[0] += 1
            return asked[0] == 40

    cleaning = denoising(image, DENOISE, enhancer, Progress())
    with pytest.raises(Cancelled):
        cleaning.go_on(Progress(token=Impatient()))
    again: list[float] = []
    out = cleaning.go_on(Progress(again.append)).pixels
    assert 0.0 < again[0] < 1.0
    whole = denoising(image, DENOISE, enhancer, Progress()).go_on(Progress()).pixels
    np.testing.assert_array_equal(out, whole)


def test_after_an_error_no_hole_stays(enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaning = denoising(picture().image, DENOISE, enhancer, Progress())
    put, calls = PictureCleaning._put, [0]  # pyright: ignore[reportPrivateUsage]

    def failing(self: PictureCleaning, region: Region, clean: np.ndarray) -> None:
        calls[0] += 1
        if calls[0] == 3:
            raise RuntimeError("no more")
        put(self, region, clean)

    monkeypatch.setattr(PictureCleaning, "_put", failing)
    with pytest.raises(RuntimeError, match="no more"):
        cleaning.go_on(Progress())
    out = cleaning.go_on(Progress()).pixels
    whole = denoising(picture().image, DENOISE, enhancer, Progress()).go_on(Progress()).pixels
    np.testing.assert_array_equal(out, whole)


def test_a_network_that_is_not_there_is_named(enhancer: Enhancer) -> None:
    with pytest.raises(ModelError, match="denoise best"):
        clean_photo(picture(), replace(DENOISE, denoise=Quality.BEST), enhancer, Progress())


def test_a_cleaning_that_nobody_holds_leaves_memory_at_once(enhancer: Enhancer) -> None:
    cleaning = denoising(picture().image, DENOISE, enhancer, Progress())
    cleaning.go_on(Progress())
    gone = weakref.ref(cleaning)
    gc.disable()
    try:
        del cleaning
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("wish", [Noise(), Noise(luminance_noise=0.3)], ids=["whole", "partly"])
def test_a_clean_preview_is_the_export(enhancer: Enhancer, wish: Noise) -> None:
    recipe, photo = replace(DENOISE, noise=wish), picture()
    preview = Preview(photo, enhancer)
    preview.clean(recipe, Progress())
    seen = preview.visible(recipe, WHOLE, None, Progress()).rgb
    wanted = finish_photo(photo, recipe, ExportOptions(), enhancer, Progress()).values
    np.testing.assert_array_equal(seen, wanted)


def test_the_light_is_surveyed_on_the_clean_picture(enhancer: Enhancer) -> None:
    photo = picture()
    finished = finish_photo(photo, DENOISE, ExportOptions(), enhancer, Progress())
    assert finished.models == ("sa_unet", "flw")
    clean = clean_photo(photo, DENOISE, enhancer, Progress()).photo
    after = replace(DENOISE, denoise=Quality.OFF)
    wanted = finish_photo(clean, after, ExportOptions(), enhancer, Progress())
    np.testing.assert_array_equal(finished.values, wanted.values)


def test_until_it_is_clean_the_picture_is_shown_as_it_was_read(enhancer: Enhancer) -> None:
    preview, dark = Preview(picture(), enhancer), replace(DENOISE, light=Light(Quality.OFF))
    assert preview.is_waiting(DENOISE)
    plain = preview.visible(ORIGINAL, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(preview.visible(dark, WHOLE, None, Progress()).rgb, plain)
    preview.clean(dark, Progress())
    assert not preview.is_waiting(DENOISE)
    assert not np.array_equal(preview.visible(dark, WHOLE, None, Progress()).rgb, plain)


def test_the_noise_is_measured_also_where_nothing_is_cleaned(enhancer: Enhancer) -> None:
    preview = Preview(picture(), enhancer)
    assert preview.noise(ORIGINAL) is None
    assert preview.is_waiting(ORIGINAL)
    preview.clean(ORIGINAL, Progress())
    assert isinstance(preview.noise(ORIGINAL), PictureNoise)
    assert not preview.is_waiting(ORIGINAL)


def test_gates_are_shown_once_the_network_has_worked(enhancer: Enhancer) -> None:
    preview, photo = Preview(picture(), enhancer), picture()
    assert not any(m.id.startswith("gate") for m in preview.maps(DENOISE))
    preview.clean(DENOISE, Progress())
    gates = [m for m in preview.maps(DENOISE) if m.id.startswith("gate")]
    assert len(gates) == 1  # two levels have one decoder
    frame = preview.map(gates[0].id, DENOISE, 4000, Progress())
    assert 3000 < frame.values.size < 5000
    assert frame.values.shape[1] / frame.values.shape[0] == pytest.approx(
        photo.image.width / photo.image.height, rel=0.03
    )
    assert 0.0 <= frame.values.min() < frame.values.max() <= 1.0
    assert frame.channels is not None
    assert frame.channels.shape == (8,)  # half of 16


def test_a_gate_can_be_cancelled(enhancer: Enhancer) -> None:
    preview, token = Preview(picture(), enhancer), CancelToken()
    preview.clean(DENOISE, Progress())
    token.cancel()
    with pytest.raises(Cancelled):
        preview.map("gate-0", DENOISE, 4000, Progress(lambda _: None, token))
    assert preview.map("gate-0", DENOISE, 4000, Progress()).values.size  # and asked for again
