from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from lowlight_desktop.develop.limits import kept, limited
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.photo.stroke import Stroke

SIZE = (150, 210)
WHOLE = Region.whole(*SIZE)


def wave(seed: int, radius: float = 0.05, softness: float = 0.5) -> Stroke:
    rng = np.random.default_rng(seed)
    t = np.linspace(0, 1, 60)
    phase = 6 * rng.random(2)
    x, y = 0.5 + 0.4 * np.sin(3 * t + phase[0]), 0.5 + 0.4 * np.sin(5 * t + phase[1])
    return Stroke(tuple(zip(x.tolist(), y.tolist(), strict=True)), radius, softness)


def plain_distance(stroke: Stroke, size: tuple[int, int]) -> NDArray[np.float64]:
    """To the poly-line, every segment for every pixel."""
    y, x = np.mgrid[0 : size[0], 0 : size[1]] + 0.5
    places = np.stack([x, y], -1)
    points = np.array(stroke.points) * (size[1], size[0])
    nearest = np.full(size, np.inf)
    for start, end in pairwise(points):
        way = end - start
        t = np.clip(((places - start) @ way) / max(way @ way, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(places - start - t[..., None] * way, axis=-1))
    return nearest


def test_without_strokes_all_light_is_left() -> None:
    np.testing.assert_array_equal(kept((), WHOLE, SIZE), np.ones(SIZE, np.float32))


@pytest.mark.parametrize("radius", [0.03, 0.1, 0.3])
@pytest.mark.parametrize("softness", [0.0, 0.5, 1.0])
def test_coverage_follows_the_distance_to_the_line(radius: float, softness: float) -> None:
    stroke = wave(3, radius=radius, softness=softness)
    r = radius * SIZE[1]
    fade = max(softness * r, 1.0)
    t = np.clip((r - plain_distance(stroke, SIZE)) / fade, 0, 1)
    expected = 1 - t * t * (3 - 2 * t)
    # A line simplified by 2 % of the radius; the edge rises by at most 1.5 / fade a pixel.
    allowed = 0.02 * r * 1.5 / fade + 1e-3
    assert np.abs(kept((stroke,), WHOLE, SIZE) - expected).max() < allowed


def test_a_click_is_a_round_spot_that_leaves_nothing_in_its_middle() -> None:
    spot = kept((Stroke(((0.5, 0.5),), radius=0.1, softness=0.5),), WHOLE, SIZE)
    assert spot[75, 105] == 0.0
    assert spot[75, 105 + 22] == 1.0  # the radius is 21 pixels
    np.testing.assert_allclose(spot, spot[::-1], atol=1e-5)
    np.testing.assert_allclose(spot, spot[:, ::-1], atol=1e-5)


def test_the_edge_has_no_corner() -> None:
    spot = kept((Stroke(((0.5, 0.5),), radius=0.3, softness=1.0),), WHOLE, SIZE)
    slope = np.diff(spot[75])
    # 63 pixels of smooth step: the steepest slope is 1.5 / 63, its change at most 6 / 63**2.
    assert np.abs(slope).max() < 1.6 / 63
    assert np.abs(np.diff(slope)).max() < 7 / 63**2


def test_a_region_is_what_it_is_in_the_whole_photo_bit_for_bit() -> None:
    strokes = tuple(wave(seed, radius=0.02 * (seed + 1)) for seed in range(5))
    strokes += (replace(wave(9, radius=0.08), strength=0.7, erases=True),)
    whole = kept(strokes, WHOLE, SIZE)
    for region in (Region(7, 13, 149, 201), Region(70, 100, 71, 101), Region(0, 55, 33, 210)):
        np.testing.assert_array_equal(kept(strokes, region, SIZE), whole[region.slices])


def test_a_reduced_photo_has_the_same_limits() -> None:
    stroke = wave(4, radius=0.15)
    whole = kept((stroke,), Region.whole(600, 840), (600, 840))
    averaged = whole.reshape(150, 4, 210, 4).mean((1, 3))
    np.testing.assert_allclose(kept((stroke,), WHOLE, SIZE), averaged, atol=0.01)


def test_an_erasing_stroke_gives_back_and_a_later_one_takes_again() -> None:
    line = ((0.2, 0.5), (0.8, 0.5))
    take, give = Stroke(line, radius=0.1), Stroke(line, radius=0.1, erases=True)
    assert kept((take,), WHOLE, SIZE)[75, 105] == 0.0
    np.testing.assert_array_equal(kept((take, give), WHOLE, SIZE)[75, 50:160], 1.0)
    assert kept((take, give, take), WHOLE, SIZE)[75, 105] == 0.0
    half = Stroke(line, radius=0.1, strength=0.5)
    assert kept((half, half), WHOLE, SIZE)[75, 105] == pytest.approx(0.25)


def test_strokes_beside_the_photo_reach_into_it() -> None:
    outside = Stroke(((-0.05, 0.5),), radius=0.1, softness=0.0)
    left = kept((outside,), WHOLE, SIZE)
    assert left[75, 0] == 0.0
    assert left[75, 30] == 1.0


def test_a_mix_is_exact_at_both_ends_and_the_same_in_every_region() -> None:
    rng = np.random.default_rng(0)
    dark, lit = rng.random((2, *SIZE, 3), np.float32)

    def step(pixels: Pixels, region: Region) -> Pixels:
        return pixels[region.slices]

    def mixed(strength: float, *strokes: Stroke) -> Pixels:
        return limited(
            lambda region: step(dark, region), lambda region: step(lit, region),
            strength=strength, strokes=strokes, size=SIZE,
        )(WHOLE)  # fmt: skip

    np.testing.assert_array_equal(mixed(1.0), lit)
    np.testing.assert_array_equal(mixed(0.0), dark)
    spot = Stroke(((0.5, 0.5),), radius=0.1)
    np.testing.assert_array_equal(mixed(1.0, spot)[75, 105], dark[75, 105])
    np.testing.assert_array_equal(mixed(0.7, spot)[:40], mixed(0.7)[:40])
