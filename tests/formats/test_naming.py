from itertools import islice
from pathlib import Path

import pytest

from lowlight_desktop.formats.naming import numbered, output_path, taken
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


def test_a_result_is_called_as_its_template_says(tmp_path: Path) -> None:
    options = ExportOptions(FileFormat.PNG)
    path = output_path(tmp_path, Path("a.b.jpg"), options, template="{stem}-lit")
    assert path == tmp_path / "a.b-lit.png"


def test_a_template_sorts_results_into_folders(tmp_path: Path) -> None:
    path = output_path(tmp_path, Path("a.jpg"), ExportOptions(), template="night/{stem}")
    assert path == tmp_path / "night" / "a.jpg"
    assert not path.parent.exists()


def test_a_number_shortens_a_name_that_leaves_no_room_for_it() -> None:
    longest = "x" * 251 + ".jpg"  # 255 bytes: what disks take
    second = list(islice(numbered(Path(longest)), 2))[1].name
    assert second == "x" * 249 + "-2.jpg"
