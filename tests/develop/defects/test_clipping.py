import numpy as np

from lowlight_desktop.develop.defects import find_defects
from lowlight_desktop.develop.defects.clipping import newly_clipped
from tests.develop.defects.scene import clean_light, dark_photo, encode, finding, lit_light


def test_a_pixel_counts_if_one_channel_went_from_240_to_254() -> None:
    before = np.array([[[240, 0, 0], [241, 0, 0], [0, 240, 0], [0, 0, 0]]], np.uint8)
    after = np.array([[[254, 0, 0], [255, 0, 0], [0, 253, 0], [0, 0, 255]]], np.uint8)
    assert newly_clipped(before, after).tolist() == [[True, False, False, True]]


def test_a_plain_gain_burns_the_lamp_and_a_rolled_off_one_does_not() -> None:
    burned = find_defects(dark_photo(), encode(clean_light() * 8.0))
    kept = find_defects(dark_photo(), encode(lit_light(8.0)))
    assert finding(burned, "burned-out lamps").value == 1.0
    assert not finding(burned, "burned-out lamps").passed
    assert finding(kept, "burned-out lamps").value == 0.0


def test_the_share_of_burned_pixels_crosses_its_limit_with_the_gain() -> None:
    shares = [
        finding(find_defects(dark_photo(), encode(clean_light() * gain)), "newly clipped pixels")
        for gain in (1.0, 2.0, 8.0, 40.0)
    ]
    assert [share.passed for share in shares] == [True, True, False, False]
    assert shares[3].value > shares[2].value > shares[1].value


def test_a_lamp_that_was_flat_already_cannot_burn_out() -> None:
    flat = dark_photo().copy()
    flat[16:48, 80:112] = 250
    finished = np.maximum(encode(lit_light()), np.where(flat == 250, 255, 0).astype(np.uint8))
    assert finding(find_defects(flat, finished), "burned-out lamps").value == 0.0


def test_a_lamp_without_tones_has_no_shape_to_lose() -> None:
    flat = np.full((128, 128, 3), 12, np.uint8)
    flat[48:64, 48:64] = 200
    toned = flat.copy()
    toned[48:64, 48:64] += np.arange(0, 40, 2.5).astype(np.uint8)[:, None, None]
    for lamp, burned in ((flat, 0.0), (toned, 1.0)):
        white = np.where(lamp > 100, 255, lamp * 4).astype(np.uint8)
        assert finding(find_defects(lamp, white), "burned-out lamps").value == burned
