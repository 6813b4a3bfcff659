import os
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pytest
import rawpy
from numpy.typing import NDArray

from lowlight_desktop.formats import quick_look as module
from lowlight_desktop.formats.quick_look import camera_jpeg, quick_look, rating
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.studio.pixels import plain_pixels
from tests.formats.dng_writing import mosaic_of, write_dng
from tests.formats.phone_photo import phone_photo, wall
from tests.formats.sample_files import ENCODERS, HEIGHT, WIDTH, quadrants

SAMPLES = sorted((Path(__file__).parents[2] / "resources" / "samples").glob("*.CRW"))


def smooth(height: int, width: int) -> NDArray[np.uint8]:
    """A picture of which a reduction loses nothing: red to the right, green downward."""
    out = np.full((height, width, 3), 60, np.uint8)
    out[..., 0] = np.linspace(0, 255, width)[None]
    out[..., 1] = np.linspace(0, 255, height)[:, None]
    return out


@pytest.mark.parametrize("name", ENCODERS)
def test_every_kind_of_file_can_be_seen(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(ENCODERS[name](quadrants()))
    look = quick_look(path, 1000)
    assert look.shape == (HEIGHT, WIDTH, 3), "never enlarged"
    assert look.dtype == np.uint8
    for row, column in ((10, 10), (10, 50), (40, 10), (40, 50)):
        difference = look[row, column].astype(int) - quadrants()[row, column]
        assert np.abs(difference).max() < 25  # what lossy files do to saturated fields


@pytest.mark.parametrize("longest", [900, 400, 130])
def test_a_jpeg_is_decoded_small_and_fits(tmp_path: Path, longest: int) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(imagecodecs.jpeg8_encode(smooth(800, 1200), level=95))
    look = quick_look(path, longest)
    assert max(look.shape) == longest
    expected = cv2.resize(smooth(800, 1200), look.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(look.astype(int) - expected).mean() < 3


def oriented(path: Path, orientation: int) -> Path:
    import pyexiv2

    path.write_bytes(imagecodecs.jpeg8_encode(smooth(80, 120), level=95))
    with pyexiv2.Image(str(path)) as image:
        image.modify_exif({"Exif.Image.Orientation": str(orientation)})
    return path


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_stands_upright(tmp_path: Path, orientation: int) -> None:
    path = oriented(tmp_path / "turned.jpg", orientation)
    look, whole = quick_look(path, 1000), plain_pixels(path)
    assert look.shape == whole.shape
    assert np.abs(look.astype(int) - whole).mean() < 2


def test_colors_of_a_profile_come_out_as_in_the_photo(tmp_path: Path) -> None:
    from lowlight_desktop.formats.output_profile import icc_profile
    from lowlight_desktop.photo.color_space import DISPLAY_P3

    path = tmp_path / "wide.jpg"
    path.write_bytes(imagecodecs.jpeg8_encode(smooth(80, 120), level=95))
    from PIL import Image

    with Image.open(path) as plain:
        plain.save(path, quality=95, icc_profile=icc_profile(DISPLAY_P3))
    look, whole = quick_look(path, 1000), plain_pixels(path)
    assert np.abs(look.astype(int) - whole).mean() < 2


@pytest.mark.parametrize("path", SAMPLES, ids=[p.name for p in SAMPLES])
def test_a_raw_shows_its_preview(path: Path) -> None:
    look = quick_look(path, 1600)
    assert look.shape == (480, 640, 3)  # what a PowerShot S40 embeds
    mine = camera_jpeg(path)
    assert mine is not None
    np.testing.assert_array_equal(mine, look)
    assert max(quick_look(path, 160).shape) == 160


def test_a_raw_whose_preview_is_a_stamp_is_developed_coarsely() -> None:
    look = quick_look(SAMPLES[0], 4000)
    assert max(look.shape) > 1000
    whole = plain_pixels(SAMPLES[0])
    size = look.shape[1], look.shape[0]
    expected = cv2.resize(whole, size, interpolation=cv2.INTER_AREA).astype(float)
    assert np.abs(cv2.blur(look.astype(float), (25, 25)) - cv2.blur(expected, (25, 25))).mean() < 6


def test_a_raw_without_preview_is_developed_coarsely(tmp_path: Path) -> None:
    path = write_dng(tmp_path / "bare.dng", mosaic_of(smooth(HEIGHT, WIDTH) / 512.0))
    assert camera_jpeg(path) is None
    look = quick_look(path, 1000)
    assert look.shape == (HEIGHT // 2, WIDTH // 2, 3)  # a pixel a Bayer cell
    whole = plain_pixels(path)
    expected = cv2.resize(whole, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA)
    assert np.abs(look.astype(float) - expected).mean() < 4


class Turned:
    """LibRaw with a preview that is held as the sensor was, or turned already."""

    def __init__(self, flip: int, preview: NDArray[np.uint8]) -> None:
        self.flip, self.preview = flip, preview

    def __call__(self, _name: str) -> "Turned":
        return self

    def __enter__(self) -> "Turned":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def extract_thumb(self) -> rawpy.Thumbnail:
        return rawpy.Thumbnail(rawpy.ThumbFormat.BITMAP, self.preview)

    @property
    def sizes(self) -> "Turned":
        return self

    raw_width, raw_height = 6000, 4000


@pytest.mark.parametrize("orientation", [1, 6])
def test_the_corners_of_a_phone_s_raw_are_as_bright_as_its_middle(
    tmp_path: Path, orientation: int
) -> None:
    look = quick_look(phone_photo(tmp_path, wall(), orientation=orientation), 1000)
    assert int(np.ptp(look[2:-2, 2:-2])) <= 4


@pytest.mark.parametrize(("flip", "orientation"), [(0, 1), (3, 3), (5, 8), (6, 6)])
def test_a_preview_is_turned_as_the_raw_says(
    monkeypatch: pytest.MonkeyPatch, flip: int, orientation: int
) -> None:
    from lowlight_desktop.develop.orientation import upright

    monkeypatch.setattr(module.rawpy, "imread", Turned(flip, smooth(40, 60)))
    seen = camera_jpeg(SAMPLES[0])
    np.testing.assert_array_equal(seen, upright(smooth(40, 60), orientation))


def test_a_preview_that_stands_already_is_left_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.rawpy, "imread", Turned(6, smooth(60, 40)))
    np.testing.assert_array_equal(camera_jpeg(SAMPLES[0]), smooth(60, 40))


@pytest.mark.parametrize("name", ["notes.txt", "empty.jpg", "broken.CRW", "missing.jpg", "folder"])
def test_what_is_no_photo_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif name != "missing.jpg":
        crw = SAMPLES[0].read_bytes()[:3000]
        path.write_bytes({"notes.txt": b"remember the milk", "broken.CRW": crw}.get(name, b""))
    with pytest.raises(ReadError, match=name):
        quick_look(path, 500)
    assert camera_jpeg(path) is None
    assert rating(path) is None


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "night.jpg"
    os.mkfifo(pipe)
    with pytest.raises(ReadError):
        quick_look(pipe, 500)
    assert camera_jpeg(pipe) is None
    assert rating(pipe) is None


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{stars}"/></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("name", ["night.xmp", "night.CRW.xmp", "night.XMP"])
def test_stars_come_from_the_file_beside_the_photo(tmp_path: Path, name: str) -> None:
    photo = tmp_path / "night.CRW"
    photo.write_bytes(SAMPLES[0].read_bytes())
    assert rating(photo) is None
    (tmp_path / name).write_text(XMP.format(stars=4))
    assert rating(photo) == 4


@pytest.mark.parametrize(("said", "stars"), [("3", 3), ("-1", 0), ("9", 5), ("many", None)])
def test_stars_come_from_the_photo_itself(tmp_path: Path, said: str, stars: int | None) -> None:
    photo, beside = tmp_path / "night.jpg", tmp_path / "night.xmp"
    photo.write_bytes(imagecodecs.jpeg8_encode(smooth(20, 30)))
    import pyexiv2

    with pyexiv2.Image(str(photo)) as image:
        image.modify_xmp({"Xmp.xmp.Rating": said})
    assert rating(photo) == stars
    beside.write_text("no XMP at all")
    assert rating(photo) == stars, "a broken file beside it says nothing"
