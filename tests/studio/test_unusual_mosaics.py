"""Files that are not as a camera's usually are, from the disk through the RAW network."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Quality, Recipe
from lowlight_desktop.studio.cleaning import clean_photo
from lowlight_desktop.studio.raw_development import can_clean
from tests.formats.dng_writing import BLACK, WHITE, XTRANS, mosaic_of, write_dng
from tests.studio.denoise_photos import untrained_denoiser
from tests.studio.raw_photos import untrained_models

RAW = Recipe(raw=Quality.FAST)
BAYER = {"RGGB": (0, 1, 1, 2), "GRBG": (1, 0, 2, 1), "GBRG": (1, 2, 0, 1), "BGGR": (2, 1, 1, 0)}


@pytest.fixture(scope="module")
def enhancer(tmp_path_factory: pytest.TempPathFactory) -> Enhancer:
    torch.set_num_threads(2)
    folder = untrained_models(tmp_path_factory.mktemp("models"), answer=0.0)
    untrained_denoiser(folder)
    return Enhancer("cpu", tile_px=128, models=folder)


def scene(height: int = 130, width: int = 194) -> NDArray[np.float64]:
    """(H, W, 3) camera RGB: gray with a red and a blue part, and noise."""
    light = np.full((height, width, 3), (0.05, 0.1, 0.0625))  # gray after the white balance
    light[: height // 2, : width // 3, 0] *= 3.0
    light[: height // 2, -(width // 3) :, 2] *= 3.0
    return light + np.random.default_rng(1).normal(0.0, 0.002, light.shape)


def cleaned(path: Path, enhancer: Enhancer) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The photo by LibRaw, and clean."""
    photo = read_photo(path)
    assert can_clean(photo)
    done = clean_photo(photo, RAW, enhancer, Progress())
    assert done.model == "alen"
    assert np.isfinite(done.photo.image.pixels).all()
    return photo.image.pixels, done.photo.image.pixels


def assert_alike(plain: NDArray[np.float32], clean: NDArray[np.float32]) -> None:
    """Both have the same colors: the untrained network demosaics as simply as can be."""
    height, width = plain.shape[0] // 2, plain.shape[1] // 3
    for rows in (slice(4, height - 4), slice(height + 4, -4)):
        for columns in (slice(4, width - 4), slice(width + 4, -width - 4), slice(4 - width, -4)):
            wanted = plain[rows, columns].mean((0, 1))
            found = clean[rows, columns].mean((0, 1))
            np.testing.assert_allclose(found, wanted, atol=0.02 * wanted.max())


@pytest.mark.parametrize("cell", BAYER.values(), ids=BAYER.keys())
@pytest.mark.parametrize("size", [(130, 194), (131, 193)], ids=["even", "odd"])
def test_every_phase_in_even_and_odd_sizes(
    tmp_path: Path, enhancer: Enhancer, cell: tuple[int, ...], size: tuple[int, int]
) -> None:
    path = write_dng(tmp_path / "a.dng", mosaic_of(scene(*size), cell), cell)
    assert_alike(*cleaned(path, enhancer))


@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_every_depth(tmp_path: Path, enhancer: Enhancer, bits: int) -> None:
    white = 2**bits - 1
    light = (mosaic_of(scene()).astype(np.float64) - BLACK) / (WHITE - BLACK)
    black = white // 32
    values = np.clip(np.rint(black + light * (white - black)), 0, white).astype(np.uint16)
    path = write_dng(tmp_path / "a.dng", values, white=white, blacks=(black,) * 4)
    assert_alike(*cleaned(path, enhancer))


def test_four_black_levels(tmp_path: Path, enhancer: Enhancer) -> None:
    blacks = (500, 530, 480, 560)
    offset = np.tile(np.reshape(blacks, (2, 2)) - BLACK, (65, 97))
    values = (mosaic_of(scene()) + offset).astype(np.uint16)
    path = write_dng(tmp_path / "a.dng", values, blacks=blacks)
    plain, clean = cleaned(path, enhancer)
    assert_alike(plain, clean)
    gray = clean[80:120, 80:110].mean((0, 1))
    np.testing.assert_allclose(gray, gray.mean(), rtol=0.03)


@pytest.mark.parametrize("corner", [(0, 0), (2, 2), (3, 5), (4, 1)])
def test_an_active_area_within_the_sensor(
    tmp_path: Path, enhancer: Enhancer, corner: tuple[int, int]
) -> None:
    values = np.full((160, 230), BLACK, np.uint16)
    top, left = corner
    inside = mosaic_of(scene(), BAYER["RGGB"])
    values[top : top + 130, left : left + 194] = inside
    # The cell is counted from the active area's corner (DNG 1.7, CFAPattern).
    path = write_dng(tmp_path / "a.dng", values, active=(top, left, top + 130, left + 194))
    plain, clean = cleaned(path, enhancer)
    # LibRaw begins with an even row and column.
    assert clean.shape == (130 - top % 2, 194 - left % 2, 3)
    assert_alike(plain, clean)


def test_a_camera_that_says_nothing_about_color(tmp_path: Path, enhancer: Enhancer) -> None:
    path = write_dng(tmp_path / "a.dng", mosaic_of(scene()), has_color=False)
    assert_alike(*cleaned(path, enhancer))


def test_a_white_level_below_the_data(tmp_path: Path, enhancer: Enhancer) -> None:
    light = scene()
    light[60:, :] *= 6.0
    path = write_dng(tmp_path / "a.dng", mosaic_of(light), white=4000)
    _, clean = cleaned(path, enhancer)
    assert clean.max() < 3.0  # what passes white is white, whatever its multiplier


@pytest.fixture(scope="module")
def shipped() -> Enhancer:
    """With the network that ships: what it makes of light that it never saw is its own."""
    return Enhancer("cpu")


@pytest.mark.parametrize("value", [0, BLACK], ids=["zero", "black"])
def test_a_dark_frame_is_black(tmp_path: Path, shipped: Enhancer, value: int) -> None:
    path = write_dng(tmp_path / "a.dng", np.full((96, 128), value, np.uint16))
    _, clean = cleaned(path, shipped)
    assert clean.max() < 0.005


def test_a_full_frame_is_white_and_flat(tmp_path: Path, shipped: Enhancer) -> None:
    path = write_dng(tmp_path / "a.dng", np.full((96, 128), WHITE, np.uint16))
    plain, clean = cleaned(path, shipped)
    np.testing.assert_allclose(clean, plain, rtol=0.02)


def test_a_clipped_lamp_has_neither_grid_nor_color(tmp_path: Path, shipped: Enhancer) -> None:
    light = scene(256, 256)
    light[80:176, 80:176] = 3.0
    plain, clean = cleaned(write_dng(tmp_path / "a.dng", mosaic_of(light)), shipped)
    lamp, wanted = clean[88:168, 88:168], plain[88:168, 88:168]
    np.testing.assert_allclose(lamp, wanted, rtol=0.03)
    phases = [lamp[i::2, j::2].mean() for i in range(2) for j in range(2)]
    assert max(phases) - min(phases) < 0.005 * max(phases)


def test_light_that_fills_one_color_alone_has_no_grid(tmp_path: Path, shipped: Enhancer) -> None:
    light = scene(256, 256)
    light[80:176, 80:176] = (3.0, 0.6, 0.3)
    light[80:176:12] *= 0.7  # as on the folds of a ribbon
    _, clean = cleaned(write_dng(tmp_path / "a.dng", mosaic_of(light)), shipped)
    ribbon = clean[88:168, 88:168]
    grid = [np.abs(np.diff(ribbon, 2, axis)).mean() / ribbon.mean() for axis in (0, 1)]
    assert grid[1] < 0.01  # along the folds nothing changes


@pytest.mark.parametrize("kind", ["X-Trans", "linear"])
def test_other_sensors_go_through_libraw_and_the_network_for_pictures(
    tmp_path: Path, enhancer: Enhancer, kind: str
) -> None:
    light: Any = scene(516, 516)  # LibRaw's X-Trans needs 512
    values = mosaic_of(light, XTRANS) if kind == "X-Trans" else (light * 60000).astype(np.uint16)
    path = write_dng(tmp_path / "a.dng", values, XTRANS)
    photo = read_photo(path)
    assert not can_clean(photo)
    done = clean_photo(photo, RAW, enhancer, Progress())
    assert done.model == "sa_unet"
    assert np.isfinite(done.photo.image.pixels).all()
    off = clean_photo(photo, Recipe(raw=Quality.OFF), enhancer, Progress())
    assert off.photo.image is photo.image


@pytest.mark.parametrize("develop", [True, False])
def test_pixels_that_are_no_squares_go_through_libraw(tmp_path: Path, *, develop: bool) -> None:
    light = scene(260, 300)
    path = write_dng(tmp_path / "wide.dng", mosaic_of(light), stretch=1.5)
    photo = read_photo(path, develop=develop)
    assert photo.is_developed
    assert photo.image.pixels.shape == (260, 450, 3)
    assert not can_clean(photo)
