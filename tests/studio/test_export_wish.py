import json
from pathlib import Path

import pytest

from lowlight_desktop.formats.naming import NameFacts
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
)
from lowlight_desktop.studio.export_wish import (
    ExportWish,
    fitting,
    wish_from_json,
    wish_to_json,
)

WISH = ExportWish(
    ExportOptions(
        FileFormat.TIFF, 16, 80, DISPLAY_P3, Existing.SKIP, 2048, MetadataPolicy.WITHOUT_GPS
    ),
    Path("out"),
    "{date}-{name}",
)


@pytest.mark.parametrize("wish", [ExportWish(), WISH])
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
