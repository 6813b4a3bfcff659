import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.photo.image import Rgb8
from tests.develop.defects.scene import clean_light, dark_photo, encode, finding, lit_light


def blurred(picture: Rgb8, sigma_px: float) -> Rgb8:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma_px), np.uint8)


@pytest.mark.parametrize("with_reference", [False, True])
def test_blur_is_a_loss_that_grows(with_reference: bool) -> None:
    lit = encode(lit_light())
    losses = [
        finding(
            find_defects(dark_photo(), picture, lit if with_reference else None), "texture loss"
        )
        for picture in (lit, blurred(lit, 0.5), blurred(lit, 1.2), blurred(lit, 2.5))
    ]
    assert [loss.passed for loss in losses] == [True, True, False, False]
    assert losses[0].value < losses[1].value < losses[2].value < losses[3].value


def test_a_tone_curve_changes_contrast_but_takes_no_texture() -> None:
    for gamma in (0.4, 0.7, 1.6):
        curved = np.rint(255.0 * (encode(lit_light()) / 255.0) ** gamma).astype(np.uint8)
        found = find_defects(dark_photo(), curved, encode(lit_light()))
        assert finding(found, "texture loss").value < 8.0


def test_taking_the_noise_away_is_no_loss() -> None:
    light = clean_light()
    noise = np.random.default_rng(5).standard_normal(light.shape)
    noisy = encode(light + 2.5e-3 * noise)
    loss = finding(find_defects(noisy, encode(lit_light())), "texture loss")
    assert loss.value < 10.0
    smeared = finding(find_defects(noisy, blurred(encode(lit_light()), 1.5)), "texture loss")
    assert not smeared.passed


def test_added_noise_is_no_texture() -> None:
    lit = encode(lit_light())
    grain = np.random.default_rng(6).normal(0.0, 8.0, lit.shape[:2])[..., None]
    grainy = np.clip(blurred(lit, 1.5) + grain, 0, 255).astype(np.uint8)
    assert not finding(find_defects(dark_photo(), grainy, lit), "texture loss").passed


def test_a_photo_without_texture_cannot_lose_any() -> None:
    ramp = np.repeat(np.linspace(20, 60, 256).astype(np.uint8)[None, :, None], 256, axis=0)
    plain = np.repeat(ramp, 3, axis=2)
    assert finding(find_defects(plain, blurred(plain, 3.0)), "texture loss").value == 0.0
