import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.develop.defects.darkness import cells_without_signal
from tests.develop.defects.scene import SKY, clean_light, dark_photo, encode, finding, lit_light


def test_the_night_sky_has_no_signal_and_everything_lit_has() -> None:
    cells = cells_without_signal(dark_photo())
    sky = cells[: SKY.stop // 16]
    assert 0.6 < sky.mean() < 0.95  # all of it but the lamp's glow
    assert not cells[SKY.stop // 16 :].any()


@pytest.mark.parametrize(("veil", "passed"), [(0.0, True), (0.004, True), (0.03, False)])
def test_a_veil_over_black_is_measured_in_lightness(veil: float, passed: bool) -> None:
    lift = finding(find_defects(dark_photo(), encode(lit_light() + veil)), "lift of black")
    # CIE L* of the veil (903.3 Y, or 116 Y^(1/3) - 16), less that of the input's noise, about 0.2.
    lightness = 903.3 * veil if veil < 0.008856 else 116.0 * veil ** (1 / 3) - 16.0
    assert lift.value == pytest.approx(lightness, abs=0.6)
    assert lift.passed == passed


def test_lifting_what_has_signal_is_no_veil() -> None:
    brighter = encode(lit_light(20.0))
    assert finding(find_defects(dark_photo(), brighter), "lift of black").value < 1.0


@pytest.mark.parametrize(("exposure", "passed"), [(1.0, True), (0.1, True), (0.005, False)])
def test_a_photo_below_its_noise_is_called_so(exposure: float, passed: bool) -> None:
    light = clean_light() * exposure
    noise = np.random.default_rng(2).standard_normal(light.shape)
    dark = encode(light + 4e-4 * noise)
    lost = finding(find_defects(dark, dark), "input without signal")
    assert lost.passed == passed


def test_texture_in_bright_photos_is_not_taken_for_noise() -> None:
    stripes = np.arange(256) % 4 == 0  # deviation 1.7 times the mean
    row = np.where(stripes, 200, 0).astype(np.uint8)
    picture = np.tile(row[None, :, None], (256, 1, 3))
    assert finding(find_defects(picture, picture), "input without signal").value == 0.0


def test_a_few_stars_do_not_make_the_faint_sky_noise() -> None:
    sky = np.full((256, 256), 6, np.uint8)  # faint, but there: six steps without noise
    for place in range(0, 256, 16):
        # One cell of 16 a row: half of the darkest eighth. Mean 3.5 steps, deviation 6.
        sky[place : place + 16, place : place + 16] = 0
        sky[place : place + 16 : 2, place : place + 16 : 2] = 14
    picture = np.repeat(sky[..., None], 3, axis=2)
    assert not cells_without_signal(picture).any()
