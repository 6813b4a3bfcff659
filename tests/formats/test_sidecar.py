import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lowlight_desktop.formats.sidecar import Sidecar, read_sidecar, sidecar_path, write_sidecar
from lowlight_desktop.photo.errors import ReadError, WriteError
from lowlight_desktop.photo.recipe import Finish, Quality, Recipe
from tests.formats.recipes import random_recipe

BRIGHTER = Sidecar(Recipe(finish=Finish(exposure_ev=1.0)), rating=4)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return tmp_path / "night.CRW"


@pytest.mark.parametrize("seed", range(10))
def test_edits_come_back(photo: Path, seed: int) -> None:
    zone = timezone(timedelta(hours=2))
    sidecar = Sidecar(
        random_recipe(seed),
        rating=None if seed == 0 else seed % 6,
        exported_at=None if seed == 1 else datetime(2026, 11, 20, 23, 10, 5, tzinfo=zone),
    )
    write_sidecar(photo, sidecar)
    assert read_sidecar(photo) == sidecar


def test_the_file_lies_beside_the_photo_and_nothing_else_does(photo: Path) -> None:
    for _ in range(2):
        write_sidecar(photo, BRIGHTER)
    assert [p.name for p in photo.parent.iterdir()] == ["night.CRW.lowlight.json"]


def test_photos_of_one_name_have_edits_of_their_own(tmp_path: Path) -> None:
    write_sidecar(tmp_path / "night.jpg", BRIGHTER)
    assert read_sidecar(tmp_path / "night.CRW") is None


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "7", '"edits"', "[" * 100_000,
        '{"version": 1}',
        '{"version": 1, "recipe": {"version": 1, "raw": "magic"}}',
        '{"version": 1, "recipe": {"version": 1}, "rating": 6}',
        '{"version": 1, "recipe": {"version": 1}, "rating": "five"}',
        '{"version": 1, "recipe": {"version": 1}, "exported_at": "yesterday"}',
        '{"version": 1, "recipe": {"version": 1}, "exported_at": "2026-11-20T23:10:05"}',
        "\0\0\0",
    ],
)  # fmt: skip
def test_a_damaged_file_is_kept_and_reported_once(photo: Path, text: str) -> None:
    sidecar_path(photo).write_text(text)
    with pytest.raises(ReadError) as raised:
        read_sidecar(photo)
    said = str(raised.value)
    assert "night.CRW.lowlight.json: the edits cannot be read" in said
    assert "kept as night.CRW.lowlight.json.bak." in said
    assert read_sidecar(photo) is None
    kept = photo.parent / "night.CRW.lowlight.json.bak"
    assert kept.read_text() == text
    write_sidecar(photo, BRIGHTER)
    assert read_sidecar(photo) == BRIGHTER
    assert kept.read_text() == text


def test_bytes_that_are_no_text_are_damage(photo: Path) -> None:
    sidecar_path(photo).write_bytes(b"\xff\xfe\x80{")
    with pytest.raises(ReadError, match="kept as"):
        read_sidecar(photo)


def test_an_older_backup_is_not_written_over(photo: Path) -> None:
    for text in ("first", "second"):
        sidecar_path(photo).write_text(text)
        with pytest.raises(ReadError):
            read_sidecar(photo)
    kept = [p.read_text() for p in sorted(photo.parent.iterdir()) if ".bak" in p.name]
    assert sorted(kept) == ["first", "second"]


@pytest.mark.parametrize("newer", [{"version": 2, "glow": 3}, {"stars": 3}])
def test_a_newer_file_is_left_alone_until_the_photo_is_edited(
    photo: Path, newer: dict[str, object]
) -> None:
    text = json.dumps({"version": 1, "recipe": {"version": 1}, **newer})
    sidecar_path(photo).write_text(text)
    for _ in range(2):
        with pytest.raises(ReadError, match=r"a newer version of Lowlight .* Update Lowlight"):
            read_sidecar(photo)
    assert [p.read_text() for p in photo.parent.iterdir()] == [text]
    write_sidecar(photo, BRIGHTER)
    assert read_sidecar(photo) == BRIGHTER
    assert (photo.parent / "night.CRW.lowlight.json.bak").read_text() == text


def test_a_mark_that_an_editor_puts_before_the_text_does_no_harm(photo: Path) -> None:
    write_sidecar(photo, BRIGHTER)
    path = sidecar_path(photo)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_sidecar(photo) == BRIGHTER


@pytest.mark.parametrize("rating", [-1, 6])
def test_a_rating_has_up_to_five_stars(rating: int) -> None:
    with pytest.raises(ValueError, match="0 to 5"):
        Sidecar(Recipe(), rating)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "card" / "night.CRW"
    assert read_sidecar(photo) is None
    with pytest.raises(WriteError, match="edits cannot be kept, the folder does not exist"):
        write_sidecar(photo, BRIGHTER)


_UNPRIVILEGED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from lowlight_desktop.formats.sidecar import Sidecar, read_sidecar, write_sidecar
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.recipe import Recipe
"".encode("utf-8-sig")  # Python imports it now, while it can
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
for work in (lambda: read_sidecar(Path(sys.argv[1])),
             lambda: write_sidecar(Path(sys.argv[1]), Sidecar(Recipe()))):
    try:
        work()
    except PhotoError as error:
        print(type(error).__name__, error.cause, error.advice)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("damaged", [False, True])
def test_a_folder_that_can_only_be_read_is_told(tmp_path: Path, damaged: bool) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)  # so that others can come this far
    closed = tmp_path / "closed"
    closed.mkdir()
    photo = closed / "night.CRW"
    if damaged:
        sidecar_path(photo).write_text("{")
    closed.chmod(0o555)
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", _UNPRIVILEGED, str(photo), root],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = run.stdout.splitlines()
    assert told[-1] == (
        "WriteError the edits cannot be kept, you may not write there They last as long as "
        "Lowlight is open; export the photo or save a preset to keep them."
    )
    assert len(told) == 1 + damaged
    if damaged:
        assert "could not be renamed" in told[0]
        assert sidecar_path(photo).read_text() == "{"


def test_a_link_that_has_the_name_of_a_sidecar_is_not_written_through(photo: Path) -> None:
    private = photo.with_name("private.txt")
    private.write_text("private")
    sidecar_path(photo).symlink_to(private)
    with pytest.raises(ReadError, match="not JSON"):
        read_sidecar(photo)  # the link is set aside
    write_sidecar(photo, BRIGHTER)
    assert private.read_text() == "private"
    sidecar_path(photo).unlink()
    sidecar_path(photo).symlink_to(private)
    write_sidecar(photo, BRIGHTER)
    assert private.read_text() == "private"
    assert read_sidecar(photo) == BRIGHTER


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"raw": "../../evil"}, "raw"),
        ({"light": {"quality": "/etc/passwd"}}, "quality"),
        ({"light": {"limits": "../../evil"}}, "limits"),
        ({"weights": "../../evil.safetensors"}, "weights"),
        ({"template": "../{stem}"}, "template"),
    ],
)
def test_no_path_in_a_sidecar_means_anything(
    photo: Path, edits: dict[str, object], said: str
) -> None:
    recipe = {"version": 1, **edits}
    sidecar_path(photo).write_text(json.dumps({"version": 1, "recipe": recipe}))
    with pytest.raises(ReadError, match=said):
        read_sidecar(photo)


def test_edits_without_paths_are_understood(photo: Path) -> None:
    sidecar_path(photo).write_text('{"version": 1, "recipe": {"version": 1, "raw": "off"}}')
    sidecar = read_sidecar(photo)
    assert sidecar is not None
    assert sidecar.recipe.raw is Quality.OFF
