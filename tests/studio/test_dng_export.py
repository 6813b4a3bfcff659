from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.develop.ciede2000 import ciede2000, light_to_lab
from lowlight_desktop.develop.color import convert
from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.dng_camera import numbers_of
from lowlight_desktop.formats.dng_pixels import documented_white, sensor_values
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.gain_maps import read_lens_shading
from lowlight_desktop.formats.noise_profile import NOISE_PROFILE
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp
from lowlight_desktop.formats.tiff_reading import all_pages
from lowlight_desktop.photo.color_space import LINEAR_SRGB, WORKING
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.dng_export import sensor_picture
from lowlight_desktop.studio.export import export
from lowlight_desktop.studio.noise import noise_of
from tests.formats.dng_writing import BLACK, WHITE, XTRANS, mosaic_of, write_dng
from tests.formats.phone_photo import lens_gains, phone_photo, wall

CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
DNG = ExportOptions(FileFormat.DNG, 16)
COLOR = (0.30, 0.42, 0.21)  # camera RGB that fills no channel


def _raw(folder: Path, orientation: int = 1) -> Path:
    light = np.broadcast_to(np.array(COLOR), (96, 120, 3)).copy()
    light[:24, :36] *= 0.5  # tells the corners apart
    return write_dng(folder / "night.dng", mosaic_of(light), orientation=orientation)


def _exported(source: Path, recipe: Recipe = OFF, options: ExportOptions = DNG) -> Path:
    output = source.with_name("out.dng")
    return export(source, output, recipe, options, Enhancer("cpu"), Progress()).output


def _stored(path: Path) -> NDArray[np.uint16]:
    with rawpy.imread(str(path)) as raw:
        return raw.raw_image[..., :3].copy()


def _lab(pixels: Pixels) -> NDArray[np.float64]:
    light = convert(np.clip(pixels, 0, 1), WORKING, LINEAR_SRGB)
    return light_to_lab(np.clip(light, 0, 1).astype(np.float64))


def test_libraw_finds_the_sensors_colors_in_the_file(tmp_path: Path) -> None:
    middle = _stored(_exported(_raw(tmp_path)))[40:80, 50:110].mean((0, 1)) / 65535
    np.testing.assert_allclose(middle, COLOR, atol=1e-4)  # 14 bits in the original


def test_the_shading_of_a_phone_s_lens_is_evened_out_once(tmp_path: Path) -> None:
    made = _exported(phone_photo(tmp_path, wall()))
    assert read_lens_shading(made) is None
    inner = read_photo(made).image.pixels[4:-4, 4:-4]
    np.testing.assert_allclose(inner, 0.2, rtol=4e-3)


@pytest.mark.parametrize("crop", [(0, 0, 0, 0), (0, 0, 0, 300), (0, 0, 1, 1)])
def test_a_crop_of_nothing_is_all(tmp_path: Path, crop: tuple[int, int, int, int]) -> None:
    sensor = np.full((112, 140), BLACK + 400, np.uint16)
    made = _exported(write_dng(tmp_path / "a.dng", sensor, active=(5, 7, 105, 127), crop=crop))
    with tifffile.TiffFile(made) as tiff:
        tags = list(all_pages(tiff.pages))[1].tags
        said = tags[50719].value, tags[50720].value
    assert said == ((0, 0), _stored(made).shape[1::-1])


def test_the_noise_of_a_phone_is_told_as_its_lens_s_shading_has_lifted_it(tmp_path: Path) -> None:
    path = phone_photo(tmp_path, wall(), noise=0.004)
    level = noise_of(read_photo(path))
    assert level is not None
    with tifffile.TiffFile(_exported(path)) as tiff:
        said = list(all_pages(tiff.pages))[1].tags[NOISE_PROFILE].value
    lifted = np.array(said[::2]) * (WHITE - BLACK) / np.array(level.gain[:3])
    np.testing.assert_allclose(lifted, lens_gains().mean((0, 1)), rtol=1e-3)


@pytest.mark.parametrize(
    ("corner", "origin"), [((4, 6), (9, 8)), ((5, 6), (9, 7)), ((4, 7), (8, 8)), ((5, 7), (8, 7))]
)
def test_hosts_begin_where_the_original_s_crop_does(
    tmp_path: Path, corner: tuple[int, int], origin: tuple[int, int]
) -> None:
    sensor = np.full((112, 140), BLACK + 400, np.uint16)
    top, left = corner
    sensor[top + 8 :, left + 9 :] = BLACK + 4000  # bright from where the crop begins
    path = write_dng(
        tmp_path / "a.dng",
        sensor,
        active=(top, left, top + 100, left + 120),
        crop=(9, 8, 100, 80),
    )
    made = _exported(path)
    with tifffile.TiffFile(made) as tiff:
        tags = list(all_pages(tiff.pages))[1].tags
        said = [
            numbers_of((code, int(tags[code].dtype), 2, tags[code].value, True))
            for code in (50719, 50720)
        ]
    assert said == [list(origin), [100, 80]]
    column, row = origin
    stored = _stored(made)[..., 1].astype(int)
    assert stored[row + 3, column + 3] > 5 * stored[row - 3, column - 3]
    assert stored[row, column] > 3 * stored[row - 1, column - 1]


def test_libraw_reads_back_every_bit(tmp_path: Path) -> None:
    photo = read_photo(CRW)
    assert photo.mosaic is not None
    wanted = sensor_values(photo.image, photo.mosaic, documented_white(CRW, photo.mosaic))
    source = tmp_path / CRW.name
    source.write_bytes(CRW.read_bytes())
    np.testing.assert_array_equal(_stored(_exported(source)), wanted)


def test_a_raw_and_its_dng_are_the_same_picture(tmp_path: Path) -> None:
    source = tmp_path / CRW.name
    source.write_bytes(CRW.read_bytes())
    before, after = (_lab(read_photo(p).image.pixels) for p in (source, _exported(source)))
    apart = ciede2000(before, after)
    # 65536 levels, and lights above a full sensor, which a DNG cuts.
    assert np.median(apart) < 0.01
    assert np.quantile(apart, 0.999) < 0.5


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_it_lies_as_the_sensor_and_is_shown_upright(tmp_path: Path, orientation: int) -> None:
    source = _raw(tmp_path, orientation)
    out = _exported(source)
    stored = _stored(out)
    assert stored.shape == (96, 120, 3)
    assert stored[8:16, 8:28].mean() < 0.6 * stored[80:, 80:].mean()
    before, after = (read_photo(path).image.pixels for path in (source, out))
    np.testing.assert_allclose(after, before, atol=1e-3)
    with tifffile.TiffFile(out) as tiff:
        preview = all_pages(tiff.pages)
        shown = upright(list(preview)[2].asarray(), orientation)
    assert shown.shape == before.shape


def test_light_and_finish_are_in_the_preview_and_the_recipe_only(tmp_path: Path) -> None:
    source = _raw(tmp_path)
    brighter = replace(OFF, finish=Finish(exposure_ev=1.0))
    plain, lit = _exported(source), _exported(source, brighter)
    np.testing.assert_array_equal(_stored(plain), _stored(lit))
    previews: list[float] = []
    for path in (plain, lit):
        with tifffile.TiffFile(path) as tiff:
            previews.append(float(list(all_pages(tiff.pages))[2].asarray().mean()))
    assert previews[1] > previews[0] + 20  # an EV is about 40 of 255 levels there
    assert recipe_from_xmp(read_metadata(lit).xmp) == brighter


def test_a_wished_size_does_not_touch_the_sensors_pixels(tmp_path: Path) -> None:
    out = _exported(_raw(tmp_path), options=replace(DNG, long_edge_px=60))
    assert _stored(out).shape == (96, 120, 3)


def test_hosts_learn_the_noise_of_the_sensor(tmp_path: Path) -> None:
    source = _raw(tmp_path)
    photo = read_photo(source)
    noise = noise_of(photo)
    assert noise is not None
    with tifffile.TiffFile(_exported(source)) as tiff:
        said = list(all_pages(tiff.pages))[1].tags[NOISE_PROFILE].value
    full = WHITE - BLACK
    wanted = [n for i in range(3) for n in (noise.gain[i] / full, (noise.read[i] / full) ** 2)]
    np.testing.assert_allclose(said, wanted, rtol=1e-6)


def test_of_a_clean_photo_no_noise_is_told(tmp_path: Path) -> None:
    raw = sensor_picture(read_photo(_raw(tmp_path)), noise_left=0.0).raw
    assert raw.is_clean
    assert raw.noise_profile == ()


def test_half_the_noise_is_a_quarter_of_its_variance(tmp_path: Path) -> None:
    photo = read_photo(_raw(tmp_path))
    half, all_of_it = (sensor_picture(photo, noise_left=left).raw for left in (0.5, 1.0))
    assert not half.is_clean
    np.testing.assert_allclose(half.noise_profile, np.array(all_of_it.noise_profile) / 4, rtol=1e-6)


def test_a_sensor_that_fills_early_is_not_made_brighter(tmp_path: Path) -> None:
    photo = read_photo(_raw(tmp_path))
    assert photo.mosaic is not None
    early = replace(photo.mosaic, white_level=BLACK + 0.8 * (WHITE - BLACK))
    values = sensor_values(photo.image, early, WHITE)
    usual = sensor_values(photo.image, photo.mosaic, WHITE)
    np.testing.assert_allclose(values, 0.8 * usual, atol=1)


def test_x_trans_is_possible(tmp_path: Path) -> None:
    light = np.broadcast_to(np.array(COLOR), (516, 516, 3))  # LibRaw's X-Trans needs 512
    source = write_dng(tmp_path / "night.dng", mosaic_of(light, XTRANS), XTRANS)
    middle = _stored(_exported(source))[20:-20, 20:-20].mean((0, 1)) / 65535
    np.testing.assert_allclose(middle, COLOR, atol=1e-3)


def test_full_color_and_strange_filters_are_refused_in_a_sentence(tmp_path: Path) -> None:
    full = write_dng(tmp_path / "full.dng", np.full((64, 64, 3), 3000, np.uint16))
    with pytest.raises(
        WriteError, match=r"full.dng: .* this Lowlight DNG holds none\. Choose TIFF"
    ):
        _exported(full)
    photo = read_photo(_raw(tmp_path))
    assert photo.mosaic is not None
    strange: Photograph = replace(photo, mosaic=replace(photo.mosaic, colors="CMYG"))
    with pytest.raises(WriteError, match="its sensor has CMYG"):
        sensor_picture(strange)
