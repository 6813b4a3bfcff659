"""Hosts' files: what goes in comes back, but for its pixels."""

import os
import tempfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import Any

import cv2
import imagecodecs
import numpy as np
import pyexiv2
import pytest
import tifffile

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.in_place.jpeg_file import quality_of, sampling_of
from lowlight_desktop.formats.in_place.notice import Notice
from lowlight_desktop.formats.in_place.replacing import ChangedError
from lowlight_desktop.formats.jpeg_segments import read_header
from lowlight_desktop.formats.leftovers import temporary_in
from lowlight_desktop.formats.naming import numbered
from lowlight_desktop.formats.output_profile import icc_profile
from lowlight_desktop.photo.color_space import PROPHOTO, SRGB
from lowlight_desktop.photo.errors import PhotoError, WriteError
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL, Recipe
from lowlight_desktop.studio.in_place import edit_in_place, prospect_of
from lowlight_desktop.studio.pixels import plain_pixels
from tests.host_files import (
    BRIGHTER,
    HEIGHT,
    IPTC_CITY,
    WIDTH,
    lightroom_tiff,
    picture,
    pixels_of,
    tags_of,
    write_jpeg,
    write_tiff,
)

_NOBODY = 65534

COMPRESSIONS = (None, "lzw", "adobe_deflate", "packbits", "zstd")


def edit(path: Path, recipe: Recipe = BRIGHTER, copy_to: Path | None = None) -> list[str]:
    """Edit a file; what was told meanwhile."""
    told: list[str] = []

    def tell(notice: Notice) -> None:
        told.append(str(notice))

    edit_in_place(path, recipe, Enhancer("cpu"), Progress(), copy_to=copy_to, told=tell)
    return told


@pytest.mark.parametrize("compression", [None, "lzw"])
def test_lightrooms_tiff_keeps_all_but_its_pixels(tmp_path: Path, compression: str | None) -> None:
    path = lightroom_tiff(tmp_path / "night-Edit.tif", compression)
    before, old = tags_of(path), pixels_of(path)
    assert edit(path) == []
    after, new = tags_of(path), pixels_of(path)
    assert after == before
    assert after[34675] == icc_profile(PROPHOTO)
    assert b'xmp:Rating="4"' in after[700]
    assert IPTC_CITY in after[33723]
    assert after[34665]["ISOSpeedRatings"] == 6400
    assert new.dtype == np.uint16
    assert new.shape == (HEIGHT, WIDTH, 3)
    # ProPhoto's curve is a power of 1.8: a stop more is this factor in its numbers.
    bright = old > 6000  # rounding does not count there
    np.testing.assert_allclose(new[bright] / old[bright], 2.0 ** (1 / 1.8), rtol=2e-3)


@pytest.mark.parametrize("layout", [{}, {"tile": (32, 32)}, {"planarconfig": "separate"}])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float16", "float32"])
@pytest.mark.parametrize("compression", COMPRESSIONS)
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_look_that_changes_nothing_changes_no_number(
    tmp_path: Path, dtype: str, compression: str | None, layout: dict[str, Any], order: str
) -> None:
    values = picture(dtype)
    stored = np.moveaxis(values, 2, 0) if "planarconfig" in layout else values
    predicts = compression not in (None, "packbits")
    path = write_tiff(
        tmp_path / "a.tif",
        stored,
        compression=compression,
        predictor=predicts,
        byteorder=order,
        iccprofile=icc_profile(PROPHOTO),
        **layout,
    )
    before = tags_of(path)
    edit(path, ORIGINAL)
    assert tags_of(path) == before
    # Half floats have 11 bits, and go through float32 in linear light.
    tolerance = {"float16": 1e-3, "float32": 1e-6}.get(dtype, 0)
    np.testing.assert_allclose(pixels_of(path), stored, atol=tolerance, rtol=0)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("compression", [None, "lzw", "adobe_deflate", "packbits"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_libtiff_reads_the_same_pixels(
    tmp_path: Path, dtype: str, compression: str | None, order: str
) -> None:
    path = write_tiff(
        tmp_path / "a.tif",
        picture(dtype),
        compression=compression,
        predictor=compression not in (None, "packbits"),
        byteorder=order,
    )
    edit(path)
    seen = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)  # OpenCV has libtiff in it
    assert seen is not None
    np.testing.assert_array_equal(seen[..., ::-1], pixels_of(path))


def test_exiv2_finds_every_tag_again(tmp_path: Path) -> None:
    def tags(path: Path) -> list[dict[str, Any]]:
        with pyexiv2.Image(str(path)) as image:
            found = [image.read_exif(), image.read_iptc(), image.read_xmp()]
        places = {"Exif.Image.StripOffsets", "Exif.Image.StripByteCounts"}
        return [{k: v for k, v in table.items() if k not in places} for table in found]

    path = lightroom_tiff(tmp_path / "a.tif", "lzw")
    before = tags(path)
    assert all(before)
    edit(path)
    assert tags(path) == before


def test_a_big_tiff_stays_one(tmp_path: Path) -> None:
    path = write_tiff(tmp_path / "a.tif", picture(), bigtiff=True, compression="lzw")
    edit(path)
    with tifffile.TiffFile(path) as tiff:
        assert tiff.is_bigtiff
    assert pixels_of(path).mean() > picture().mean()


def test_floating_point_keeps_highlights_above_white(tmp_path: Path) -> None:
    values = picture("float32") * np.float32(4.0)
    path = write_tiff(tmp_path / "a.tif", values)  # no profile: linear light
    edit(path)
    np.testing.assert_allclose(pixels_of(path), values * 2.0, rtol=1e-4, atol=1e-5)
    assert pixels_of(path).max() > 2.0


UNUSUAL = imagecodecs.cms_profile(
    "rgb",
    whitepoint=[0.3457, 0.3585, 1.0],
    primaries=[0.65, 0.33, 1.0, 0.28, 0.62, 1.0, 0.15, 0.06, 1.0],
    gamma=2.0,
)


@pytest.mark.parametrize("profile", [None, icc_profile(PROPHOTO), UNUSUAL])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floating_point_keeps_what_is_darker_than_black_and_brighter_than_white(
    tmp_path: Path, dtype: str, profile: bytes | None
) -> None:
    values = picture("float32") * np.float32(8.0)
    values[:20] -= np.float32(3.0)  # colors outside of the space, noise around black
    values = values.astype(dtype)
    path = write_tiff(tmp_path / "a.tif", values, iccprofile=profile)
    edit(path, ORIGINAL)
    assert pixels_of(path).dtype == values.dtype
    # A bit of half precision at 4, or what powers of float32 leave.
    worst = 0.004 if dtype == "float16" else 1e-4
    np.testing.assert_allclose(pixels_of(path), values, rtol=0, atol=worst)
    edit(path)
    assert pixels_of(path).min() < values.min()
    assert pixels_of(path).max() > values.max()


@pytest.mark.parametrize("photometric", ["rgb", "minisblack", "miniswhite"])
@pytest.mark.parametrize("alpha", [None, "unassalpha", "assocalpha"])
def test_what_is_no_number_stays_where_it_was(
    tmp_path: Path, photometric: str, alpha: str | None
) -> None:
    channels = 3 if photometric == "rgb" else 1
    values = picture("float32", channels + (alpha is not None))
    values[5, 7:30, 0] = np.nan  # an empty corner of a panorama
    values[6, :, 0] = np.inf
    values[7, :, 0] = -np.inf
    extra = {} if alpha is None else {"extrasamples": [alpha]}
    path = write_tiff(
        tmp_path / "a.tif", values.squeeze(), photometric=photometric, compression="lzw", **extra
    )
    edit(path)
    after, strange = pixels_of(path).reshape(values.shape), ~np.isfinite(values)
    np.testing.assert_array_equal(after[strange], values[strange])
    assert np.isfinite(after[~strange]).all()
    assert (after[~strange] != values[~strange]).mean() > 0.4


def test_half_precision_ends_at_its_largest_number(tmp_path: Path) -> None:
    values = np.full((HEIGHT, WIDTH, 3), 60000.0, np.float16)
    path = write_tiff(tmp_path / "a.tif", values)
    edit(path)  # a stop brighter is 120000
    assert (pixels_of(path) == np.float16(65504.0)).all()


def test_an_unknown_profile_stays_and_its_numbers_are_meant_in_it(tmp_path: Path) -> None:
    values = picture()
    path = write_tiff(tmp_path / "a.tif", values, iccprofile=UNUSUAL)
    edit(path, ORIGINAL)
    assert tags_of(path)[34675] == UNUSUAL
    # LittleCMS there and back, where the curve is steep: a hundredth of an 8-bit step is 3.
    assert np.abs(pixels_of(path).astype(int) - values).max() <= 3


@pytest.mark.parametrize("kind", ["unassalpha", "assocalpha"])
def test_alpha_stays_as_it_was(tmp_path: Path, kind: str) -> None:
    cover = np.linspace(0, 65535, HEIGHT * WIDTH).reshape(HEIGHT, WIDTH).astype(np.uint16)
    colors = picture()
    if kind == "assocalpha":
        colors = (colors * (cover[..., None] / 65535.0) + 0.5).astype(np.uint16)
    values = np.dstack([colors, cover])
    path = write_tiff(tmp_path / "a.tif", values, extrasamples=[kind], compression="lzw")
    edit(path, ORIGINAL)
    np.testing.assert_array_equal(pixels_of(path)[..., 3], cover)
    solid = cover > 6553  # below a tenth the colors themselves have few levels left
    worst = np.abs(pixels_of(path)[..., :3].astype(int) - colors)[solid].max()
    assert worst <= 8  # of 65535: unmultiplied, to light and back, multiplied
    edit(path)
    np.testing.assert_array_equal(pixels_of(path)[..., 3], cover)


@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite"])
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_gray_stays_gray(tmp_path: Path, dtype: str, photometric: str) -> None:
    values = picture(dtype, 1)[..., 0]
    path = write_tiff(tmp_path / "a.tif", values, photometric=photometric)
    before = tags_of(path)
    edit(path, ORIGINAL)
    assert tags_of(path) == before
    tolerance = 1 if dtype == "uint8" else 2  # a luminance's last float bit
    assert np.abs(pixels_of(path).astype(int) - values).max() <= tolerance
    edit(path)
    brighter = pixels_of(path).mean() > values.mean()
    assert brighter == (photometric == "minisblack")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pixels_lie_as_they_lay(tmp_path: Path, orientation: int) -> None:
    tag = (274, 3, 1, orientation, True)
    path = write_tiff(tmp_path / "a.tif", picture(), extratags=[tag])
    edit(path, ORIGINAL)
    assert tags_of(path)[274] == orientation
    np.testing.assert_array_equal(pixels_of(path), picture())


def test_photoshops_layers_leave_and_that_is_said(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif", layers=True)
    size, before = path.stat().st_size, tags_of(path)
    (told,) = edit(path)
    assert "layers" in told
    after = tags_of(path)
    assert set(before) - set(after) == {37724}
    assert all(after[code] == before[code] for code in after)
    # The picture has moved into their room, and its own was cut off.
    assert path.stat().st_size == size - pixels_of(path).nbytes


def test_of_many_pages_the_first_is_edited_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [picture(seed=number) for number in range(100)]
    with tifffile.TiffWriter(path) as writer:
        for page in pages:
            writer.write(page, photometric="rgb", metadata=None, compression="lzw")
    (told,) = edit(path)
    assert "100 pages" in told
    assert pixels_of(path).mean() > pages[0].mean()
    for number in (1, 50, 99):
        np.testing.assert_array_equal(pixels_of(path, number), pages[number])


def test_smaller_copies_of_the_old_picture_leave(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as writer:
        writer.write(picture(), photometric="rgb", metadata=None, subifds=1)
        writer.write(picture()[::2, ::2], photometric="rgb", metadata=None, subfiletype=1)
        writer.write(picture()[::4, ::4], photometric="rgb", metadata=None, subfiletype=1)
    assert edit(path) == []
    with tifffile.TiffFile(path) as tiff:
        assert len(tiff.pages) == 1
        assert 330 not in tiff.pages[0].aspage().tags
    assert pixels_of(path).mean() > picture().mean()


def test_new_pixels_take_the_room_of_the_old(tmp_path: Path) -> None:
    path = write_tiff(tmp_path / "a.tif", picture(), compression="adobe_deflate")
    first = path.stat().st_size
    for _ in range(3):
        edit(path)
    # Dead strips would add the whole file once more with every save.
    assert path.stat().st_size < 1.5 * first


def test_a_jpeg_inside_a_tiff_becomes_lossless(tmp_path: Path) -> None:
    path = write_tiff(tmp_path / "a.tif", picture("uint8"), compression="jpeg", photometric="ycbcr")
    shown = pixels_of(path)
    edit(path, ORIGINAL)
    with tifffile.TiffFile(path) as tiff:
        page = tiff.pages[0].aspage()
        assert page.compression == tifffile.COMPRESSION.ADOBE_DEFLATE
        assert page.photometric == tifffile.PHOTOMETRIC.RGB
    np.testing.assert_array_equal(pixels_of(path), shown)


# JPEG and PNG


def test_an_8_bit_jpeg_keeps_its_segments(tmp_path: Path) -> None:
    path = write_jpeg(tmp_path / "a.jpg")
    old = path.read_bytes()
    before = cv2.imread(str(path), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    edit(path)
    new = path.read_bytes()
    assert read_header(new).icc == read_header(old).icc is not None
    assert b"from the host" in new
    with pyexiv2.Image(str(path)) as image:
        tags = image.read_exif()
    assert tags["Exif.Image.Orientation"] == "6"
    assert tags["Exif.Photo.LensModel"] == "RF35mm F1.8 MACRO IS STM"
    after = cv2.imread(str(path), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    assert before is not None
    assert after is not None
    assert after.shape == before.shape
    # Adobe RGB's curve is a power of 563/256: a stop more is a factor of 1.37.
    assert after.mean() / before.mean() == pytest.approx(2.0 ** (256 / 563), rel=0.02)


@pytest.mark.parametrize("quality", [35, 75, 92, 100])
@pytest.mark.parametrize("progressive", [0, 1])
def test_a_jpeg_comes_back_no_coarser(tmp_path: Path, quality: int, progressive: int) -> None:
    path = write_jpeg(tmp_path / "a.jpg", quality, progressive=progressive)
    assert quality_of(path.read_bytes()) == quality
    edit(path)
    assert quality_of(path.read_bytes()) == quality
    assert (b"\xff\xc2" in path.read_bytes()) == bool(progressive)


@pytest.mark.parametrize("room", [20_000, 2_000, 300])
def test_the_thumbnail_of_a_jpeg_shows_the_new_picture_or_leaves(tmp_path: Path, room: int) -> None:
    path = write_jpeg(tmp_path / "a.jpg")
    old = np.full((40, 60, 3), 9, np.uint8)  # shows nothing like the photo
    _, small = cv2.imencode(".jpg", old)
    with pyexiv2.Image(str(path)) as image:
        image.modify_thumbnail(small.tobytes().ljust(room, b"\0")[:room])
        before = image.read_exif()
    edit(path)
    with pyexiv2.Image(str(path)) as image:
        after, thumbnail = image.read_exif(), image.read_thumbnail()
    kept = {key: value for key, value in before.items() if "Thumbnail" not in key}
    assert {key: value for key, value in after.items() if "Thumbnail" not in key} == kept
    if room < 1_000:  # less than a JPEG's tables
        assert thumbnail == b""
        return
    shown = cv2.imdecode(np.frombuffer(thumbnail, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    assert shown.shape == (HEIGHT, WIDTH, 3)  # the photo is no larger than a thumbnail
    assert shown.mean() == pytest.approx(plain_pixels(path).mean(), rel=0.03)  # in sRGB


def test_a_gray_jpeg_stays_gray(tmp_path: Path) -> None:
    path = write_jpeg(tmp_path / "a.jpg", gray=True)
    edit(path)
    assert read_header(path.read_bytes()).channels == 1


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_a_png_keeps_its_chunks(tmp_path: Path, dtype: str, channels: int) -> None:
    values = picture(dtype, channels)
    data: bytes = imagecodecs.png_encode(values if channels > 1 else values[..., 0])  # pyright: ignore[reportAssignmentType]
    ours = b"\0\0\0\x04teSt" + b"host" + checksum(b"teSthost")
    path = tmp_path / "a.png"
    path.write_bytes(data[:33] + ours + data[33:])
    edit(path, ORIGINAL)
    assert ours in path.read_bytes()
    back: Any = imagecodecs.png_decode(path.read_bytes())
    tolerance = 0 if channels > 2 else 2  # gray goes through a luminance
    assert back.dtype == values.dtype
    worst = np.abs(back.reshape(values.shape).astype(int) - values).max()
    assert worst <= tolerance


def checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")


# What cannot be given back is refused, and stays as it is


def _cmyk(path: Path) -> Path:
    return write_tiff(path, picture("uint8", 4), photometric="separated")


def _lab(path: Path) -> Path:
    return write_tiff(path, picture("uint8"), photometric="cielab")


def _one_bit(path: Path) -> Path:
    return write_tiff(path, picture("uint8", 1)[..., 0] > 30, photometric="minisblack")


def _palette(path: Path) -> Path:
    colors = np.zeros((3, 256), np.uint16)
    return write_tiff(path, picture("uint8", 1)[..., 0], photometric="palette", colormap=colors)


def _integers_of_32_bits(path: Path) -> Path:
    return write_tiff(path, picture().astype(np.uint32))


def _raw(path: Path) -> Path:
    path.write_bytes(b"II\x1a\0\0\0HEAPCCDR" + bytes(1000))
    return path


def _photoshop(path: Path) -> Path:
    path.write_bytes(b"8BPS\0\1" + bytes(1000))
    return path


def _webp(path: Path) -> Path:
    _, encoded = cv2.imencode(".webp", picture("uint8"))
    path.write_bytes(encoded.tobytes())
    return path


def _nothing(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _cut_off(path: Path) -> Path:
    lightroom_tiff(path)
    path.write_bytes(path.read_bytes()[:9000])
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_cmyk, "CMYK"),
        (_lab, "Lab"),
        (_one_bit, "black or white"),
        (_palette, "palette"),
        (_integers_of_32_bits, "32-bit integers"),
        (_raw, "RAW file, which is never changed"),
        (_photoshop, "a Photoshop document"),
        (_webp, "a WebP picture"),
        (_nothing, "empty"),
        (_cut_off, "cut off"),
    ],
)
def test_what_cannot_be_given_back_is_told_and_untouched(
    tmp_path: Path, make: Any, said: str
) -> None:
    path = make(tmp_path / "a.tif")
    before = path.read_bytes()
    with pytest.raises(PhotoError, match=said) as raised:
        edit(path)
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


# The disk and other programs


def test_the_host_that_holds_its_file_open_still_sees_the_old_one_whole(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    with path.open("rb") as held:
        edit(path)
        assert held.read() == before
    assert path.read_bytes() != before


def test_permissions_stay(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    path.chmod(0o640)
    edit(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_host_sees_that_the_file_is_newer(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    edit(path)
    assert path.stat().st_mtime > 1_000_000_000


def test_a_link_stays_one_and_what_it_means_is_edited(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    link = tmp_path / "links" / "b.tif"
    link.parent.mkdir()
    link.symlink_to(path)
    before = path.read_bytes()
    edit(link)
    assert link.is_symlink()
    assert path.read_bytes() != before


def test_a_write_protected_file_is_told_and_untouched(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(WriteError, match="write-protected"):
        edit(path)
    assert path.read_bytes() == before


@pytest.fixture
def folder_of_nobody() -> Iterator[Path]:
    """A folder for somebody who is not root: root may write everywhere."""
    if not hasattr(os, "seteuid"):
        pytest.skip("folders are protected in another way here")
    with tempfile.TemporaryDirectory() as name:  # nobody may pass the folders of pytest
        folder, us = Path(name), os.geteuid()
        if us == 0:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        yield folder
        folder.chmod(0o755)
        os.seteuid(us)


def test_a_write_protected_folder_is_told_and_its_file_untouched(folder_of_nobody: Path) -> None:
    path = lightroom_tiff(folder_of_nobody / "a.tif")
    before = path.read_bytes()
    folder_of_nobody.chmod(0o555)
    with pytest.raises(WriteError, match="its folder is write-protected") as raised:
        edit(path)
    assert "save a copy" in raised.value.advice
    assert path.read_bytes() == before
    assert list(folder_of_nobody.iterdir()) == [path]


def test_somebody_elses_file_is_not_replaced_where_one_may_only_read_it(
    folder_of_nobody: Path,
) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    path = lightroom_tiff(folder_of_nobody / "a.tif")
    before = path.read_bytes()
    os.seteuid(0)
    os.chown(path, 0, 0)  # in a folder of ours, a file of another
    os.seteuid(_NOBODY)
    with pytest.raises(WriteError, match="write-protected"):
        edit(path)
    assert path.read_bytes() == before
    assert path.stat().st_uid == 0


def test_a_deleted_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="deleted or renamed"):
        edit(tmp_path / "a.tif")


class _Meddling(Progress):
    """Does something to a file when half of the work is done."""

    def __init__(self, what: Any) -> None:
        super().__init__(self._look)
        self._what = what

    def _look(self, fraction: float) -> None:
        if fraction > 0.5 and self._what is not None:
            self._what()
            self._what = None


def test_what_another_program_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    progress = _Meddling(lambda: path.write_bytes(b"the host's own new version"))
    with pytest.raises(WriteError, match="another program has changed it"):
        edit_in_place(path, BRIGHTER, Enhancer("cpu"), progress, told=lambda _notice: None)
    assert path.read_bytes() == b"the host's own new version"
    assert list(tmp_path.iterdir()) == [path]


def test_what_another_program_wrote_while_the_disk_was_busy_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, to_disk = lightroom_tiff(tmp_path / "a.tif"), os.fsync

    def slow(number: int) -> None:
        to_disk(number)
        path.write_bytes(b"the host's own new version")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(ChangedError):
        edit(path)
    assert path.read_bytes() == b"the host's own new version"
    assert list(tmp_path.iterdir()) == [path]


def test_a_look_that_was_chosen_for_an_older_file_is_not_given_to_a_newer(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    known = prospect_of(path).known
    lightroom_tiff(path, "lzw")
    newer = path.read_bytes()
    for copy_to in (None, tmp_path / "b.tif"):
        with pytest.raises(ChangedError):
            edit_in_place(
                path,
                BRIGHTER,
                Enhancer("cpu"),
                Progress(),
                copy_to=copy_to,
                known=known,
                told=lambda _notice: None,
            )
    assert path.read_bytes() == newer
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_deleted_meanwhile_is_not_brought_back(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    with pytest.raises(WriteError, match="deleted"):
        edit_in_place(
            path, BRIGHTER, Enhancer("cpu"), _Meddling(path.unlink), told=lambda _notice: None
        )
    assert list(tmp_path.iterdir()) == []


def test_a_copy_leaves_the_hosts_file_alone(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif", "lzw")
    before = path.read_bytes()
    edit(path, copy_to=tmp_path / "b.tif")
    assert path.read_bytes() == before
    assert tags_of(tmp_path / "b.tif") == tags_of(path)
    assert pixels_of(tmp_path / "b.tif").mean() > pixels_of(path).mean()


@pytest.mark.parametrize(
    "name",
    [
        "夜景 – Zürich.tif",
        'it\'s "night".tif',
        "100%d %s {0}.tif",
        "--output.tif",
        "n" * 251 + ".tif",  # 255 bytes, the most that a disk takes
        "a\nb.tif",
    ],
)
def test_strange_names_come_back(tmp_path: Path, name: str) -> None:
    path = lightroom_tiff(tmp_path / name)
    before = path.read_bytes()
    edit(path)
    assert path.read_bytes() != before
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_path_of_more_than_300_characters_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / ("long " * 30) / ("longer " * 30)
    folder.mkdir(parents=True)
    path = lightroom_tiff(folder / "a.tif")
    assert len(str(path)) > 300
    edit(path)
    assert list(folder.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="a share is another thing there")
def test_a_path_that_begins_as_a_share_does_comes_back(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    edit(Path(f"/{path}"))  # //tmp/…: pathlib keeps the two
    assert path.read_bytes() != before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x.tif", r"Zürich 100%\x y.tif"])
def test_working_names_for_a_file_on_a_share_lie_on_that_share(name: str) -> None:
    path: Any = PureWindowsPath(rf"\\server\share\{name}")  # as hosts on Windows hand it over
    working = temporary_in(path.parent)
    assert working.anchor == "\\\\server\\share\\"
    assert working.parent == path.parent
    first, second = islice(numbered(path), 2)
    assert (first.parent, second.parent) == (path.parent, path.parent)


def test_a_png_and_a_tiff_without_profile_are_srgb(tmp_path: Path) -> None:
    with_profile = write_tiff(tmp_path / "a.tif", picture(), iccprofile=icc_profile(SRGB))
    without = write_tiff(tmp_path / "b.tif", picture())
    edit(with_profile)
    edit(without)
    np.testing.assert_array_equal(pixels_of(with_profile), pixels_of(without))
    assert 34675 not in tags_of(without)


@pytest.mark.parametrize(
    "sampling",
    [
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    ],
)
def test_the_colors_of_a_jpeg_keep_their_size(tmp_path: Path, sampling: int) -> None:
    path, chance = tmp_path / "a.jpg", np.random.default_rng(1)
    picture = chance.integers(0, 256, (40, 56, 3), np.uint8)
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling])
    assert sampling_of(path.read_bytes()) == sampling
    edit(path)
    assert sampling_of(path.read_bytes()) == sampling
