import cv2
import numpy as np
import pytest

from lowlight_desktop.training.alen_photos import CleanPhoto, CleanPhotos
from lowlight_desktop.training.data_sets import Photo
from lowlight_desktop.training.grain import GRAIN_LEFT, calmed, grain_of, without_grain


def scene(grain: float = 0.0) -> Photo:
    """A calm sky above hard-edged ground, with grain."""
    chance = np.random.default_rng(3)
    sky = np.broadcast_to(np.linspace(90, 150, 192)[None, :, None], (96, 192, 3))
    ground = (chance.random((12, 24, 3)) * 160 + 48).repeat(8, 0).repeat(8, 1)
    noise = cv2.GaussianBlur(chance.normal(0, 1, (192, 192)).astype(np.float32), (0, 0), 0.7)
    noisy = np.vstack([sky, ground]) + (noise / noise.std() * grain)[..., None]
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("grain", [1.5, 3.0])
def test_grain_is_found_beside_hard_edges(grain: float) -> None:
    # Blurred by 0.7 pixels, some of it is coarser than what counts as fine.
    assert grain * 0.6 < grain_of(scene(grain)) < grain


def test_grain_goes_and_edges_stay() -> None:
    clean, grainy = scene(), scene(2.0)
    out = without_grain(grainy).astype(np.float32)
    sky, ground = np.s_[8:88, 8:184], np.s_[104:184, 8:184]
    assert np.std(out[sky] - clean[sky]) < 0.5 * np.std(grainy[sky].astype(np.float32) - clean[sky])
    assert np.abs(out[ground] - clean[ground]).mean() < 3.0
    assert grain_of(without_grain(grainy)) < 0.6 * grain_of(grainy)


def test_a_calm_photo_comes_back_as_it_is() -> None:
    assert grain_of(scene()) < GRAIN_LEFT
    np.testing.assert_array_equal(without_grain(scene()), scene())


@pytest.mark.parametrize("level", [0, 255])
def test_what_is_black_or_white_altogether_has_none(level: int) -> None:
    assert grain_of(np.full((64, 64, 3), level, np.uint8)) == 0.0


def test_all_photos_are_calmed_and_keep_what_else_is_known_of_them() -> None:
    cells = np.zeros((64, 64, 3), np.float32)
    photos = CleanPhotos({"one": (CleanPhoto(scene(2.0), cells),), "other": ()})
    out = calmed(photos)
    assert out.sizes() == photos.sizes()
    assert out.of["one"][0].cells is cells
    np.testing.assert_array_equal(out.of["one"][0].srgb, without_grain(scene(2.0)))
