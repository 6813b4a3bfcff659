from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.bad_pixels import REACH, find_bad_pixels, repaired
from lowlight_desktop.photo.mosaic import Mosaic
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from tests.develop.noise_scenes import (
    BLACK,
    RGGB,
    WHITE,
    XTRANS,
    as_mosaic,
    light_of,
    noisy_mosaic,
)

GAIN, READ = 2.0, 6.0  # DN: a full-frame camera at ISO 2000 or so
PATTERNS = pytest.mark.parametrize("pattern", [RGGB, XTRANS], ids=["Bayer", "X-Trans"])


def _noise(gain: float = GAIN, read: float = READ) -> NoiseLevel:
    return NoiseLevel((gain,) * 4, (read,) * 4, NoiseSource.PHOTO)


def _flat(light: float, shape: tuple[int, int] = (600, 900)) -> NDArray[np.float32]:
    return np.full((*shape, 3), light, np.float32)


def _with_defects(
    mosaic: Mosaic, light: float, deviations: float
) -> tuple[Mosaic, NDArray[np.bool_]]:
    """Some pixels moved by so many standard deviations of their noise, and where they are."""
    rng = np.random.default_rng(3)
    where = rng.random(mosaic.data.shape) < 1e-3
    moved = mosaic.data + deviations * np.sqrt(GAIN * light * (WHITE - BLACK) + READ**2)
    data = np.where(where, np.clip(np.rint(moved), 0, WHITE), mosaic.data)
    return replace(mosaic, data=data.astype(np.uint16)), where


@PATTERNS
@pytest.mark.parametrize("light", [0.001, 0.05, 0.5])
@pytest.mark.parametrize("deviations", [8.0, -8.0])
def test_pixels_eight_deviations_out_are_found(
    pattern: NDArray[np.uint8], light: float, deviations: float
) -> None:
    clean = noisy_mosaic(_flat(light), GAIN, READ, pattern=pattern)
    mosaic, where = _with_defects(clean, light, deviations)
    found = find_bad_pixels(mosaic, _noise())
    hit = np.count_nonzero(where[found.rows, found.columns])
    # 540 defects: 0.95 is known to 0.01.
    assert hit >= 0.95 * np.count_nonzero(where)
    assert len(found) - hit <= 5


@PATTERNS
@pytest.mark.parametrize("light", [0.0, 0.0005, 0.01, 0.3])
def test_clean_noise_has_next_to_no_bad_pixels(pattern: NDArray[np.uint8], light: float) -> None:
    clean = noisy_mosaic(_flat(light, (1200, 1800)), GAIN, READ, pattern=pattern)
    assert len(find_bad_pixels(clean, _noise())) <= 1e-5 * clean.data.size


def test_single_electrons_are_not_hot_pixels() -> None:
    # 1 electron on average, and a read noise of 0.3: Poisson's long end, where Gauss would be
    # wrong a hundred times more often.
    gain, read = 20.0, 6.0
    light = gain / (WHITE - BLACK)
    clean = noisy_mosaic(_flat(light, (1200, 1800)), gain, read)
    assert len(find_bad_pixels(clean, _noise(gain, read))) <= 1e-5 * clean.data.size


@PATTERNS
@pytest.mark.parametrize("corner", [(0, 0), (0, 1), (1, 0), (1, 1)])
@pytest.mark.parametrize("brightness", [0.01, 0.2, 1.0])
def test_stars_of_two_by_two_pixels_survive(
    pattern: NDArray[np.uint8], corner: tuple[int, int], brightness: float
) -> None:
    light = _flat(0.001, (300, 300)).copy()
    for y in range(10 + corner[0], 280, 24):
        for x in range(10 + corner[1], 280, 24):
            light[y : y + 2, x : x + 2] = brightness
    sky = noisy_mosaic(light, GAIN, READ, pattern=pattern)
    found = find_bad_pixels(sky, _noise())
    assert np.all(light[found.rows, found.columns, 0] < brightness)


def test_a_hot_pixel_is_found_that_spills_into_one_beside_it() -> None:
    clean = noisy_mosaic(_flat(0.01), GAIN, READ, pattern=RGGB)
    data = clean.data.copy()
    data[100, 200] += 4000
    data[101, 200] += 680  # seen in two cameras of one model: a sixth of it
    found = find_bad_pixels(replace(clean, data=data), _noise())
    assert (100, 200) in set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))


@PATTERNS
@pytest.mark.parametrize("step", [(0, 1), (1, 0), (1, 1), (1, -1)])
@pytest.mark.parametrize("second", [1.0, 0.4])
def test_two_hot_pixels_beside_each_other_are_found(
    pattern: NDArray[np.uint8], step: tuple[int, int], second: float
) -> None:
    clean = noisy_mosaic(_flat(0.01), GAIN, READ, pattern=pattern)
    data, places = clean.data.copy(), set[tuple[int, int]]()
    for y in range(20, 580, 23):
        for x in range(20, 880, 29):
            beside = y + step[0], x + step[1]
            data[y, x] += 8000
            data[beside] += round(8000 * second)
            places |= {(y, x), beside}
    found = find_bad_pixels(replace(clean, data=data), _noise())
    hit = places & set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert len(hit) >= 0.98 * len(places)


@PATTERNS
@pytest.mark.parametrize("color", [(1.0, 1.0, 1.0), (1.0, 0.15, 0.05), (0.1, 0.4, 1.0)])
@pytest.mark.parametrize("width", [0.5, 0.7])
def test_stars_as_sharp_as_lenses_are_survive(
    pattern: NDArray[np.uint8], color: tuple[float, float, float], width: float
) -> None:
    """Wherever a star lies between the pixels, the pixels that it lights stay."""
    fine = np.arange(-3.5 + 1 / 16, 3.5, 1 / 8)  # eight to a pixel
    light = _flat(0.001, (300, 300)).copy()
    rng = np.random.default_rng(5)
    for y in range(12, 288, 12):
        for x in range(12, 288, 12):
            off = rng.uniform(-0.5, 0.5, 2)
            down, across = (np.exp(-np.square(fine - o) / (2 * width**2)) for o in off)
            pixels = np.outer(*(line.reshape(7, 8).mean(1) for line in (down, across)))
            light[y - 3 : y + 4, x - 3 : x + 4] += 0.8 * pixels[..., None] * np.array(color)
    sky = noisy_mosaic(light.astype(np.float32), GAIN, READ, pattern=pattern)
    assert len(find_bad_pixels(sky, _noise())) <= 2  # of 529 stars


def test_lines_and_edges_survive() -> None:
    light = _flat(0.02, (300, 300)).copy()
    light[:, 100:] = 0.4
    light[np.arange(300), np.arange(300)] = 0.9  # a wire, one pixel wide
    light[50, :] = 0.8
    scene = noisy_mosaic(light, GAIN, READ)
    # 600 pixels of lines; where they cross the edge or end, one may look lonely.
    assert len(find_bad_pixels(scene, _noise())) <= 3


@pytest.mark.parametrize(
    ("kind", "most"), [("smooth", 1e-5), ("dark night", 1e-5), ("real photo", 5e-4)]
)
def test_content_is_hardly_ever_taken_for_defects(kind: str, most: float) -> None:
    # The real photo was made eight times smaller without a lens: it is sharper than any sensor
    # sees, and 3 in 10,000 of its pixels are lone glints.
    scene = noisy_mosaic(light_of(kind), GAIN, READ)
    assert len(find_bad_pixels(scene, _noise())) <= most * scene.data.size


@PATTERNS
def test_a_region_gives_what_the_whole_gives(pattern: NDArray[np.uint8]) -> None:
    whole, _ = _with_defects(noisy_mosaic(_flat(0.05), GAIN, READ, pattern=pattern), 0.05, 10.0)
    cell = len(pattern)
    top, left = 60, 120  # whole cells
    part = replace(whole, data=whole.data[top : top + 300, left : left + 360].copy())
    of_whole, of_part = (find_bad_pixels(m, _noise()) for m in (whole, part))
    halo = -(-REACH // cell) * cell
    maps = []
    for found, origin in ((of_whole, (top, left)), (of_part, (0, 0))):
        at = np.zeros((600, 900), np.bool_)
        at[found.rows, found.columns] = True
        y, x = origin[0] + halo, origin[1] + halo
        maps.append(at[y : y + 300 - 2 * halo, x : x + 360 - 2 * halo])
    assert maps[0].any()
    np.testing.assert_array_equal(maps[0], maps[1])


@PATTERNS
def test_defects_at_the_border_are_found(pattern: NDArray[np.uint8]) -> None:
    clean = noisy_mosaic(_flat(0.02, (96, 96)), GAIN, READ, pattern=pattern)
    data = clean.data.copy()
    places = [(0, 0), (0, 50), (95, 95), (50, 0), (95, 20), (1, 94)]
    for y, x in places:
        data[y, x] = 9000
    found = find_bad_pixels(replace(clean, data=data), _noise())
    assert set(zip(found.rows.tolist(), found.columns.tolist(), strict=True)) == set(places)


@PATTERNS
def test_a_repaired_pixel_is_like_its_neighbors(pattern: NDArray[np.uint8]) -> None:
    clean = noisy_mosaic(_flat(0.05), GAIN, READ, pattern=pattern)
    mosaic, _ = _with_defects(clean, 0.05, 200.0)
    bad = find_bad_pixels(mosaic, _noise())
    out = repaired(mosaic, bad)
    left = (out.astype(float) - clean.data)[bad.rows, bad.columns]
    sigma = np.hypot(READ, np.sqrt(GAIN * 0.05 * (WHITE - BLACK)))
    # The median of eight has 0.4 of the noise of one; the truth has its own.
    assert np.sqrt((left**2).mean()) < 1.3 * sigma
    unmoved = np.ones(mosaic.data.shape, np.bool_)
    unmoved[bad.rows, bad.columns] = False
    np.testing.assert_array_equal(out[unmoved], mosaic.data[unmoved])


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (19, 40)])
def test_what_is_too_small_to_judge_stays(shape: tuple[int, int]) -> None:
    tiny = as_mosaic(np.full(shape, 600, np.uint16))
    bad = find_bad_pixels(tiny, _noise())
    assert len(bad) == 0
    np.testing.assert_array_equal(repaired(tiny, bad), tiny.data)


def test_odd_sizes_black_and_white_frames_pass() -> None:
    for value in (0, WHITE):
        frame = as_mosaic(np.full((101, 203), value, np.uint16))
        assert len(find_bad_pixels(frame, _noise())) == 0
