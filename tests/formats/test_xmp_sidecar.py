import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.quick_look import rating
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp
from lowlight_desktop.formats.writing import write_photo
from lowlight_desktop.formats.xmp_sidecar import write_xmp, xmp_path
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.metadata import Metadata
from lowlight_desktop.photo.recipe import Finish, Recipe
from tests.formats.recipes import random_recipe
from tests.formats.xmp_files import LIGHTROOMS

BRIGHTER = Recipe(finish=Finish(exposure_ev=1.0))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo; what is in it does not matter."""
    path = tmp_path / "night.CRW"
    path.touch()
    return path


def read(path: Path) -> Recipe | None:
    return recipe_from_xmp(exiv2.read_tags(path).xmp)


@pytest.mark.parametrize("seed", range(10))
def test_edits_are_found_beside_the_photo(photo: Path, seed: int) -> None:
    recipe = random_recipe(seed)
    assert write_xmp(photo, recipe) == photo.with_name("night.xmp")
    assert read(photo.with_name("night.xmp")) == recipe
    assert sorted(p.name for p in photo.parent.iterdir()) == ["night.CRW", "night.xmp"]


def test_the_stars_and_everything_of_other_programs_stay(photo: Path) -> None:
    path = photo.with_name("night.xmp")
    path.write_bytes(LIGHTROOMS)
    known = exiv2.read_tags(path).xmp
    for recipe in (random_recipe(1), BRIGHTER):
        write_xmp(photo, recipe)
        assert read(path) == recipe
        tags = exiv2.read_tags(path).xmp
        assert {k: v for k, v in tags.items() if ".lowlight." not in k} == known
    assert rating(photo) == 4
    assert path.read_bytes().startswith(LIGHTROOMS[: LIGHTROOMS.index(b"\n </rdf:RDF>")])


def test_a_new_file_takes_the_stars_of_the_photo_along(tmp_path: Path) -> None:
    rated = Metadata(xmp={"Xmp.xmp.Rating": "3"})
    photo = write_photo(
        tmp_path / "night.jpg",
        np.zeros((8, 8, 3), np.uint8),
        ExportOptions(),
        metadata=rated,
        recipe=Recipe(),
    )
    tags = exiv2.read_tags(write_xmp(photo, BRIGHTER)).xmp
    assert tags["Xmp.xmp.Rating"] == "3"


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("night.CRW", [], "night.xmp"),
        ("night.CRW", ["night.XMP"], "night.XMP"),
        ("night.CRW", ["night.CRW.xmp", "night.xmp"], "night.CRW.xmp"),
        ("night.CRW", ["night.JPG"], "night.xmp"),
        ("night.JPG", ["night.CRW"], "night.JPG.xmp"),
        ("night.JPG", ["night.png"], "night.JPG.xmp"),
        ("night.CRW", ["night.dng"], "night.CRW.xmp"),
        ("night.JPG", ["night.JPG.lowlight.json", "night.txt"], "night.xmp"),
        ("2026.11.20.jpg", [], "2026.11.20.xmp"),
    ],
)
def test_a_raw_comes_before_its_jpeg_and_no_two_photos_share_a_file(
    tmp_path: Path, name: str, others: list[str], expected: str
) -> None:
    for file in (name, *others):
        (tmp_path / file).touch()
    assert xmp_path(tmp_path / name).name == expected


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        LIGHTROOMS[:900],
        LIGHTROOMS.replace(b"</rdf:Description>", b""),
        LIGHTROOMS.replace(b"<rdf:li>0, 0</rdf:li>", b"<rdf:li rdf:about='x'><b/><c/></rdf:li>"),
    ],
)
def test_a_damaged_file_is_refused_and_stays(photo: Path, damaged: bytes) -> None:
    path = photo.with_name("night.xmp")
    path.write_bytes(damaged)
    with pytest.raises(WriteError) as raised:
        write_xmp(photo, BRIGHTER)
    assert "night.xmp: the edits cannot be put into it, it is damaged" in str(raised.value)
    assert "stays as it is" in raised.value.advice
    assert path.read_bytes() == damaged
    assert len(list(photo.parent.iterdir())) == 2


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written, the folder does not exist"):
        write_xmp(tmp_path / "card" / "night.CRW", BRIGHTER)


_UNPRIVILEGED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.xmp_sidecar import write_xmp
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.recipe import Recipe
exiv2._binding()  # Python imports it now, while it can
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
try:
    write_xmp(Path(sys.argv[1]), Recipe())
except PhotoError as error:
    print(error.path.name, error.cause)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_that_can_only_be_read_is_told(photo: Path, is_there: bool) -> None:
    for folder in (photo.parent, *photo.parent.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)  # so that others can come this far
    path = photo.with_name("night.xmp")
    if is_there:
        path.write_bytes(LIGHTROOMS)
    photo.parent.chmod(0o555)
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", _UNPRIVILEGED, str(photo), root],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.strip() == "night.xmp the XMP cannot be written, you may not write there"
    assert not is_there or path.read_bytes() == LIGHTROOMS
