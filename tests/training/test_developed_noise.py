from dataclasses import replace

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.noise import DN_RANGE_14_BIT, SensorNoise
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.training import developed_noise
from lowlight_desktop.training.chance import log_uniform
from lowlight_desktop.training.developed_noise import (
    ELECTRONS,
    LEAST_RANGE,
    Darkroom,
    Smoothing,
    exposed_pair,
    gradient_corrected,
    random_darkroom,
    stored_pair,
)
from lowlight_desktop.training.unprocess import SONY_A7S2, light_of, mosaic_of
from tests.training.pictures import picture

DEMOSAICS = [0, 1, 2, 3]
PLAIN = Darkroom(
    camera=SONY_A7S2,
    noise=SensorNoise(gain=3.0 / DN_RANGE_14_BIT, read=6.0 / DN_RANGE_14_BIT),
    exposure=0.3,
    dimmed=1.0,
    demosaic=2,
    toned=False,
    smoothing=None,
    sharpening=(0.0, 1.0),
    scale=1.0,
)


def inner(pixels: Pixels) -> Pixels:
    """Without the edge, where a demosaic has no neighbors."""
    return pixels[6:-6, 6:-6]


def gray(level: float, side: int = 128) -> Pixels:
    """(side, side, 3) even linear light."""
    return np.full((side, side, 3), level, np.float32)


def pair_of(light: Pixels, room: Darkroom, seed: int = 0) -> tuple[Pixels, Pixels]:
    return exposed_pair(light, room, np.random.default_rng(seed))


@pytest.mark.parametrize("demosaic", DEMOSAICS)
def test_without_noise_gray_comes_back_as_it_was(demosaic: int) -> None:
    clean = pair_of(gray(0.2), replace(PLAIN, demosaic=demosaic))[1]
    # Linear 0.2 is 0.4845 in sRGB; OpenCV's demosaics count in 16 bits.
    np.testing.assert_allclose(inner(clean), 0.4845, atol=1e-3)


@pytest.mark.parametrize("demosaic", DEMOSAICS)
def test_colors_come_back_as_they_were(demosaic: int) -> None:
    light = 0.1 + 0.4 * light_of(picture(3))  # smooth, and not so strong that the sensor cuts it
    clean = pair_of(light, replace(PLAIN, demosaic=demosaic))[1]
    back = light_of((inner(clean) * 255 + 0.5).astype(np.uint8))
    assert np.abs(back - inner(light)).mean() < 0.01


@pytest.mark.parametrize("demosaic", DEMOSAICS)
def test_noise_is_all_that_differs(demosaic: int) -> None:
    room = replace(PLAIN, demosaic=demosaic)
    noisy, clean = pair_of(gray(0.2), room)
    difference = inner(noisy - clean)
    assert difference.std() > 0.01
    # No bias: the mean of many noisy photos is the clean one.
    assert abs(difference.mean()) < 0.15 * difference.std()
    silent = replace(room, noise=SensorNoise(gain=1e-9, read=1e-9))
    noisy, clean = pair_of(gray(0.2), silent)
    np.testing.assert_allclose(noisy, clean, atol=2e-3)


def test_fewer_electrons_make_more_noise() -> None:
    def level(exposure: float) -> float:
        noisy, clean = pair_of(gray(0.2), replace(PLAIN, exposure=exposure))
        return float((noisy - clean).std())

    assert level(0.05) > 1.5 * level(0.2)


def test_a_photo_that_was_left_dark_is_dark() -> None:
    _, clean = pair_of(gray(0.2), replace(PLAIN, dimmed=0.1))
    # Linear 0.02 is 0.1508 in sRGB.
    np.testing.assert_allclose(inner(clean), 0.1508, atol=1e-3)


STRONG = Smoothing(luminance_px=1.0, luminance_left=0.3, color_px=4.0, color_left=0.05, detail=0.01)


def test_smoothing_takes_more_from_color_than_from_brightness() -> None:
    def levels(room: Darkroom) -> tuple[float, float]:
        noisy, clean = pair_of(gray(0.2), room)
        noise = inner(noisy - clean)
        luminance = noise.mean(2)
        return float(luminance.std()), float((noise - luminance[..., None]).std())

    before, after = levels(PLAIN), levels(replace(PLAIN, smoothing=STRONG))
    assert after[1] < 0.25 * before[1]
    assert 0.3 * before[0] < after[0] < 0.6 * before[0]


def test_what_smoothing_leaves_is_coarse_as_in_real_photos() -> None:
    noisy, clean = pair_of(gray(0.2), replace(PLAIN, smoothing=STRONG))
    noise = inner(noisy - clean).mean(2)
    four = cv2.resize(noise, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    # Of white noise half would be left; in PolyU's photos it is 84 %.
    assert 0.7 < four.std() / noise.std() < 0.95


@pytest.mark.parametrize("detail", [0.01, None])
def test_a_camera_that_knows_detail_keeps_the_picture_sharp(detail: float | None) -> None:
    light = light_of(picture(3))
    room = replace(PLAIN, smoothing=replace(STRONG, detail=detail))
    clean, sharp = (pair_of(light, r)[1] for r in (room, PLAIN))
    assert np.array_equal(clean, sharp) == (detail is not None)


def test_and_leaves_more_noise_there() -> None:
    light = gray(0.2)
    light[:, 64:] += 0.05 * np.sin(np.arange(64, dtype=np.float32))[:, None]
    strongest = replace(STRONG, luminance_px=2.0, luminance_left=0.0)
    noisy, clean = pair_of(light, replace(PLAIN, smoothing=strongest))
    noise = (noisy - clean).mean(2)
    assert noise[10:-10, 74:-10].std() > 1.5 * noise[10:-10, 10:54].std()


def test_sharpening_makes_noise_stronger_and_a_smaller_picture_has_less() -> None:
    def level(room: Darkroom) -> float:
        noisy, clean = pair_of(gray(0.2), room)
        return float(inner(noisy - clean).std())

    assert level(replace(PLAIN, sharpening=(1.0, 1.0))) > 1.3 * level(PLAIN)
    assert level(replace(PLAIN, scale=2.0)) < 0.8 * level(PLAIN)


def test_a_smaller_picture_is_smaller() -> None:
    noisy, clean = pair_of(gray(0.2), replace(PLAIN, scale=2.0))
    assert noisy.shape == clean.shape == (64, 64, 3)


def test_the_gradient_corrected_demosaic_keeps_slopes_and_what_was_measured() -> None:
    y, x = np.mgrid[0:32, 0:32].astype(np.float32)
    rgb = np.dstack([0.2 + 0.01 * x, 0.4 + 0.005 * y, 0.1 + 0.004 * (x + y)]).astype(np.float32)
    out = gradient_corrected(mosaic_of(rgb))
    np.testing.assert_allclose(mosaic_of(out), mosaic_of(rgb))
    np.testing.assert_allclose(inner(out), inner(rgb), atol=1e-5)


def test_every_demosaic_knows_where_red_is() -> None:
    red = np.zeros((64, 64, 3), np.float32)
    red[..., 0] = 0.3
    for demosaic in DEMOSAICS:
        _, clean = pair_of(red, replace(PLAIN, demosaic=demosaic))
        # Linear 0.3 is 0.584; the camera mixes colors, the matrix takes them apart again.
        np.testing.assert_allclose(inner(clean)[..., 0], 0.584, atol=0.02)
        assert inner(clean)[..., 2].max() < 0.1


def test_darkrooms_are_all_kinds_and_white_stands_above_the_noise() -> None:
    rooms = [random_darkroom(np.random.default_rng(seed)) for seed in range(300)]
    assert {room.demosaic for room in rooms} == set(DEMOSAICS)
    for kinds in (
        {room.toned for room in rooms},
        {room.dimmed < 1 for room in rooms},
        {room.smoothing is None for room in rooms},
        {room.smoothing.detail is None for room in rooms if room.smoothing is not None},
        {room.sharpening[0] > 0 for room in rooms},
        {room.scale > 1 for room in rooms},
    ):
        assert kinds == {True, False}
    for room in rooms:
        assert 0 < room.exposure <= 1.4
        assert room.exposure >= min(LEAST_RANGE * room.noise.read, 1.4)


def test_every_order_of_magnitude_is_as_likely() -> None:
    rng = np.random.default_rng(0)
    draws = np.array([log_uniform(ELECTRONS, rng) for _ in range(2000)])
    assert draws.min() >= ELECTRONS[0]
    assert draws.max() <= ELECTRONS[1]
    # 50 to 40,000 electrons: half lie below their geometric mean, 1,414.
    assert (draws < 1414).mean() == pytest.approx(0.5, abs=0.04)


def fine_picture() -> Pixels:
    smooth = picture(1, (64, 64)).astype(np.float32) / np.float32(255)
    return np.asarray(cv2.GaussianBlur(smooth, (0, 0), 2.0), np.float32).clip(0, 1)


def ways(count: int = 200) -> list[tuple[Pixels, Pixels]]:
    """A picture of 16 bits, and what is left of it in files."""
    fine = fine_picture()
    return [
        (fine, stored_pair(fine, fine, np.random.default_rng(seed))[0]) for seed in range(count)
    ]


def test_files_keep_16_bits_or_8_or_the_traces_of_compression() -> None:
    kinds = {"16 bits": 0, "8 bits": 0, "compressed": 0}
    for before, after in ways():
        assert after.dtype == np.float32
        assert after.shape == before.shape
        if np.array_equal(before, after):
            kinds["16 bits"] += 1
        elif np.abs(before - after).max() < 0.51 / 255:
            kinds["8 bits"] += 1
        else:
            kinds["compressed"] += 1
            steps = after * np.float32(255)
            np.testing.assert_allclose(steps, np.rint(steps), atol=1e-4)
            assert np.abs(before - after).mean() < 0.05  # red and blue are not exchanged
    total = sum(kinds.values())
    assert kinds["compressed"] / total == pytest.approx(developed_noise.JPEG_CHANCE, abs=0.12)
    assert kinds["8 bits"] / total == pytest.approx(developed_noise.ROUNDED_CHANCE, abs=0.12)


def test_the_truth_is_never_rounded_and_compressed_mildly_at_worst() -> None:
    fine, others = fine_picture(), 0
    rough = np.where(np.indices(fine.shape).sum(0) % 2, fine, 1 - fine).astype(np.float32)
    for seed in range(40):
        noisy, clean = stored_pair(rough, fine, np.random.default_rng(seed))
        assert not np.array_equal(noisy, clean)
        # Color at half the resolution moves this picture by two steps of 255.
        assert np.abs(clean - fine).mean() < 3 / 255
        others += not np.array_equal(clean, fine)
    # 60 % go through JPEG: 24 of 40, give or take.
    assert 14 <= others <= 34
