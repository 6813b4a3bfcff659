from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.develop.color import convert, encode
from lowlight_desktop.develop.sharpening import OUTPUT_AMOUNTS, OUTPUT_SIGMA_PX, sharpened
from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.color_space import WORKING
from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat, OutputSharpening
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.export import export
from lowlight_desktop.studio.reduction import reduced_photo

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
WIDTH, HEIGHT = 90, 1100  # more than two bands of 512 rows


def _source(folder: Path, channels: int = 3) -> Path:
    pixels = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH, channels), np.uint8)
    assert cv2.imwrite(str(folder / "dark.png"), pixels)
    return folder / "dark.png"


def _exported(source: Path, long_edge_px: int | None, token: CancelToken | None = None) -> Path:
    options = ExportOptions(FileFormat.PNG, 16, long_edge_px=long_edge_px)
    output = source.with_name("out.png")
    return export(source, output, OFF, options, Enhancer(), Progress(token=token)).output


def test_an_export_has_the_wished_long_edge_and_the_average_light(tmp_path: Path) -> None:
    source = _source(tmp_path)
    made = cv2.imread(str(_exported(source, 330)), cv2.IMREAD_UNCHANGED)
    assert made is not None
    assert made.shape == (330, 27, 3)
    light = cv2.resize(read_photo(source).image.pixels, (27, 330), interpolation=cv2.INTER_AREA)
    wanted = encode(np.asarray(light, np.float32), ExportOptions().space, 16)[..., ::-1]
    assert np.abs(made.astype(int) - wanted).max() <= 2  # of 65535: sums in another order


def test_a_smaller_photo_is_not_enlarged_and_its_pixels_stay(tmp_path: Path) -> None:
    source = _source(tmp_path)
    made = cv2.imread(str(_exported(source, 5000)), cv2.IMREAD_UNCHANGED)
    same = cv2.imread(str(_exported(source, None)), cv2.IMREAD_UNCHANGED)
    assert made is not None
    assert same is not None
    np.testing.assert_array_equal(made, same)


@pytest.mark.parametrize("long_edge_px", [330, None])  # reduced, and band by band in full size
def test_an_export_is_sharpened_in_its_final_size(tmp_path: Path, long_edge_px: int | None) -> None:
    source, output = _source(tmp_path), tmp_path / "out.png"
    plain = ExportOptions(FileFormat.PNG, 16, long_edge_px=long_edge_px)
    for options in (plain, replace(plain, sharpening=OutputSharpening.HIGH)):
        export(source, output, OFF, options, Enhancer(), Progress())
    soft, crisp = (read_photo(tmp_path / name).image.pixels for name in ("out.png", "out-2.png"))
    amount = OUTPUT_AMOUNTS[OutputSharpening.HIGH]
    wanted = encode(sharpened(soft, amount, OUTPUT_SIGMA_PX), plain.space, 16)
    # `soft` was rounded to 16 bits before: of 65535, up to some 4 in a dark pixel that is raised.
    difference = np.abs(encode(crisp, plain.space, 16).astype(int) - wanted)
    assert difference.max() <= 8
    assert np.abs(crisp - soft).max() > 0.01


def test_an_export_keeps_to_its_megapixels(tmp_path: Path) -> None:
    source = _source(tmp_path)
    options = ExportOptions(FileFormat.PNG, megapixels=0.02)
    made = export(source, tmp_path / "out.png", OFF, options, Enhancer(), Progress()).output
    height, width = read_photo(made).image.pixels.shape[:2]
    assert 0.95 * 20_000 < height * width <= 20_000


def test_coverage_is_reduced_with_the_colors(tmp_path: Path) -> None:
    made = cv2.imread(str(_exported(_source(tmp_path, 4), 330)), cv2.IMREAD_UNCHANGED)
    assert made is not None
    assert made.shape == (330, 27, 4)


def test_the_color_of_what_is_transparent_leaves_no_fringe() -> None:
    pixels = np.zeros((2, 4, 3), np.float32)
    pixels[:, ::2] = 0.5  # every other column is covered, the others hold black nothing
    alpha = np.zeros((2, 4), np.float32)
    alpha[:, ::2] = 1.0
    photo = Image(pixels, WORKING, alpha)
    small = reduced_photo(photo, lambda r: pixels[r.slices], (1, 2), [Region.whole(2, 4)])
    np.testing.assert_allclose(small.pixels, 0.5, atol=1e-6)
    assert small.alpha is not None
    np.testing.assert_allclose(small.alpha, 0.5, atol=1e-6)


def test_a_reduction_can_be_cancelled_between_bands(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        _exported(_source(tmp_path), 100, token)
    assert not (tmp_path / "out.png").exists()


def test_light_is_averaged_rather_than_stored_numbers(tmp_path: Path) -> None:
    black_white = np.zeros((2, 2, 3), np.uint8)
    black_white[:, 1] = 255
    assert cv2.imwrite(str(tmp_path / "dark.png"), black_white)
    made = cv2.imread(str(_exported(tmp_path / "dark.png", 1)), cv2.IMREAD_UNCHANGED)
    half = convert(np.full((1, 1, 3), 0.5, np.float32), WORKING, ExportOptions().space)
    assert made is not None
    np.testing.assert_allclose(made / 65535, half, atol=1e-4)  # 0.735, not 0.5
