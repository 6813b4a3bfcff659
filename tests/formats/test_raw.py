from pathlib import Path

import numpy as np
import pytest
import rawpy

from lowlight_desktop.develop.color import convert
from lowlight_desktop.formats.raw import DEMOSAIC, develop_raw, opened
from lowlight_desktop.formats.reading import read_draft, read_photo
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.errors import ReadError
from tests.formats.dng_writing import (
    BLACK,
    CAMERA_MATRIX,
    RGGB,
    WHITE,
    WHITE_BALANCE,
    XTRANS,
    mosaic_of,
    sensor_values,
    write_dng,
)

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
CRW = SAMPLES / "Canon_PowerShot_S40_CRW_0112.CRW"
BAYER = [(0, 1, 1, 2), (1, 0, 2, 1), (1, 2, 0, 1), (2, 1, 1, 0)]


def _camera(color: tuple[float, float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Camera RGB before balancing of a color in linear Rec. 2020, (1, 1, 3)."""
    to_camera = CAMERA_MATRIX @ WORKING.to_xyz()
    balanced = (to_camera / to_camera.sum(axis=1, keepdims=True)) @ np.array(color)
    return (balanced / np.array(WHITE_BALANCE))[None, None]


def _flat(color: tuple[float, float, float], height: int = 64, width: int = 96):  # noqa: ANN202
    return np.broadcast_to(_camera(color), (height, width, 3))


@pytest.mark.parametrize("cell", BAYER)
@pytest.mark.parametrize("color", [(0.3, 0.3, 0.3), (0.4, 0.2, 0.05), (0.02, 0.1, 0.3)])
def test_a_bayer_raw_shows_the_color_that_was_there(
    tmp_path: Path, cell: tuple[int, ...], color: tuple[float, float, float]
) -> None:
    photo = read_photo(write_dng(tmp_path / "a.dng", mosaic_of(_flat(color), cell), cell))
    np.testing.assert_allclose(photo.image.pixels[8:-8, 8:-8].mean((0, 1)), color, atol=1e-3)
    assert photo.is_raw
    assert photo.bit_depth == 14
    assert photo.source_format == "Lowlight DNG"


def test_the_mosaic_is_what_the_sensor_recorded(tmp_path: Path) -> None:
    values = mosaic_of(np.random.default_rng(1).uniform(0, 1, (32, 48, 3)))
    mosaic = read_photo(write_dng(tmp_path / "a.dng", values, orientation=6)).mosaic
    assert mosaic is not None
    np.testing.assert_array_equal(mosaic.data, values)
    assert mosaic.is_bayer
    assert [mosaic.colors[i] for i in mosaic.pattern.ravel()] == ["R", "G", "G", "B"]
    assert set(mosaic.black_level) == {float(BLACK)}
    assert mosaic.white_level == WHITE
    assert mosaic.orientation == 6
    np.testing.assert_allclose(mosaic.white_balance[:3], WHITE_BALANCE, rtol=1e-3)
    rows = mosaic.camera_matrix / CAMERA_MATRIX  # equal up to a factor for each row
    np.testing.assert_allclose(rows, rows.mean(axis=1, keepdims=True) * np.ones(3), rtol=2e-2)


@pytest.mark.parametrize("black", [WHITE, 0xFFFFF000])
def test_a_black_level_that_is_not_below_white_is_refused(tmp_path: Path, black: int) -> None:
    values = mosaic_of(_flat((0.3, 0.2, 0.1), 64, 64))
    path = write_dng(tmp_path / "a.dng", values, blacks=(black,) * 4)
    for read in (read_photo, read_draft):
        with pytest.raises(ReadError, match="damaged"):
            read(path)


def test_x_trans_opens(tmp_path: Path) -> None:
    color = (0.3, 0.2, 0.1)
    flat = _flat(color, 516, 516)  # LibRaw's X-Trans needs 512
    photo = read_photo(write_dng(tmp_path / "a.dng", mosaic_of(flat, XTRANS), XTRANS))
    np.testing.assert_allclose(photo.image.pixels[20:-20, 20:-20].mean((0, 1)), color, atol=1e-3)
    assert photo.mosaic is not None
    assert photo.mosaic.pattern.shape == (6, 6)
    assert not photo.mosaic.is_bayer


def test_a_linear_dng_opens_without_a_mosaic(tmp_path: Path) -> None:
    color = (0.4, 0.3, 0.1)
    photo = read_photo(write_dng(tmp_path / "a.dng", sensor_values(_flat(color))))
    np.testing.assert_allclose(photo.image.pixels.mean((0, 1)), color, atol=1e-3)
    assert photo.mosaic is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_raw_is_upright(tmp_path: Path, orientation: int) -> None:
    light = np.full((64, 96, 3), 0.05)
    light[:20, :30] = 0.4  # a lamp at the top left of the sensor
    path = write_dng(tmp_path / "a.dng", mosaic_of(light), orientation=orientation)
    photo = read_photo(path)
    assert photo.mosaic is not None
    assert photo.mosaic.orientation == orientation
    green = photo.image.pixels[..., 1]
    y, x = (int(v.mean()) for v in np.nonzero(green > green.mean() * 2))
    at_bottom, at_right = y > photo.image.height // 2, x > photo.image.width // 2
    assert (at_bottom, at_right) == (orientation in (3, 4, 7, 8), orientation in (2, 3, 6, 7))


def test_clipped_lights_are_neutral_and_bright(tmp_path: Path) -> None:
    photo = read_photo(write_dng(tmp_path / "a.dng", mosaic_of(np.ones((64, 96, 3)))))
    lamp = photo.image.pixels[8:-8, 8:-8]
    np.testing.assert_allclose(lamp, lamp.mean(), rtol=2e-3)
    assert lamp.mean() > 1.0


def test_a_lamp_below_the_documented_white_is_neutral_too(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    full = 0.9 + rng.normal(0, 0.002, (64, 96, 3))  # the sensor fills 10 % early, with some noise
    scene = rng.uniform(0, 0.5, (64, 96, 3))
    scene[:40] = full[:40]
    pixels = read_photo(write_dng(tmp_path / "a.dng", mosaic_of(scene))).image.pixels
    lamp = pixels[8:32, 8:-8].mean((0, 1))
    np.testing.assert_allclose(lamp, lamp.mean(), rtol=0.02)


def test_the_samples_have_the_colors_that_libraw_gives_them() -> None:
    with opened(CRW) as raw:
        ours = convert(develop_raw(raw), WORKING, LINEAR_SRGB)
    with rawpy.imread(str(CRW)) as raw:
        theirs = raw.postprocess(
            demosaic_algorithm=DEMOSAIC,
            use_camera_wb=True,
            output_color=rawpy.ColorSpace.sRGB,
            gamma=(1, 1),
            no_auto_bright=True,
            adjust_maximum_thr=0.0,
            output_bps=16,
        ) / np.float32(65535)
    unclipped = (theirs.max(axis=2) < 0.6) & (theirs.min(axis=2) > 0.01)
    assert unclipped.mean() > 0.5
    difference = np.abs(ours - theirs)[unclipped]
    assert np.median(difference) < 2e-3
    np.testing.assert_allclose(ours[unclipped].mean(0), theirs[unclipped].mean(0), rtol=0.01)


def test_the_samples_tell_how_they_were_taken() -> None:
    photo = read_photo(CRW)
    assert photo.source_format == "Canon CRW"
    assert photo.bit_depth == 10
    assert photo.mosaic is not None
    assert photo.mosaic.iso == 50
    assert photo.mosaic.exposure_s == pytest.approx(1 / 6, rel=0.01)
    assert (photo.image.height, photo.image.width) == photo.mosaic.data.shape


def test_a_raw_is_one_by_its_tags_not_by_its_name(tmp_path: Path) -> None:
    path = write_dng(tmp_path / "a.tif", mosaic_of(_flat((0.1, 0.1, 0.1))), RGGB)
    assert read_photo(path).is_raw


def test_a_compression_that_cannot_be_unpacked_is_named(tmp_path: Path) -> None:
    path = write_dng(tmp_path / "a.dng", mosaic_of(_flat((0.1, 0.1, 0.1))))
    data = bytearray(path.read_bytes())
    at = data.index(b"\x03\x01\x03\0\x01\0\0\0\x01\0")  # tag 259, one SHORT: uncompressed
    data[at + 8] = 9
    path.write_bytes(data)
    with pytest.raises(ReadError, match="VC-5"):
        read_photo(path)


def test_damaged_sensor_data_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    hurt, rng = bytearray(CRW.read_bytes()), np.random.default_rng(0)
    for place in rng.integers(600_000, 2_000_000, 40):
        hurt[place] = int(rng.integers(256))
    path = tmp_path / "a.crw"
    path.write_bytes(hurt)
    with pytest.raises(ReadError, match="damaged"):
        read_photo(path)
    assert capfd.readouterr().err == ""
