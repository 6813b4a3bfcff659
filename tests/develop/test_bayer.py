import numpy as np
import pytest
import torch

from lowlight_desktop.develop.bayer import cell_means, phase_of, unified
from lowlight_desktop.networks.blocks.bayer import cell_means as in_torch
from lowlight_desktop.photo.image import Pixels

CELLS = {(0, 0): "RGGB", (0, 1): "GRBG", (1, 0): "GBRG", (1, 1): "BGGR"}

every_phase = pytest.mark.parametrize("phase", list(CELLS))


def colors_of(phase: tuple[int, int], height: int, width: int) -> Pixels:
    """A mosaic whose values are the colors of its pixels: 0, 1 and 2."""
    cell = np.array(["RGB".index(c) for c in CELLS[phase]], np.float32).reshape(2, 2)
    return np.tile(cell, (height // 2 + 1, width // 2 + 1))[:height, :width]


@every_phase
def test_a_cell_tells_its_phase(phase: tuple[int, int]) -> None:
    assert phase_of(colors_of(phase, 2, 2).astype(np.uint8)) == phase


@pytest.mark.parametrize("cell", [[[0, 0], [1, 2]], [[0, 2], [1, 1]], [[1, 1], [1, 1]]])
def test_what_is_no_bayer_cell_is_refused(cell: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="a Bayer cell has"):
        phase_of(np.array(cell, np.uint8))


@every_phase
@pytest.mark.parametrize("size", [(8, 8), (7, 9), (10, 13)])
def test_every_phase_and_size_becomes_whole_rggb_cells(
    phase: tuple[int, int], size: tuple[int, int]
) -> None:
    out = unified(colors_of(phase, *size), phase)
    assert out.shape[0] % 2 == out.shape[1] % 2 == 0
    for place, color in enumerate((0, 1, 1, 2)):
        assert (out[place // 2 :: 2, place % 2 :: 2] == color).all()


@every_phase
def test_the_photo_stands_behind_what_was_added(phase: tuple[int, int]) -> None:
    mosaic = np.random.default_rng(0).random((9, 11), np.float32)
    top, left = phase
    np.testing.assert_array_equal(unified(mosaic, phase)[top : top + 9, left : left + 11], mosaic)


@pytest.mark.parametrize("size", [(64, 64), (200, 300), (24, 18), (130, 46)])
def test_cells_are_what_training_sees(size: tuple[int, int]) -> None:
    mosaic = np.random.default_rng(0).random(size, np.float32)
    wanted = in_torch(torch.from_numpy(mosaic)[None, None], 16)[0].numpy()
    np.testing.assert_allclose(cell_means(mosaic, 16), wanted, atol=1e-6)
