from itertools import islice
from pathlib import Path

import pytest

from lowlight_desktop.formats.naming import (
    NameFacts,
    check_template,
    name_from,
    numbered,
    output_path,
    taken,
)
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("DSC_0001.NEF", "DSC_0001.png"),
        ("a.b.c.jpg", "a.b.c.png"),
        ("no ending", "no ending.png"),
        ("夜.HEIC", "夜.png"),
        (".hidden", ".hidden.png"),
    ],
)
def test_a_result_keeps_the_name_of_its_photo(tmp_path: Path, source: str, name: str) -> None:
    options = ExportOptions(FileFormat.PNG, 8)
    assert output_path(tmp_path, Path("shoot") / source, options) == tmp_path / name


def test_numbers_begin_with_two() -> None:
    names = [path.name for path in islice(numbered(Path("out/a.b.jpg")), 3)]
    assert names == ["a.b.jpg", "a.b-2.jpg", "a.b-3.jpg"]


def test_files_folders_and_dangling_links_take_a_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert all(taken(tmp_path / name) for name in ("file", "folder", "link"))
    assert not taken(tmp_path / "nowhere")
    assert not taken(tmp_path / "file" / "below")


@pytest.mark.parametrize("name", ["x" * 300 + ".jpg", "nul\0.jpg"])
def test_an_impossible_name_is_told_before_the_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match="name"):
        taken(tmp_path / name)


FACTS = NameFacts("IMG_0112", "2026:11:20 23:10:05", 7, "City lights")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "IMG_0112"),
        ("{name}-lit", "IMG_0112-lit"),
        ("{date} {name}", "2026-11-20 IMG_0112"),
        ("night_{number}", "night_007"),
        ("{name}-{preset}", "IMG_0112-City lights"),
    ],
)
def test_a_template_says_what_is_known_of_a_photo(template: str, name: str) -> None:
    assert name_from(template, FACTS) == name


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}-{preset}", "IMG"),  # with the sign before it
        ("{preset}-{name}", "IMG"),
        ("{preset}", "IMG"),
        ("{date}-{name}", "undated-IMG"),
    ],
)
def test_what_a_photo_does_not_have_is_left_out(template: str, name: str) -> None:
    assert name_from(template, NameFacts("IMG")) == name


def test_signs_that_files_cannot_hold_are_replaced_in_what_is_filled_in() -> None:
    assert name_from("{name} {preset}", NameFacts("a", preset="High/low: 1")) == "a High-low- 1"


@pytest.mark.parametrize(("template", "name"), [("con", "_con"), ("console", "console")])
def test_names_of_devices_are_avoided(template: str, name: str) -> None:
    assert name_from(template, FACTS) == name


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("", "empty"),
        (" .", "empty"),
        ("{camera}", "unknown"),
        ("{name", "partner"),
        ("a/{name}", "hold '/'"),
        ("{name}?", "hold"),
    ],
)
def test_a_template_that_gives_no_names_is_refused_with_a_reason(template: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_template(template)


def test_a_result_is_called_as_its_template_says(tmp_path: Path) -> None:
    options = ExportOptions(FileFormat.PNG)
    path = output_path(tmp_path, Path("a.b.jpg"), options, template="{name}-lit")
    assert path == tmp_path / "a.b-lit.png"
