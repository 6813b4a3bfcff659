from collections.abc import Iterable
from pathlib import Path

import pytest

from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.studio.pairs import Pair, pair_folders


def folder(parent: Path, name: str, files: Iterable[str]) -> Path:
    made = parent / name
    made.mkdir()
    for file in files:
        (made / file).touch()
    return made


def test_photos_of_one_name_belong_together_whatever_their_ending(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["b.webp", "a.png"])
    high = folder(tmp_path, "high", ["a.jpg", "b.JPG"])
    assert pair_folders(low, high).pairs == (
        Pair("a", low / "a.png", high / "a.jpg"),
        Pair("b", low / "b.webp", high / "b.JPG"),
    )


def test_without_references_the_dark_photos_stand_alone(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["b.png", "a.png"])
    assert pair_folders(low).pairs == (Pair("a", low / "a.png"), Pair("b", low / "b.png"))


def test_lists_hidden_files_and_folders_are_no_photos(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png", ".DS_Store", "README.md", "pairs.CSV"])
    folder(low, "more", ["c.png"])
    assert [pair.stem for pair in pair_folders(low).pairs] == ["a"]


def test_photos_without_a_partner_are_named_on_either_side_and_the_others_are_paired(
    tmp_path: Path,
) -> None:
    low = folder(tmp_path, "low", ["a.png", "b.png", "c.png"])
    high = folder(tmp_path, "high", ["a.png", "z.jpg"])
    found = pair_folders(low, high)
    assert [pair.stem for pair in found.pairs] == ["a"]
    assert [str(error) for error in found.lonely] == [
        f"{low / 'b.png'}: it has no partner in {high}.",
        f"{low / 'c.png'}: it has no partner in {high}.",
        f"{high / 'z.jpg'}: it has no partner in {low}.",
    ]


def test_folders_without_a_single_pair_are_refused(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png"])
    high = folder(tmp_path, "high", ["b.png"])
    with pytest.raises(UsageError, match=r"No photo of .*low has a partner in .*high"):
        pair_folders(low, high)


def test_two_photos_of_one_name_are_refused(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png", "a.jpg", "b.png"])
    with pytest.raises(UsageError, match=r"several photos named a\.$"):
        pair_folders(low)


def test_of_many_names_that_are_there_twice_the_first_five_are_named(tmp_path: Path) -> None:
    names = [f"{i}{ending}" for i in range(8) for ending in (".png", ".jpg")]
    with pytest.raises(UsageError, match=r"named 0, 1, 2, 3, 4 and 3 more\.$"):
        pair_folders(folder(tmp_path, "low", names))


def test_what_is_not_a_folder_of_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        pair_folders(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="holds no photos"):
        pair_folders(folder(tmp_path, "empty", ["notes.txt"]))
    with pytest.raises(UsageError, match="is not a folder"):
        pair_folders(tmp_path / "empty" / "notes.txt")
