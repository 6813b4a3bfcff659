"""Phones even out the shading of their lenses with gain maps inside their DNG."""

import struct
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.gain_maps import read_lens_shading
from lowlight_desktop.formats.reading import read_draft, read_photo
from tests.formats.dng_writing import RGGB, gain_maps, mosaic_of, write_dng
from tests.formats.phone_photo import GRAY, HEIGHT, WIDTH, at_pixels, lens_gains, phone_photo, wall

CELLS = [RGGB, (1, 0, 2, 1), (1, 2, 0, 1), (2, 1, 1, 0)]


@pytest.mark.parametrize("cell", CELLS)
def test_an_evenly_lit_wall_is_even(tmp_path: Path, cell: tuple[int, ...]) -> None:
    path = phone_photo(tmp_path, wall(), cell=cell)
    inner = read_photo(path).image.pixels[4:-4, 4:-4]
    np.testing.assert_allclose(inner, 0.2, rtol=4e-3)  # 14 bits, and what the demosaic leaves


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_gains_turn_with_the_photo(tmp_path: Path, orientation: int) -> None:
    path = phone_photo(tmp_path, wall(), orientation=orientation)
    inner = read_photo(path).image.pixels[4:-4, 4:-4]
    np.testing.assert_allclose(inner, 0.2, rtol=4e-3)
    # A pixel of the draft is a cell, whose colors lie half a pixel beside its middle.
    draft = read_draft(path)
    assert draft is not None
    np.testing.assert_allclose(draft.image.pixels[4:-4, 4:-4], 0.2, rtol=8e-3)


def test_the_mosaic_stays_as_it_was_recorded_and_knows_the_lens(tmp_path: Path) -> None:
    path = phone_photo(tmp_path, wall(), orientation=6)
    mosaic = read_photo(path).mosaic
    assert mosaic is not None
    assert mosaic.shading is not None
    assert mosaic.data[0, 0] < mosaic.data[HEIGHT // 2, WIDTH // 2] * 0.75
    np.testing.assert_allclose(mosaic.shading.gains, lens_gains(), rtol=1e-6)


def test_full_corners_stay_neutral(tmp_path: Path) -> None:
    light = wall(GRAY * 60.0)
    light[60:120] = GRAY
    stored = np.minimum(light / at_pixels(lens_gains()), 1.0) * at_pixels(lens_gains())
    out = read_photo(phone_photo(tmp_path, stored)).image.pixels[:40]
    np.testing.assert_allclose(out, out.mean(-1, keepdims=True).repeat(3, -1), rtol=2e-3)


def test_greens_that_differ_are_averaged(tmp_path: Path) -> None:
    gains = [np.full((2, 2), g) for g in (2.0, 1.1, 1.3, 1.5)]
    path = write_dng(
        tmp_path / "a.dng", mosaic_of(wall()), opcodes=gain_maps(gains, (HEIGHT, WIDTH))
    )
    shading = read_lens_shading(path)
    assert shading is not None
    np.testing.assert_allclose(shading.gains, np.broadcast_to([2.0, 1.2, 1.5], (2, 2, 3)))


def test_a_picture_without_filter_has_a_map_for_each_plane(tmp_path: Path) -> None:
    gains = lens_gains()
    opcodes = gain_maps([gains[..., i] for i in range(3)], (HEIGHT, WIDTH), pitch=1)
    values = np.rint(512 + wall() / at_pixels(gains) * 15871).astype(np.uint16)
    path = write_dng(tmp_path / "a.dng", values, opcodes=opcodes)
    np.testing.assert_allclose(read_photo(path).image.pixels, 0.2, rtol=4e-3)


def test_areas_count_from_what_light_reaches(tmp_path: Path) -> None:
    mosaic = np.full((HEIGHT + 6, WIDTH + 4), 512, np.uint16)
    mosaic[5:-1, 3:-1] = mosaic_of(wall() / at_pixels(lens_gains()))
    opcodes = gain_maps([lens_gains()[..., c] for c in RGGB], (HEIGHT, WIDTH))
    path = write_dng(
        tmp_path / "a.dng", mosaic, active=(5, 3, HEIGHT + 5, WIDTH + 3), opcodes=opcodes
    )
    inner = read_photo(path).image.pixels[4:-4, 4:-4]
    np.testing.assert_allclose(inner, 0.2, rtol=1.2e-2)  # an odd first row is left out


GOOD = gain_maps([np.full((2, 2), 2.0)] * 4, (HEIGHT, WIDTH))
FIRST = slice(20, 20 + 76)
"""The numbers of the first map, behind the list's length and the opcode's head."""


def _with(place: int, number: bytes) -> bytes:
    return GOOD[:place] + number + GOOD[place + len(number) :]


@pytest.mark.parametrize(
    "opcodes",
    [
        GOOD[:60],
        GOOD[:-3],
        b"\xff" * 200,
        _with(FIRST.start + 24, struct.pack(">I", 0)),  # every 0th row
        _with(FIRST.start + 32, struct.pack(">2I", 2**31, 2**31)),  # points
        _with(FIRST.start + 76, struct.pack(">f", float("nan"))),
        _with(FIRST.start + 76, struct.pack(">f", float("inf"))),
        _with(FIRST.start + 76, struct.pack(">f", -1.0)),
        _with(FIRST.start + 76, struct.pack(">f", 1e6)),
        _with(FIRST.start + 76, struct.pack(">f", 1e-30)),
        _with(FIRST.start + 40, struct.pack(">d", float("inf"))),  # how far points lie apart
        _with(FIRST.start + 8, struct.pack(">I", HEIGHT // 2)),  # one map for the upper half
        _with(FIRST.start + 24, struct.pack(">I", 4)),  # every 4th row
        _with(FIRST.start + 16, struct.pack(">I", 1)),  # a plane that there is not
        struct.pack(">I", 40 * 4) + 40 * GOOD[4:],  # 2 to the power of 40
        struct.pack(">I", 1) + GOOD[4 : 4 + len(GOOD) // 4],  # for red alone
        gain_maps([np.full((30000, 2), 2.0), np.full((2, 30000), 2.0)] * 2, (HEIGHT, WIDTH)),
    ],
)
def test_what_makes_no_sense_is_left_alone(tmp_path: Path, opcodes: bytes) -> None:
    plain = write_dng(tmp_path / "plain.dng", mosaic_of(wall()))
    odd = write_dng(tmp_path / "odd.dng", mosaic_of(wall()), opcodes=opcodes)
    assert read_lens_shading(odd) is None
    np.testing.assert_array_equal(read_photo(odd).image.pixels, read_photo(plain).image.pixels)


def test_a_map_for_a_part_is_not_the_lens_s(tmp_path: Path) -> None:
    opcodes = gain_maps([np.full((2, 2), 2.0)] * 4, (HEIGHT, WIDTH // 2))
    path = write_dng(tmp_path / "a.dng", mosaic_of(wall()), opcodes=opcodes)
    assert read_lens_shading(path) is None


def test_other_files_have_none(tmp_path: Path) -> None:
    assert read_lens_shading(write_dng(tmp_path / "a.dng", mosaic_of(wall()))) is None
    (tmp_path / "no.crw").write_bytes(b"II\x1a\0\0\0HEAPCCDR")
    assert read_lens_shading(tmp_path / "no.crw") is None
    assert read_lens_shading(tmp_path / "gone.dng") is None
