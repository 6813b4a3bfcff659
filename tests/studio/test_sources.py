from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lowlight_desktop.develop.color import encode
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.network_map import ATTENTION
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Light, Noise, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.export import finish_photo
from lowlight_desktop.studio.live import Live, Stage, Wish
from lowlight_desktop.studio.preview import Preview
from lowlight_desktop.studio.view import View
from tests.studio.raw_photos import raw_photo, untrained_models

RAW = Recipe(raw=Quality.FAST, light=Light(target=0.4))
HEIGHT, WIDTH = 160, 224
WHOLE = View(Region.whole(HEIGHT, WIDTH), 1.0)


@pytest.fixture(scope="module")
def enhancer(tmp_path_factory: pytest.TempPathFactory) -> Enhancer:
    torch.set_num_threads(2)
    return Enhancer("cpu", tile_px=128, models=untrained_models(tmp_path_factory.mktemp("models")))


@pytest.mark.parametrize("wish", [Noise(), Noise(luminance_noise=0.3)], ids=["whole", "partly"])
def test_a_clean_preview_is_the_export(enhancer: Enhancer, wish: Noise) -> None:
    recipe, photo = replace(RAW, noise=wish), raw_photo()
    preview = Preview(photo, enhancer)
    preview.clean(recipe, Progress())
    seen = preview.visible(recipe, WHOLE, None, Progress()).rgb
    wanted = finish_photo(photo, recipe, ExportOptions(), enhancer, Progress()).values
    np.testing.assert_array_equal(seen, wanted)


def test_until_it_is_clean_the_photo_is_shown_as_it_was_read(enhancer: Enhancer) -> None:
    preview, dark = Preview(raw_photo(), enhancer), replace(RAW, light=Light(Quality.OFF))
    assert preview.is_waiting(RAW)
    plain = preview.visible(ORIGINAL, WHOLE, None, Progress()).rgb
    np.testing.assert_array_equal(preview.visible(dark, WHOLE, None, Progress()).rgb, plain)
    preview.clean(dark, Progress())
    assert not preview.is_waiting(RAW)
    assert not np.array_equal(preview.visible(dark, WHOLE, None, Progress()).rgb, plain)
    np.testing.assert_array_equal(preview.visible(ORIGINAL, WHOLE, None, Progress()).rgb, plain)


def test_the_histogram_before_is_of_the_noisy_photo(enhancer: Enhancer) -> None:
    photo = raw_photo()
    preview = Preview(photo, enhancer)
    preview.clean(RAW, Progress())
    preview.whole(RAW, HEIGHT * WIDTH, Progress())
    rgb = encode(photo.image.pixels, SRGB, 8)
    wanted = [np.bincount(rgb[..., c].ravel(), minlength=256) for c in range(3)]
    np.testing.assert_array_equal(preview.histograms()[0].counts[:3], wanted)


def test_strengths_need_no_new_cleaning_and_the_noise_level_does(enhancer: Enhancer) -> None:
    preview = Preview(raw_photo(), enhancer)
    preview.clean(RAW, Progress())
    assert not preview.is_waiting(replace(RAW, noise=Noise(luminance_noise=0.2, color_noise=0.1)))
    assert preview.is_waiting(replace(RAW, noise=Noise(noise_level=2.0)))


def test_the_noise_is_measured_also_where_nothing_is_cleaned(enhancer: Enhancer) -> None:
    preview = Preview(raw_photo(), enhancer)
    assert preview.noise(ORIGINAL) is None
    assert preview.is_waiting(ORIGINAL)
    preview.clean(ORIGINAL, Progress())
    noise = preview.noise(ORIGINAL)
    assert isinstance(noise, NoiseLevel)
    assert noise.source is NoiseSource.PHOTO
    # The scene has 12 DN of noise and next to no light.
    assert noise.read[1] == pytest.approx(12.0, rel=0.2)


def test_a_photo_without_sensor_waits_for_nothing(enhancer: Enhancer) -> None:
    preview = Preview(replace(raw_photo(), mosaic=None, path=Path("night.jpg")), enhancer)
    assert not preview.is_waiting(RAW)
    preview.clean(RAW, Progress())
    assert preview.noise(RAW) is None
    assert ATTENTION not in preview.maps(RAW)


def test_attention_is_shown_for_the_place_that_is_asked_about(enhancer: Enhancer) -> None:
    live = Live("cpu")
    live.work_with(enhancer)
    live.take(raw_photo(), Progress())
    wish = Wish(RAW, WHOLE, map_id=ATTENTION.id, attended=(20, 30))
    first = live.show(wish, Stage.REFINED, Progress())
    assert first.is_waiting
    assert first.map is None
    then = live.show(wish, Stage.CLEANED, Progress())
    assert not then.is_waiting
    assert then.noise is not None
    assert then.maps is not None
    assert ATTENTION in then.maps
    assert then.map is not None
    assert then.map.values.max() == pytest.approx(1.0, abs=0.01)
    other = live.show(replace(wish, attended=(150, 200)), Stage.REFINED, Progress())
    assert other.map is not None
    assert not np.array_equal(other.map.values, then.map.values)


def test_cleaning_that_was_stopped_goes_on_later(enhancer: Enhancer) -> None:
    preview, token = Preview(raw_photo(), enhancer), CancelToken()

    def stop(fraction: float) -> None:
        if fraction > 0.5:
            token.cancel()

    with pytest.raises(Cancelled):
        preview.clean(RAW, Progress(stop, token))
    assert preview.is_waiting(RAW)
    reported: list[float] = []
    preview.clean(RAW, Progress(reported.append))
    assert all(fraction == 0.0 or fraction > 0.5 for fraction in reported)
    assert not preview.is_waiting(RAW)
