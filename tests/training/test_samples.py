from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.networks.flw import coarse_luminance
from lowlight_desktop.training.data_sets import (
    DataSets,
    Pair,
    lol_is_validation,
    sice_is_validation,
    training_sets,
    validation_sets,
)
from lowlight_desktop.training.flw_samples import coarse_at, draw, prepare
from lowlight_desktop.training.synthesis import CameraRange, photograph, to_light
from tests.training.pictures import picture

SETS = DataSets(
    lol=(Pair("lol-1", picture(1, top=20), picture(1)),),
    sice=(Pair("sice-1", picture(2, (512, 512), 60), picture(2, (512, 512))),),
    clean=(picture(3, (481, 321)),),
)


def test_nothing_is_both_trained_and_validated_on(data: Path) -> None:
    training, validation = training_sets(data), validation_sets(data)
    names = [{p.name for p in (*s.lol, *s.sice)} for s in (training, validation)]
    assert names[0] == {"lol-59", "lol-72", "sice-4d.jpg", "sice-6d.jpg"}
    assert names[1] == {"lol-60", "lol-71", "sice-5d.jpg"}
    assert len(training.clean) == 3
    assert len(validation.clean) == 1


def test_neighbors_of_one_block_are_on_one_side() -> None:
    assert {lol_is_validation(str(i)) for i in range(60, 72)} == {True}
    assert {lol_is_validation(str(i)) for i in range(72, 84)} == {False}
    assert sum(sice_is_validation(i) for i in range(1, 361)) == 30


def test_a_missing_file_of_a_data_set_is_named(data: Path) -> None:
    (data / "pairs/lol256/high/59.jpg").unlink()
    with pytest.raises(FileNotFoundError, match=r"59\.jpg"):
        training_sets(data)


def test_equal_seeds_draw_equal_samples_and_every_source_comes_up() -> None:
    prepared = prepare(SETS)
    one, two = (draw(prepared, 64, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one.dark, two.dark)
    targets = {draw(prepared, 64, np.random.default_rng(i)).target for i in range(60)}
    assert {group[0].target for group in prepared.values()} <= targets


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
