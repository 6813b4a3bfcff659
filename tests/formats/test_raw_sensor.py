import numpy as np

from lowlight_desktop.formats.raw_sensor import pile

RNG = np.random.default_rng(6)


def test_a_full_sensor_piles_up_with_its_noise() -> None:
    scene = RNG.uniform(0, 3000, 20_000)
    lamp = RNG.normal(3680, 15, 2_000)
    height = pile(np.concatenate([scene, lamp]).astype(np.float32))
    assert height is not None
    assert 3690 < height < 3760


def test_a_scene_that_thins_out_is_no_pile() -> None:
    assert pile(RNG.uniform(0, 3000, 20_000).astype(np.float32)) is None
    assert pile(np.abs(RNG.normal(0, 900, 20_000)).astype(np.float32)) is None


def test_hot_pixels_are_no_pile() -> None:
    scene = RNG.uniform(0, 1000, 20_000)
    scene[:7] = 3500
    assert pile(scene.astype(np.float32)) is None


def test_a_tiny_picture_has_no_pile() -> None:
    assert pile(np.full(9, 1000, np.float32)) is None
