import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.resize import (
    area_average,
    area_matrix,
    bilinear_weights,
    fitted,
    reduced,
)


@pytest.mark.parametrize("size", [(300, 500), (611, 65), (64, 64)])
def test_area_average_agrees_with_opencv(size: tuple[int, int]) -> None:
    photo = np.random.default_rng(5).random((*size, 3), np.float32)
    (ours,) = area_average(lambda rows: photo[rows], size, (64, 64))
    theirs = cv2.resize(photo, (64, 64), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_one_pixel_fills_every_cell() -> None:
    photo = np.full((1, 1, 3), 0.25, np.float32)
    (cells,) = area_average(lambda rows: photo[rows], (1, 1), (64, 64))
    np.testing.assert_allclose(cells, 0.25, atol=1e-6)


@pytest.mark.parametrize(("size", "cells"), [(7, 3), (3, 7), (1000, 64), (1, 5)])
def test_weights_of_a_cell_sum_to_one(size: int, cells: int) -> None:
    np.testing.assert_allclose(area_matrix(size, cells).sum(1), 1.0, atol=1e-5)


def test_photos_are_fitted_but_never_enlarged() -> None:
    assert fitted(4000, 6000, 256) == (171, 256)
    assert fitted(1, 65000, 256) == (1, 256)
    assert fitted(20, 30, 256) == (20, 30)


@pytest.mark.parametrize(
    ("size", "longest", "megapixels", "wanted"),
    [
        ((4000, 6000), None, 6.0, (2000, 3000)),
        ((4000, 6000), 1500, 6.0, (1000, 1500)),  # the edge leaves less
        ((4000, 6000), 4500, 6.0, (2000, 3000)),  # the area does
        ((4000, 6000), None, 24.0, (4000, 6000)),
        ((4000, 6000), None, 50.0, (4000, 6000)),
        ((1, 1), None, 1e-7, (1, 1)),
    ],
)
def test_of_two_limits_the_one_that_leaves_less_counts(
    size: tuple[int, int],
    longest: int | None,
    megapixels: float,
    wanted: tuple[int, int],
) -> None:
    assert fitted(*size, longest, megapixels) == wanted


def test_an_area_is_never_exceeded() -> None:
    for width in range(1000, 1100):
        rows, columns = fitted(999, width, None, 0.25)
        assert 0.99 * 250_000 < rows * columns <= 250_000


def test_interpolation_is_exact_on_a_ramp_and_constant_beyond_its_ends() -> None:
    cells = np.arange(32, dtype=np.float32)
    places = (np.arange(640) + 0.5) / 640
    found = bilinear_weights(places, 32) @ cells
    np.testing.assert_allclose(found, np.clip(places * 32 - 0.5, 0, 31), atol=1e-5)


@pytest.mark.parametrize("rows", [1, 37, 512])  # a row, no divisor of anything, all at once
@pytest.mark.parametrize("cells", [(90, 151), (211, 400), (1, 1), (107, 200)])
def test_bands_of_any_height_are_reduced_as_opencv_reduces_the_whole(
    rows: int, cells: tuple[int, int]
) -> None:
    photo = np.random.default_rng(5).random((211, 400, 3), np.float32)
    bands = ((top, photo[top : top + rows]) for top in range(0, 211, rows))
    ours = reduced(bands, (211, 400), cells)
    theirs = cv2.resize(photo, cells[::-1], interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(ours, theirs, atol=2e-6)


def test_reducing_refuses_to_enlarge() -> None:
    with pytest.raises(ValueError, match="reduced"):
        reduced([], (10, 10), (20, 20))
