"""`lowlight convert` as programs call it that hand over two names."""

import io
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.studio.preset_files import export_preset
from lowlight_desktop.studio.presets import Preset
from tests.cli.dark_photos import dark
from tests.host_files import BRIGHTER, lightroom_tiff, picture, pixels_of, tags_of


@pytest.fixture
def look(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a look that needs no network."""
    path = tmp_path_factory.mktemp("looks") / "brighter.json"
    export_preset(Preset("Brighter", BRIGHTER), path)
    return str(path)


def test_a_tiff_that_stays_one_keeps_all_but_its_pixels(tmp_path: Path, look: str) -> None:
    source, target = lightroom_tiff(tmp_path / "a.tif", "lzw"), tmp_path / "out.tif"
    before = source.read_bytes()
    assert main(["convert", "--recipe", look, str(source), str(target)]) == 0
    assert tags_of(target) == tags_of(source)
    assert pixels_of(target).mean() > picture().mean()
    assert source.read_bytes() == before


def test_nothing_said_is_the_photo_as_it_is(tmp_path: Path) -> None:
    source, target = lightroom_tiff(tmp_path / "a.tif"), tmp_path / "out.tif"
    assert main(["convert", str(source), str(target)]) == 0
    np.testing.assert_array_equal(pixels_of(target), picture())


def test_the_target_is_written_over(tmp_path: Path, look: str) -> None:
    source, target = lightroom_tiff(tmp_path / "a.tif"), tmp_path / "out.jpg"
    target.write_text("older")
    assert main(["convert", "--recipe", look, str(source), str(target)]) == 0
    assert imagecodecs.jpeg8_decode(target.read_bytes()).shape == picture().shape
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tif", "out.jpg"]


@pytest.mark.parametrize("ending", ["heic", "avif", "webp"])
def test_what_others_cannot_read_becomes_a_tiff_of_16_bits(tmp_path: Path, ending: str) -> None:
    source, target = tmp_path / f"a.{ending}", tmp_path / "ART-load-a.XXXX.tif"
    shot = Image.open(io.BytesIO(dark(tmp_path / "a.png").read_bytes()))
    if ending == "webp":
        shot.save(source, lossless=True)
    elif ending == "avif":
        shot.save(source, quality=100)
    else:
        pillow_heif.from_pillow(shot).save(source, quality=100, chroma=444)
    assert main(["convert", "--space", "rec2020", str(source), str(target)]) == 0
    assert (pixels_of(target).dtype, pixels_of(target).shape) == (np.uint16, (40, 60, 3))


@pytest.mark.parametrize(
    ("hints", "size"), [([], (40, 60)), (["0", "0"], (40, 60)), (["30", "30"], (20, 30))]
)
def test_a_size_that_is_wanted_is_a_limit(
    tmp_path: Path, hints: list[str], size: tuple[int, int]
) -> None:
    source, target = dark(tmp_path / "a.png"), tmp_path / "out.tif"
    assert main(["convert", str(source), str(target), *hints]) == 0
    assert pixels_of(target).shape[:2] == size


def test_names_may_begin_with_dashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dark(tmp_path / "-night.png")
    assert main(["convert", "-night.png", str(tmp_path / "out.jpg")]) == 0
    assert cv2.imread("out.jpg") is not None


@pytest.mark.parametrize("name", ["a.tif", "link.tif"])
def test_the_source_itself_is_no_target(
    tmp_path: Path, look: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = lightroom_tiff(tmp_path / "a.tif")
    (tmp_path / "link.tif").symlink_to(source)
    before = source.read_bytes()
    words = ["convert", "--recipe", look, str(source), str(tmp_path / name)]
    assert main(words) == ExitCode.USAGE
    assert "it is SOURCE itself" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_an_ending_that_nobody_knows_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = dark(tmp_path / "a.png")
    assert main(["convert", str(source), str(tmp_path / "out.gif")]) == ExitCode.USAGE
    assert "nothing is written with this ending" in capsys.readouterr().err


def test_a_source_that_cannot_be_read_leaves_no_target(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.tif").write_text("no picture")
    words = ["convert", str(tmp_path / "a.tif"), str(tmp_path / "out.jpg")]
    assert main(words) == ExitCode.SOME_FAILED
    assert capsys.readouterr().err.startswith("lowlight: ")
    assert [p.name for p in tmp_path.iterdir()] == ["a.tif"]
