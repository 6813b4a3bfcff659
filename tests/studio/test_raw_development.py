from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.develop.noise_mix import cleaned_as_far
from lowlight_desktop.develop.sensor_light import SensorLight
from lowlight_desktop.engine import raw as raw_module
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import Cancelled, OutOfMemory, ReadError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Noise, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.cleaning import clean_photo
from lowlight_desktop.studio.export import finish_photo
from lowlight_desktop.studio.raw_development import (
    Development,
    can_clean,
    needs_picture,
    noise_for,
)
from tests.formats.dng_writing import XTRANS, mosaic_of, write_dng
from tests.formats.phone_photo import phone_photo, wall
from tests.studio.raw_photos import raw_photo, untrained_models

RAW = Recipe(raw=Quality.FAST, light=Light(Quality.OFF))
LEVEL = NoiseLevel((0.5,) * 4, (12.0,) * 4, NoiseSource.PHOTO)


@pytest.fixture(scope="module")
def enhancer(tmp_path_factory: pytest.TempPathFactory) -> Enhancer:
    torch.set_num_threads(2)
    return Enhancer("cpu", tile_px=64, models=untrained_models(tmp_path_factory.mktemp("models")))


def cleaned(photo: Photograph, recipe: Recipe, enhancer: Enhancer) -> np.ndarray:
    return clean_photo(photo, recipe, enhancer, Progress()).photo.image.pixels


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_clean_photo_is_upright(enhancer: Enhancer, orientation: int) -> None:
    photo = raw_photo(orientation=orientation)
    assert photo.mosaic is not None
    balance = replace(photo.mosaic, white_balance=(1.0,) * 4)  # the picture's colors
    photo = replace(photo, mosaic=balance)
    out = cleaned(photo, RAW, enhancer)
    assert out.shape == photo.image.pixels.shape
    # Without their noise; turned wrongly they would not resemble each other.
    smooth = [cv2.blur(p.mean(2), (15, 15)).ravel() for p in (out, photo.image.pixels)]
    assert np.corrcoef(smooth)[0, 1] > 0.95


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_phone_s_wall_is_even_as_far_as_its_corners(tmp_path: Path, orientation: int) -> None:
    path = phone_photo(tmp_path, wall(), orientation=orientation, noise=0.003)
    shipped = Enhancer("cpu", tile_px=128)
    out = cleaned(read_photo(path), RAW, shipped)
    cells = cv2.resize(out, (12, 12), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(cells, 0.2, rtol=0.03)


def test_the_strengths_mix_the_noisy_photo_in(enhancer: Enhancer) -> None:
    photo, wish = raw_photo(), Noise(luminance_noise=0.4, color_noise=0.9)
    whole = cleaned(photo, RAW, enhancer)
    wanted = cleaned_as_far(photo.image.pixels, whole, wish)
    np.testing.assert_allclose(
        cleaned(photo, replace(RAW, noise=wish), enhancer), wanted, atol=1e-6
    )


def test_switched_off_or_without_sensor_data_nothing_happens(enhancer: Enhancer) -> None:
    photo = raw_photo()
    assert photo.mosaic is not None
    cases = {
        "off": (photo, replace(RAW, raw=Quality.OFF)),
        "picture": (replace(photo, mosaic=None, path=Path("night.jpg")), RAW),
        "too small": (raw_photo(14, 14), RAW),
    }
    for name, (each, recipe) in cases.items():
        done = clean_photo(each, recipe, enhancer, Progress())
        assert done.photo.image is each.image, name
        assert done.model is None, name


def test_a_picture_of_another_shape_than_the_sensor_is_left_alone() -> None:
    photo = raw_photo()
    assert can_clean(photo)
    assert not can_clean(replace(photo, image=raw_photo(158, 224).image))


def test_who_stops_goes_on_where_he_was_with_the_same_pixels(enhancer: Enhancer) -> None:
    photo = raw_photo()
    development, token = Development(photo, LEVEL, RAW, enhancer), CancelToken()
    reported: list[float] = []

    def stop_half_way(fraction: float) -> None:
        reported.append(fraction)
        if fraction > 0.5:
            token.cancel()

    with pytest.raises(Cancelled):
        development.go_on(Progress(stop_half_way, token))
    assert development.image is None
    again: list[float] = []
    out = development.go_on(Progress(again.append)).pixels
    assert again[0] > 0.5  # not from the start
    whole = Development(photo, LEVEL, RAW, enhancer).go_on(Progress()).pixels
    np.testing.assert_array_equal(out, whole)


def test_what_the_photographer_says_of_the_noise_goes_first() -> None:
    photo = raw_photo()
    said = noise_for(photo, Noise(profile=(0.7, 5.0)))
    assert said == NoiseLevel((0.7,) * 4, (5.0,) * 4, NoiseSource.PHOTOGRAPHER)


def test_the_noise_level_is_told_to_the_network_and_repairs_no_more_pixels(
    enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[SensorLight] = []
    survey = enhancer.survey_raw

    def look(light: SensorLight, quality: Quality) -> object:
        seen.append(light)
        return survey(light, quality)

    monkeypatch.setattr(enhancer, "survey_raw", look)
    for level in (1.0, 0.25):
        Development(raw_photo(), LEVEL, replace(RAW, noise=Noise(noise_level=level)), enhancer)
    np.testing.assert_array_equal(seen[0].values, seen[1].values)
    assert seen[1].read == pytest.approx(0.25 * seen[0].read)
    assert seen[1].gain == pytest.approx(0.25**2 * seen[0].gain)
    assert noise_for(raw_photo(), Noise(noise_level=0.25), LEVEL) == LEVEL  # what is shown


@pytest.mark.parametrize("profile", [(1e6, 1.0), (1.0, 1e6)])
def test_a_profile_that_no_sensor_can_have_is_refused(
    enhancer: Enhancer, profile: tuple[float, float]
) -> None:
    recipe = replace(RAW, noise=Noise(profile=profile))
    with pytest.raises(ReadError, match=r"night\.raw.*cannot be true of its sensor"):
        clean_photo(raw_photo(), recipe, enhancer, Progress())


def test_after_a_failure_nothing_of_the_photo_is_left_out(
    enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = raw_photo()
    whole = Development(photo, LEVEL, RAW, enhancer).go_on(Progress()).pixels
    development, work, calls = Development(photo, LEVEL, RAW, enhancer), raw_module._clean, []  # pyright: ignore[reportPrivateUsage]

    def fails_once(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 5:
            raise OutOfMemory(Sentence("Memory ran out."))
        return work(*arguments)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(raw_module, "_clean", fails_once)
    with pytest.raises(OutOfMemory):
        development.go_on(Progress())
    assert development.image is None
    np.testing.assert_array_equal(development.go_on(Progress()).pixels, whole)


def test_a_photo_without_sensor_data_has_no_noise_level() -> None:
    assert noise_for(replace(raw_photo(), mosaic=None), Noise(profile=(0.7, 5.0))) is None


def test_an_export_names_the_raw_network_and_shows_its_work(enhancer: Enhancer) -> None:
    photo = raw_photo()
    plain = finish_photo(
        photo, replace(RAW, raw=Quality.OFF), ExportOptions(), enhancer, Progress()
    )
    done = finish_photo(photo, RAW, ExportOptions(), enhancer, Progress())
    assert plain.models == ()
    assert done.models == ("alen",)
    assert not np.array_equal(done.values, plain.values)
    both = finish_photo(photo, Recipe(raw=Quality.FAST), ExportOptions(), enhancer, Progress())
    assert both.models == ("alen", "flw")


def test_attention_is_turned_as_the_photo_is(enhancer: Enhancer) -> None:
    photo = raw_photo(orientation=6)
    assert photo.mosaic is not None
    lying = replace(photo, mosaic=replace(photo.mosaic, orientation=1))
    lying = replace(lying, image=raw_photo(224, 160).image)
    upright = Development(photo, LEVEL, RAW, enhancer)
    as_stored = Development(lying, LEVEL, RAW, enhancer)
    # The photo is 160 high; orientation 6 turns the sensor's (row, column) clockwise.
    turned, stored = upright.attended(10, 200), as_stored.attended(23, 10)
    assert turned is not None
    assert stored is not None
    np.testing.assert_array_equal(turned, np.rot90(stored, -1))


@pytest.mark.parametrize("orientation", [1, 6])
def test_who_cleans_the_mosaic_does_not_wait_for_libraw(
    tmp_path: Path, enhancer: Enhancer, orientation: int
) -> None:
    light = np.random.default_rng(3).uniform(0.01, 0.2, (300, 400, 3))
    path = write_dng(tmp_path / "a.dng", mosaic_of(light), orientation=orientation)
    photo, whole = read_photo(path, develop=False), read_photo(path)
    assert not photo.is_developed
    assert photo.image.pixels.shape == whole.image.pixels.shape
    assert not any(photo.image.pixels.strides)  # a black that takes no memory
    done = clean_photo(photo, RAW, enhancer, Progress()).photo
    assert done.is_developed
    np.testing.assert_array_equal(done.image.pixels, cleaned(whole, RAW, enhancer))


def test_a_mosaic_that_no_network_can_look_at_is_developed_anyway(tmp_path: Path) -> None:
    small = write_dng(tmp_path / "small.dng", mosaic_of(np.full((100, 400, 3), 0.1)))
    x_trans = write_dng(tmp_path / "x.dng", mosaic_of(np.full((516, 516, 3), 0.1), XTRANS), XTRANS)
    for path in (small, x_trans):
        photo = read_photo(path, develop=False)
        assert photo.is_developed
        assert photo.image.pixels.max() > 0.05


def test_libraw_is_needed_where_its_picture_is_seen() -> None:
    assert not needs_picture(RAW)
    assert needs_picture(replace(RAW, raw=Quality.OFF))
    assert needs_picture(replace(RAW, noise=Noise(color_noise=0.9)))
