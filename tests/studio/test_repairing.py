from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.errors import Cancelled, ModelError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.network_map import ATTENTION
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Light, Noise, Quality, Recipe, Repair
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.cleaning import clean_photo
from lowlight_desktop.studio.export import finish_photo
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import View
from tests.studio.denoise_photos import untrained_denoiser, untrained_detail
from tests.studio.raw_photos import raw_photo, untrained_models

FAST = Quality.FAST
DETAIL = Recipe(detail=FAST, light=Light(target=0.4))
BOTH = replace(DETAIL, denoise=FAST, noise=Noise(luminance_noise=0.6))
HEIGHT, WIDTH = 160, 224
WHOLE = View(Region.whole(HEIGHT, WIDTH), 1.0)


@pytest.fixture(scope="module")
def enhancer(tmp_path_factory: pytest.TempPathFactory) -> Enhancer:
    torch.set_num_threads(2)
    folder = untrained_models(tmp_path_factory.mktemp("models"))
    untrained_detail(untrained_denoiser(folder))
    return Enhancer("cpu", tile_px=64, models=folder)


def picture() -> Photograph:
    return replace(
        raw_photo(HEIGHT, WIDTH), mosaic=None, source_format="JPEG", path=Path("night.jpg")
    )


def export(photo: Photograph, recipe: Recipe, enhancer: Enhancer) -> np.ndarray:
    return finish_photo(photo, recipe, ExportOptions(), enhancer, Progress()).values


def test_a_picture_is_repaired_and_the_model_named(enhancer: Enhancer) -> None:
    photo = picture()
    done = clean_photo(photo, DETAIL, enhancer, Progress())
    assert done.models == ("detail",)
    assert not np.array_equal(done.photo.image.pixels, photo.image.pixels)


def test_noise_goes_first_then_what_is_left_is_repaired(enhancer: Enhancer) -> None:
    clean = clean_photo(picture(), replace(BOTH, detail=Quality.OFF), enhancer, Progress()).photo
    wanted = clean_photo(clean, DETAIL, enhancer, Progress()).photo.image.pixels
    done = clean_photo(picture(), BOTH, enhancer, Progress())
    assert done.models == ("sa_unet", "detail")
    np.testing.assert_array_equal(done.photo.image.pixels, wanted)


def test_the_strength_mixes_the_picture_in(enhancer: Enhancer) -> None:
    before = picture().image.pixels
    whole = clean_photo(picture(), DETAIL, enhancer, Progress()).photo.image.pixels
    half = clean_photo(picture(), replace(DETAIL, repair=Repair(0.5)), enhancer, Progress())
    np.testing.assert_allclose(half.photo.image.pixels, (before + whole) / 2, atol=1e-6)
    none = clean_photo(picture(), replace(DETAIL, repair=Repair(0.0)), enhancer, Progress())
    np.testing.assert_array_equal(none.photo.image.pixels, before)


@pytest.mark.parametrize(
    "recipe",
    [DETAIL, BOTH, replace(BOTH, repair=Repair(0.3))],
    ids=["alone", "after the noise", "partly"],
)
def test_the_screen_shows_what_is_exported(enhancer: Enhancer, recipe: Recipe) -> None:
    preview = Preview(picture(), enhancer)
    assert preview.is_waiting(recipe)
    preview.clean(recipe, Progress())
    assert not preview.is_waiting(recipe)
    seen = preview.visible(recipe, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(seen, export(picture(), recipe, enhancer))


def test_what_compression_has_changed_is_known_once_it_is_repaired(enhancer: Enhancer) -> None:
    photo, preview = picture(), Preview(picture(), enhancer)
    assert preview.damage(DETAIL) is None
    preview.clean(DETAIL, Progress())
    assert preview.damage(DETAIL) == enhancer.picture_noise(photo.image, FAST, step="detail")
    assert preview.damage(replace(DETAIL, detail=Quality.OFF)) is None


def test_sensor_data_can_be_repaired_too(enhancer: Enhancer) -> None:
    preview = Preview(raw_photo(), enhancer)
    preview.clean(DETAIL, Progress())
    seen = preview.visible(DETAIL, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(seen, export(raw_photo(), DETAIL, enhancer))


def test_a_strength_is_moved_without_waiting_another_cleaning_is_waited_for(
    enhancer: Enhancer,
) -> None:
    preview = Preview(picture(), enhancer)
    preview.clean(BOTH, Progress())
    assert not preview.is_waiting(replace(BOTH, repair=Repair(0.5)))
    # What is repaired is the photo without its noise: with more of it, it is another photo.
    assert preview.is_waiting(replace(BOTH, noise=Noise(luminance_noise=0.2)))
    assert not preview.is_waiting(replace(BOTH, detail=Quality.OFF))


def test_until_it_is_repaired_the_clean_photo_is_shown(enhancer: Enhancer) -> None:
    preview, clean = Preview(picture(), enhancer), replace(BOTH, detail=Quality.OFF)
    preview.clean(clean, Progress())
    seen = preview.visible(BOTH, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(seen, preview.visible(clean, WHOLE, None, Progress()).rgb)


def test_before_it_is_repaired_the_original_needs_no_network(enhancer: Enhancer) -> None:
    preview, alone = Preview(picture(), enhancer), replace(ORIGINAL, detail=FAST)
    seen = preview.visible(alone, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(seen, preview.visible(ORIGINAL, WHOLE, None, Progress()).rgb)


def test_it_can_be_cancelled_and_gone_on_with(enhancer: Enhancer) -> None:
    preview, token = Preview(picture(), enhancer), CancelToken()

    def stop(fraction: float) -> None:
        if fraction > 0.7:  # in the midst of the repair
            token.cancel()

    with pytest.raises(Cancelled):
        preview.clean(BOTH, Progress(stop, token))
    assert preview.is_waiting(BOTH)
    preview.clean(BOTH, Progress())
    seen = preview.visible(BOTH, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(seen, export(picture(), BOTH, enhancer))


def test_without_the_network_it_is_said(tmp_path: Path) -> None:
    enhancer = Enhancer("cpu", models=untrained_models(tmp_path / "models"))
    with pytest.raises(ModelError, match="No model for detail fast"):
        clean_photo(picture(), DETAIL, enhancer, Progress())


def test_a_place_tells_what_it_was_compared_with(enhancer: Enhancer) -> None:
    preview = Preview(picture(), enhancer)
    assert ATTENTION not in preview.maps(DETAIL)
    preview.clean(DETAIL, Progress())
    assert ATTENTION in preview.maps(DETAIL)
    for row, column in ((80, 100), (0, 0), (HEIGHT - 1, WIDTH - 1)):
        shown = preview.attention(DETAIL, (row, column))
        assert shown is not None
        # A window of 4 places of 4 pixels, and 2 places around it, as far as the photo reaches.
        assert shown.region.top <= row < shown.region.bottom <= HEIGHT
        assert shown.region.left <= column < shown.region.right <= WIDTH
        assert max(shown.region.height, shown.region.width) <= 32
        assert shown.values.shape == (shown.region.height, shown.region.width)
        assert float(shown.values.max()) == pytest.approx(1.0)
