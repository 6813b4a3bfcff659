from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile

from lowlight_desktop.formats.raw_sensor import pile
from lowlight_desktop.formats.reading import read_photo
from tests.formats.dng_writing import mosaic_of, write_dng

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


def _wall(folder: Path, cell: tuple[int, ...], said: tuple[int, ...]) -> Path:
    """An unevenly lit wall; of the camera nothing is known but a cell, which may be wrong."""
    lit = np.linspace(0.1, 0.9, 96)[:, None, None] * np.linspace(0.5, 1.0, 128)[None, :, None]
    mosaic = mosaic_of(lit * np.array([0.45, 1.0, 0.7]), cell)
    return write_dng(folder / "wall.dng", mosaic, said, has_color=False)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((0, 1, 1, 2), (1, 2, 0, 1)),
        ((2, 1, 1, 0), (1, 0, 2, 1)),
        ((1, 0, 2, 1), (0, 1, 1, 2)),
        ((1, 2, 0, 1), (2, 1, 1, 0)),
    ],
)
def test_a_cell_that_is_named_wrong_makes_no_maze(
    tmp_path: Path, cell: tuple[int, ...], said: tuple[int, ...]
) -> None:
    photo = read_photo(_wall(tmp_path, cell, said))
    green = photo.image.pixels[8:-8, 8:-8, 1]
    uneven = np.abs(green - cv2.blur(green, (4, 4)))[4:-4, 4:-4] / green[4:-4, 4:-4]
    assert uneven.max() < 0.03
    assert photo.mosaic is not None
    assert photo.mosaic.pattern.shape == (2, 2)


@pytest.mark.parametrize("cell", [(0, 1, 1, 2), (1, 2, 0, 1)])
def test_the_mosaic_of_an_unknown_camera_stays_where_it_is_right(
    tmp_path: Path, cell: tuple[int, ...]
) -> None:
    path = _wall(tmp_path, cell, cell)
    mosaic = read_photo(path).mosaic
    assert mosaic is not None
    np.testing.assert_array_equal(mosaic.data, tifffile.imread(path))


def test_of_an_unknown_camera_the_mean_is_gray(tmp_path: Path) -> None:
    cell = (0, 1, 1, 2)
    photo = read_photo(_wall(tmp_path, cell, cell))
    mean = photo.image.pixels.mean((0, 1))
    np.testing.assert_allclose(mean, mean.mean(), rtol=0.02)
    assert photo.mosaic is not None
    np.testing.assert_allclose(photo.mosaic.white_balance[:3], [1 / 0.45, 1, 1 / 0.7], rtol=0.02)


def test_what_is_known_of_a_camera_is_believed(tmp_path: Path) -> None:
    light = np.broadcast_to(np.array([0.2, 0.3, 0.1]), (64, 96, 3))
    mosaic = read_photo(write_dng(tmp_path / "a.dng", mosaic_of(light), (1, 2, 0, 1))).mosaic
    assert mosaic is not None
    assert mosaic.white_balance[:3] == pytest.approx((2.0, 1.0, 1.6), rel=1e-3)
