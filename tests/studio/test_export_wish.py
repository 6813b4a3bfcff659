import json
from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
    OutputSharpening,
)
from lowlight_desktop.studio.export_wish import (
    ExportWish,
    fitting,
    places_for,
    wish_from_json,
    wish_to_json,
)

WISH = ExportWish(
    ExportOptions(
        FileFormat.TIFF,
        16,
        80,
        DISPLAY_P3,
        Existing.SKIP,
        2048,
        MetadataPolicy.WITHOUT_GPS,
        2.5,
        OutputSharpening.HIGH,
    ),
    Path("out"),
    "{date}-{name}",
)


JXL = ExportWish(ExportOptions(FileFormat.JXL, 16, 100))
AVIF = ExportWish(ExportOptions(FileFormat.AVIF, 10))


@pytest.mark.parametrize("wish", [ExportWish(), WISH, JXL, AVIF])
def test_a_wish_survives_as_text(wish: ExportWish) -> None:
    assert wish_from_json(json.loads(json.dumps(wish_to_json(wish)))) == wish


def test_what_an_older_version_did_not_know_is_as_by_default() -> None:
    assert wish_from_json({"template": "{name}"}) == ExportWish(template="{name}")


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"format": "bmp"},
        {"depth": 12},
        {"depth": None},
        {"space": "cmyk"},
        {"template": "{"},
        {"long_edge_px": 0},
        {"format": "jpeg", "depth": 16},
        {"format": "avif", "depth": 8},
        {"megapixels": 0},
        {"megapixels": "nan"},
        {"sharpening": "print"},
        {"template": "../{stem}"},
    ],
)
def test_a_broken_wish_is_refused(broken: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wish_from_json(broken)


def test_without_a_folder_results_lie_beside_their_originals() -> None:
    assert ExportWish().path_for(Path("shoot/a.NEF"), NameFacts("a")) == Path("shoot/a-lit.jpg")
    assert WISH.path_for(Path("shoot/a.NEF"), NameFacts("a")) == Path("out/undated-a.tif")


def test_depth_follows_what_the_format_can_hold() -> None:
    assert fitting(WISH.options, FileFormat.JPEG).depth == 8
    assert fitting(WISH.options, FileFormat.PNG).depth == 16
    assert fitting(ExportOptions(), FileFormat.PNG).depth == 8
    assert fitting(ExportOptions(), FileFormat.AVIF).depth == 10
    assert fitting(AVIF.options, FileFormat.JXL).depth == 16  # nothing is lost


def test_the_tags_of_a_photo_are_looked_up_for_a_template_that_asks() -> None:
    crw = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
    wish = ExportWish(folder=Path("out"), template="{camera}/{stem}-{iso}")
    wanted = Path("out/Canon PowerShot S40/Canon_PowerShot_S40_CRW_0112-50.jpg")
    assert wish.path_for(crw, NameFacts(crw.stem)) == wanted


def test_a_wish_of_an_older_version_is_read() -> None:
    old = {
        "format": "tiff",
        "depth": 16,
        "quality": 80,
        "space": "display-p3",
        "existing": "skip",
        "long_edge_px": 2048,
        "metadata": "without-gps",
        "folder": "out",
        "template": "{date}-{name}-{number}",
    }
    options = replace(WISH.options, megapixels=None, sharpening=OutputSharpening.OFF)
    assert wish_from_json(old) == ExportWish(options, Path("out"), "{date}-{name}-{number}")


CARD = Path("/media/card")
SEVERAL = [CARD / "100/a.jpg", CARD / "100/b.jpg", CARD / "101/night/a.jpg"]


@pytest.mark.parametrize(
    ("photos", "folders"),
    [
        (SEVERAL, ["100", "100", "101/night"]),
        (SEVERAL[:2], [".", "."]),
        ([CARD / "a.jpg", CARD / "100/a.jpg"], [".", "100"]),
        ([Path("/media/card/a.jpg"), Path("/srv/b.jpg")], [".", "."]),  # a whole disk in common
    ],
)
def test_results_keep_the_folders_of_their_photos(photos: list[Path], folders: list[str]) -> None:
    wish = ExportWish(folder=Path("/out"))
    found = [each.folder for each in places_for(wish, photos)]
    assert found == [Path("/out") / folder for folder in folders]


@pytest.mark.parametrize(
    "wish", [ExportWish(), ExportWish(folder=Path("/out"), template="x/{stem}")]
)
def test_beside_the_photos_or_with_folders_of_its_own_a_wish_stays_as_it_is(
    wish: ExportWish,
) -> None:
    assert list(places_for(wish, SEVERAL)) == [wish] * 3


def test_the_home_of_the_user_is_no_folder_of_photos() -> None:
    wish, home = ExportWish(folder=Path("/out")), Path.home()
    assert list(places_for(wish, [home / "a/1.jpg", home / "b/1.jpg"])) == [wish] * 2
