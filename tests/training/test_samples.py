import cv2
import numpy as np
import torch

from lowlight_desktop.networks.light import coarse_luminance
from lowlight_desktop.training.data_sets import (
    DataSets,
    Pair,
)
from lowlight_desktop.training.flw_samples import coarse_at, draw, prepare
from lowlight_desktop.training.synthesis import CameraRange, photograph, to_light
from tests.training.pictures import picture

SETS = DataSets(
    lol=(Pair("lol-1", picture(1, top=20), picture(1)),),
    sice=(Pair("sice-1", picture(2, (512, 512), 60), picture(2, (512, 512))),),
    clean=(picture(3, (481, 321)),),
)


def test_equal_seeds_draw_equal_samples_and_every_source_comes_up() -> None:
    prepared = prepare(SETS)
    one, two = (draw(prepared, 64, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one.dark, two.dark)
    targets = {draw(prepared, 64, np.random.default_rng(i)).target for i in range(60)}
    told = {prepared.lol[0].target, prepared.sice[0].target}
    assert told <= targets
    assert len(targets - told) > 10  # clean photos: every scene is another one


def test_samples_are_pictures_in_range_with_an_aligned_reference() -> None:
    prepared = prepare(SETS)
    similarity = []
    for seed in range(30):
        s = draw(prepared, 64, np.random.default_rng(seed))
        for pixels, shape in (
            (s.dark, (64, 64, 3)), (s.bright, (64, 64, 3)),
            (s.coarse, (64, 64)), (s.thumbnail, (64, 64, 3)),
        ):  # fmt: skip
            assert pixels.shape == shape
            assert pixels.dtype == np.float32
            assert pixels.min() >= 0
            assert pixels.max() <= 1
        a, b = (cv2.blur(x, (9, 9)).ravel() for x in (s.dark, s.bright))
        similarity.append(np.corrcoef(a, b)[0, 1])
    assert np.median(similarity) > 0.8


def test_the_trainer_sees_the_coarse_luminance_that_the_network_computes() -> None:
    thumbnail = np.random.default_rng(0).random((64, 64, 3), np.float32)
    centers = (np.arange(32) + 0.5) / 32
    cells = coarse_luminance(torch.from_numpy(thumbnail).permute(2, 0, 1)[None])
    np.testing.assert_allclose(coarse_at(thumbnail, centers, centers), cells[0, 0], atol=1e-6)


def test_a_photographed_scene_is_the_scene_with_noise_that_grows_with_gain() -> None:
    light = to_light(picture(5)) * np.float32(0.05)
    errors = []
    for gain in (0.1, 1.0, 10.0):
        camera = CameraRange((gain, gain), mosaic_chance=1.0, jpeg_chance=0.0)
        photo = photograph(light, camera, np.random.default_rng(1))
        errors.append(float(np.abs(to_light(photo) - light).mean()))
    assert errors == sorted(errors)
    assert errors[0] < 0.004
