from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile
from numpy.typing import NDArray

from lowlight_desktop.develop.color import encode
from lowlight_desktop.develop.orientation import upright
from lowlight_desktop.formats.dng import write_linear_dng
from lowlight_desktop.formats.dng_camera import CameraTags, camera_tags
from lowlight_desktop.formats.dng_layout import LinearRaw
from lowlight_desktop.formats.dng_pixels import stored_values
from lowlight_desktop.formats.exif import read_metadata
from lowlight_desktop.formats.noise_profile import NOISE_PROFILE, profile_of
from lowlight_desktop.formats.raw import opened, read_mosaic
from lowlight_desktop.formats.reading import read_draft, read_photo
from lowlight_desktop.formats.tiff_reading import all_pages
from lowlight_desktop.photo.color_space import SRGB
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
)
from lowlight_desktop.photo.metadata import NO_METADATA, Metadata
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.region import Region
from tests.formats.dng_writing import CAMERA_MATRIX, WHITE_BALANCE, mosaic_of, write_dng
from tests.formats.tagged_photo import CAPTION, write_tagged_photo

OPTIONS = ExportOptions(FileFormat.DNG, 16)
CRW = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
# Neither a multiple of a tile nor even; noise shows every lost bit.
VALUES = np.random.default_rng(2).integers(0, 65536, (301, 517, 3)).astype(np.uint16)
VALUES.flags.writeable = False


def _source(folder: Path) -> Path:
    light = np.broadcast_to(np.array([0.2, 0.3, 0.1]), (64, 96, 3))
    return write_dng(folder / "source.dng", mosaic_of(light))


def _camera(path: Path, metadata: Metadata = NO_METADATA) -> CameraTags:
    with opened(path) as raw:
        mosaic = read_mosaic(raw)
    assert mosaic is not None
    return camera_tags(path, mosaic, metadata)


def _preview(raw: LinearRaw) -> NDArray[np.uint8]:
    lit = (raw.values >> 8).astype(np.uint8)
    return np.ascontiguousarray(upright(lit, raw.orientation), np.uint8)


def _written(
    folder: Path,
    raw: LinearRaw,
    metadata: Metadata = NO_METADATA,
    camera: CameraTags | None = None,
) -> Path:
    return write_linear_dng(
        folder / "out.dng",
        raw,
        camera or _camera(_source(folder)),
        OPTIONS,
        preview=_preview(raw),
        metadata=metadata,
        recipe=Recipe(),
    )


def test_libraw_reads_every_bit_that_was_written(tmp_path: Path) -> None:
    path = _written(tmp_path, LinearRaw(VALUES, black=256, white=60000))
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image[..., :3], VALUES)
        assert raw.black_level_per_channel[:3] == [256] * 3
        assert raw.white_level == 60000
        np.testing.assert_allclose(raw.camera_whitebalance[:3], WHITE_BALANCE, rtol=1e-5)


def test_libraw_develops_the_linear_values_themselves(tmp_path: Path) -> None:
    path = _written(tmp_path, LinearRaw(VALUES))
    with rawpy.imread(str(path)) as raw:
        developed = raw.postprocess(
            user_wb=[1, 1, 1, 1],
            no_auto_bright=True,
            no_auto_scale=True,
            gamma=(1, 1),
            output_bps=16,
            output_color=rawpy.ColorSpace.raw,
        )
    np.testing.assert_array_equal(developed, VALUES)


def test_tifffile_reads_every_bit_too(tmp_path: Path) -> None:
    with tifffile.TiffFile(_written(tmp_path, LinearRaw(VALUES))) as tiff:
        _, picture, _ = all_pages(tiff.pages)
        np.testing.assert_array_equal(picture.asarray(), VALUES)


@pytest.mark.parametrize("color", [(0.3, 0.3, 0.3), (0.05, 0.2, 0.4)])
def test_it_opens_in_the_colors_of_the_original(
    tmp_path: Path, color: tuple[float, float, float]
) -> None:
    camera = np.broadcast_to(np.array(color, np.float32), (64, 96, 3))
    source = write_dng(tmp_path / "source.dng", mosaic_of(camera.astype(np.float64)))
    raw = LinearRaw(stored_values(camera, black=1024, white=60000), black=1024, white=60000)
    copy = write_linear_dng(
        tmp_path / "copy.dng",
        raw,
        _camera(source),
        OPTIONS,
        preview=_preview(raw),
        metadata=NO_METADATA,
        recipe=Recipe(),
    )
    original, linear = (read_photo(p).image.pixels[8:-8, 8:-8].mean((0, 1)) for p in (source, copy))
    np.testing.assert_allclose(linear, original, atol=2e-4)  # 14 bits in the original


def test_a_crw_and_its_linear_copy_develop_alike(tmp_path: Path) -> None:
    photo = read_photo(CRW)
    assert photo.mosaic is not None
    with rawpy.imread(str(CRW)) as raw:
        camera = raw.postprocess(
            demosaic_algorithm=rawpy.DemosaicAlgorithm.DHT,
            user_wb=[1, 1, 1, 1],
            user_sat=1023 - 32,
            adjust_maximum_thr=0.0,
            no_auto_bright=True,
            gamma=(1, 1),
            output_bps=16,
            output_color=rawpy.ColorSpace.raw,
            user_flip=0,
        )
    copy = write_linear_dng(
        tmp_path / "copy.dng",
        LinearRaw(camera.astype(np.uint16), original_name=CRW.name),
        camera_tags(CRW, photo.mosaic, photo.metadata),
        OPTIONS,
        preview=encode(np.clip(photo.image.pixels, 0, 1), SRGB, 8).astype(np.uint8),
        metadata=photo.metadata,
        recipe=Recipe(),
    )
    linear = read_photo(copy)
    assert linear.metadata.camera == "Canon PowerShot S40"
    assert linear.metadata.exposure_s == photo.metadata.exposure_s
    apart = np.abs(linear.image.pixels - photo.image.pixels)
    assert apart.mean() < 1e-4  # a demosaic after another balance rounds otherwise
    assert np.quantile(apart, 0.999) < 5e-3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_with_its_preview(tmp_path: Path, orientation: int) -> None:
    values = np.full((120, 200, 3), 3000, np.uint16)
    values[:20, :30] = 60000  # a lamp at the top left of the sensor
    raw = LinearRaw(values, orientation=orientation)
    path = _written(tmp_path, raw)
    wanted = upright(values[..., 1], orientation)
    shown = read_photo(path).image.pixels[..., 1]
    np.testing.assert_array_equal(shown > 0.5, wanted > 30000)
    with tifffile.TiffFile(path) as tiff:
        main, _, preview = all_pages(tiff.pages)
        assert main.tags[274].value == orientation
        assert preview.shape == (120, 200, 3)  # as the sensor lay: the host turns it
        at_lamp = preview.asarray()[5:15, 5:25].mean(), preview.asarray()[60:, 100:].mean()
        assert at_lamp[0] > 200 > 30 > at_lamp[1]


def test_tags_survive_and_none_spoils_the_dng(tmp_path: Path) -> None:
    before = read_metadata(write_tagged_photo(tmp_path / "night.jpg"))
    path = _written(tmp_path, LinearRaw(VALUES, orientation=6), before)
    after = read_metadata(path)
    for key in (
        *("Exif.Photo.ExposureTime", "Exif.Photo.LensModel", "Exif.Photo.LensSpecification"),
        *("Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLongitudeRef", "Exif.Image.Copyright"),
        *("Exif.Image.Artist", "Exif.Image.Rating", "Exif.Canon.OwnerName"),
    ):
        assert after.exif[key] == before.exif[key]
    assert after.exif["Exif.Image.Orientation"] == after.xmp["Xmp.tiff.Orientation"] == "6"
    assert after.exif["Exif.Image.ImageDescription"] == CAPTION
    assert after.xmp["Xmp.dc.format"] == "image/x-adobe-dng"
    assert after.iptc["Iptc.Application2.Caption"] == CAPTION
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image[..., :3], VALUES)


def test_the_place_can_stay_behind(tmp_path: Path) -> None:
    raw = LinearRaw(VALUES)
    path = write_linear_dng(
        tmp_path / "out.dng",
        raw,
        _camera(_source(tmp_path)),
        replace(OPTIONS, metadata=MetadataPolicy.WITHOUT_GPS),
        preview=_preview(raw),
        metadata=read_metadata(write_tagged_photo(tmp_path / "night.jpg")),
        recipe=Recipe(),
    )
    assert not [key for key in read_metadata(path).exif if "GPSInfo" in key]


def test_hosts_are_told_that_the_noise_is_gone(tmp_path: Path) -> None:
    path = _written(tmp_path, LinearRaw(VALUES, is_clean=True))
    xmp = read_metadata(path).xmp
    assert xmp["Xmp.crs.LuminanceSmoothing"] == xmp["Xmp.crs.ColorNoiseReduction"] == "0"
    with tifffile.TiffFile(path) as tiff:
        _, picture, _ = all_pages(tiff.pages)
        assert NOISE_PROFILE not in picture.tags
        assert picture.tags[50935].value == (1, 1)  # NoiseReductionApplied


def test_hosts_are_told_how_noisy_the_picture_is(tmp_path: Path) -> None:
    left = profile_of((0.4,) * 3, (2.0,) * 3, 0, 65535)
    path = _written(tmp_path, LinearRaw(VALUES, noise_profile=left))
    assert not [key for key in read_metadata(path).xmp if key.startswith("Xmp.crs.")]
    with tifffile.TiffFile(path) as tiff:
        _, picture, _ = all_pages(tiff.pages)
        assert picture.tags[NOISE_PROFILE].value == left
        assert picture.tags[50935].value == (0, 1)  # NoiseReductionApplied


def test_each_directory_is_referred_to_once(tmp_path: Path) -> None:
    data = _written(tmp_path, LinearRaw(VALUES)).read_bytes()
    with tifffile.TiffFile(tmp_path / "out.dng") as tiff:
        directories = [(page.offset, len(page.tags)) for page in all_pages(tiff.pages)]
    after = [int.from_bytes(data[at + 2 + 12 * n :][:4], "little") for at, n in directories]
    assert after == [0, 0, 0]


def test_what_the_original_says_about_the_camera_is_taken_over(tmp_path: Path) -> None:
    source = _source(tmp_path)
    second, lens = (CAMERA_MATRIX + 0.01).ravel(), b"\0\0\0\1lens correction"
    with tifffile.TiffFile(source) as tiff:
        data = tiff.pages.first.asarray()
        tags = [
            (t.code, int(t.dtype), t.count, t.value, True)
            for t in tiff.pages.first.tags
            if t.code in (271, 272, 274) or t.code >= 33421
        ]
    flat = tuple(part for v in second for part in (round(v * 10_000), 10_000))
    tags += [
        (50722, 10, 9, flat, True),
        (50779, 3, 1, 17, True),
        (50730, 10, 1, (-35, 100), True),
        (50719, 4, 2, (4, 2), True),
        (50720, 4, 2, (80, 60), True),
        (51022, 7, len(lens), lens, True),
    ]
    tifffile.imwrite(source, data, photometric="cfa", extratags=tags, metadata=None)
    out = _written(tmp_path, LinearRaw(VALUES[:64, :96].copy()), camera=_camera(source))
    with tifffile.TiffFile(out) as tiff:
        main, picture, _ = all_pages(tiff.pages)
        assert main.tags[50722].value == flat
        assert (int(main.tags[50778].value), int(main.tags[50779].value)) == (21, 17)
        assert main.tags[50730].value == (-35, 100)
        assert main.tags[50708].value == "Lowlight Test Camera"
        assert main.tags[50707].value == b"\1\3\0\0"  # opcodes came with 1.3
        assert picture.tags[50719].value == (4, 2)
        assert picture.tags[50720].value == (80, 60)
        assert picture.tags[51022].value == lens
        assert picture.tags[50829].value == (0, 0, 64, 96)


@pytest.mark.parametrize(
    ("kind", "origin", "size", "is_kept"),
    [
        (4, (4, 2), (80, 60), True),
        (5, (4, 1, 2, 1), (80, 1, 60, 1), True),
        (4, (0, 0), (97, 64), False),  # one column was left out
        (5, (0, 1, 1, 2), (96, 1, 64, 1), False),
    ],
)
def test_a_crop_that_does_not_fit_is_not_taken_over(
    kind: int, origin: tuple[int, ...], size: tuple[int, ...], is_kept: bool, tmp_path: Path
) -> None:
    camera = CameraTags((), ((50719, kind, 2, origin, True), (50720, kind, 2, size, True)))
    path = _written(tmp_path, LinearRaw(VALUES[:64, :96].copy()), camera=camera)
    with tifffile.TiffFile(path) as tiff:
        tags = list(all_pages(tiff.pages))[1].tags
        said = tags[50719].value, tags[50720].value
    assert said == ((origin, size) if is_kept else ((0, 0), (96, 64)))


def test_a_crop_can_be_asked_for(tmp_path: Path) -> None:
    path = _written(tmp_path, LinearRaw(VALUES, crop=Region(10, 20, 200, 400)))
    with tifffile.TiffFile(path) as tiff:
        _, picture, _ = all_pages(tiff.pages)
        assert picture.tags[50719].value == (20, 10)
        assert picture.tags[50720].value == (380, 190)


def test_values_below_black_and_above_white_survive() -> None:
    camera = np.array([[[-0.01, 0.5, 1.05]]], np.float32)
    stored = stored_values(camera, black=1000, white=61000)
    assert stored.tolist() == [[[400, 31000, 64000]]]


def test_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera, raw = _camera(_source(tmp_path)), LinearRaw(VALUES)
    folder = tmp_path / "target"
    folder.mkdir()

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lowlight_desktop.formats.dng.write_dng", full_disk)
    with pytest.raises(WriteError):
        write_linear_dng(
            folder / "out.dng",
            raw,
            camera,
            OPTIONS,
            preview=_preview(raw),
            metadata=NO_METADATA,
            recipe=Recipe(),
        )
    assert list(folder.iterdir()) == []


def test_the_original_is_never_overwritten(tmp_path: Path) -> None:
    source, raw = _source(tmp_path), LinearRaw(VALUES)
    before = source.read_bytes()
    with pytest.raises(WriteError, match="never overwrites"):
        write_linear_dng(
            source,
            raw,
            _camera(source),
            replace(OPTIONS, existing=Existing.OVERWRITE),
            preview=_preview(raw),
            metadata=NO_METADATA,
            recipe=Recipe(),
            original=source,
        )
    assert source.read_bytes() == before


def test_impossible_pixels_are_refused() -> None:
    with pytest.raises(TypeError):
        LinearRaw(VALUES.astype(np.float32))  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="range"):
        replace(LinearRaw(VALUES), black=5000, white=4000)
    with pytest.raises(ValueError, match="crop"):
        replace(LinearRaw(VALUES), crop=Region(0, 0, 400, 400))


def test_nobody_unpacks_it_to_find_that_it_has_no_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path, LinearRaw(VALUES))

    def unpacked(_name: str) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(rawpy, "imread", unpacked)
    assert read_draft(path) is None
