import numpy as np

from lowlight_desktop.develop.carry import put_back, seen_by_network
from lowlight_desktop.develop.color import apply_matrix, convert, delinearize, rgb_to_rgb
from lowlight_desktop.photo.color_space import DISPLAY_P3, LINEAR_SRGB, WORKING, Transfer
from lowlight_desktop.photo.image import Pixels


def lit(seen: Pixels) -> Pixels:
    """A smooth brightening with one gain a pixel, as a network without mistakes."""
    v = seen.max(2, keepdims=True)
    return seen * (1.0 + 0.8 * (1.0 - v))


def hue_degrees(linear: Pixels) -> Pixels:
    opponent = linear @ np.array([[1, 0], [-0.5, 0.866], [-0.5, -0.866]], np.float32)
    return np.degrees(np.arctan2(opponent[..., 1], opponent[..., 0]))


def test_what_fits_goes_through_the_network_alone() -> None:
    rng = np.random.default_rng(2)
    srgb = rng.random((20, 30, 3), np.float32)
    dark = apply_matrix(srgb**2, rgb_to_rgb(LINEAR_SRGB, WORKING))
    seen = seen_by_network(dark)
    # What the table of `seen_by_network` is off by, as light: one step of 16 bits.
    np.testing.assert_allclose(put_back(dark, seen, seen), dark, atol=2e-5)


def test_networks_see_srgb_to_a_fraction_of_a_step() -> None:
    light = np.linspace(0, 1.2, 100_000, dtype=np.float32)[None, :, None].repeat(3, 2)
    dark = apply_matrix(light, rgb_to_rgb(LINEAR_SRGB, WORKING))
    exact = delinearize(light.clip(0, 1), Transfer.SRGB)
    seen = seen_by_network(dark)
    assert np.abs(seen - exact).max() < 0.004 / 255
    assert (seen[:, :1] == 0).all()
    assert (seen[light > 1.0001] == 1).all()


def test_a_wide_gamut_ramp_has_no_clipping_hue_jump_or_band() -> None:
    # From gray to the reddest red of Rec. 2020, which sRGB holds only halfway.
    ramp = np.linspace(0.0, 1.0, 1000, dtype=np.float32)[None, :, None]
    gray, red = np.full(3, 0.2, np.float32), np.array([0.6, 0.02, 0.01], np.float32)
    dark = (gray * (1 - ramp) + red * ramp).astype(np.float32)
    seen = seen_by_network(dark)
    out = put_back(dark, seen, lit(seen))
    assert (seen == 0).any(), "the ramp must leave sRGB for this test to mean anything"
    assert out.max() > dark.max(), "lit"
    steps = np.abs(np.diff(out[0], axis=0)).max(1)
    # A band would be a step many times its neighbors'; the kink at the border is less than that.
    assert steps.max() < 4 * np.median(steps)
    drift = np.abs(hue_degrees(out)[0, 300:] - hue_degrees(dark)[0, 300:])
    assert drift.max() < 5.0
    assert np.abs(np.diff(hue_degrees(out)[0, 300:])).max() < 0.5


def test_a_highlight_four_times_over_range_keeps_its_shape_and_hue() -> None:
    ramp = np.linspace(0.1, 4.0, 1000, dtype=np.float32)[None, :, None]
    dark = ramp * np.array([1.0, 0.9, 0.7], np.float32)
    seen = seen_by_network(dark)
    out = put_back(dark, seen, lit(seen))
    rising = np.diff(out.max(2)[0])
    assert (rising > 0).all(), "no plateau: nothing was clipped"
    assert out.max() > 3.9
    assert rising.max() < 8 * np.median(rising)
    assert np.abs(hue_degrees(out) - hue_degrees(dark)).max() < 6.0


def test_a_display_p3_green_outside_of_srgb_survives() -> None:
    p3 = np.zeros((1, 1, 3), np.float32)
    p3[..., 1] = 0.5
    dark = convert(p3, DISPLAY_P3, WORKING)
    seen = seen_by_network(dark)
    np.testing.assert_allclose(
        convert(put_back(dark, seen, seen), WORKING, DISPLAY_P3), p3, atol=1e-5
    )


def test_noise_that_leaves_srgb_does_not_come_back_around_the_network() -> None:
    rng = np.random.default_rng(4)
    noise = 0.002  # of the light, in a patch of deep blue, with less red than noise
    dark = np.array([0.0005, 0.0005, 0.004], np.float32) + rng.normal(0, noise, (80, 80, 3))
    dark = dark.astype(np.float32)
    seen = seen_by_network(dark)
    clean = np.full_like(seen, 0.3)  # a network that removed all of it
    floor = 0.026  # what that noise is after the encoding's slope of 12.92
    spread = put_back(dark, seen, clean, floor).std()
    assert spread < 0.25 * put_back(dark, seen, clean).std()


def test_a_place_does_not_depend_on_whether_another_has_something_to_put_back() -> None:
    rng = np.random.default_rng(5)
    inside = apply_matrix(rng.random((8, 8, 3), np.float32) ** 2, rgb_to_rgb(LINEAR_SRGB, WORKING))
    outside = np.full((8, 8, 3), [0.6, 0.02, 0.01], np.float32)
    seen = seen_by_network(np.concatenate([inside, outside]))
    together = put_back(np.concatenate([inside, outside]), seen, lit(seen), 0.01)[:8]
    alone = put_back(inside, seen[:8], lit(seen[:8]), 0.01)
    np.testing.assert_allclose(together, alone, atol=1e-6)
    assert np.abs(put_back(outside, seen[8:], seen[8:]) - outside).max() < 1e-5


def test_a_strong_color_outside_of_srgb_stays_beside_noise() -> None:
    dark = np.array([[[0.3, 0.01, 0.005]]], np.float32)
    seen = seen_by_network(dark)
    out = put_back(dark, seen, seen, 0.01)
    np.testing.assert_allclose(out, dark, atol=0.03)
