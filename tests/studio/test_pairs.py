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
    assert pair_folders(low, high) == (
        Pair("a", low / "a.png", high / "a.jpg"),
        Pair("b", low / "b.webp", high / "b.JPG"),
    )


def test_without_references_the_dark_photos_stand_alone(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["b.png", "a.png"])
    assert pair_folders(low) == (Pair("a", low / "a.png"), Pair("b", low / "b.png"))


def test_lists_hidden_files_and_folders_are_no_photos(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png", ".DS_Store", "README.md", "pairs.CSV"])
    folder(low, "more", ["c.png"])
    assert [pair.stem for pair in pair_folders(low)] == ["a"]


def test_photos_without_a_partner_are_named_on_either_side(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png", "b.png", "c.png"])
    high = folder(tmp_path, "high", ["a.png"])
    with pytest.raises(UsageError, match=r"Photos of .*low without a partner in .*high: b, c\."):
        pair_folders(low, high)
    with pytest.raises(UsageError, match=r"Photos of .*low without a partner in .*high: b, c\."):
        pair_folders(high, low)


def test_of_many_lonely_photos_the_first_five_are_named(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", [f"{i}.png" for i in range(9)])
    high = folder(tmp_path, "high", ["0.png"])
    with pytest.raises(UsageError, match=r": 1, 2, 3, 4, 5 and 3 more\.$"):
        pair_folders(low, high)


def test_two_photos_of_one_name_are_refused(tmp_path: Path) -> None:
    low = folder(tmp_path, "low", ["a.png", "a.jpg", "b.png"])
    with pytest.raises(UsageError, match=r"several photos named a\.$"):
        pair_folders(low)


def test_what_is_not_a_folder_of_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        pair_folders(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="holds no photos"):
        pair_folders(folder(tmp_path, "empty", ["notes.txt"]))
    with pytest.raises(UsageError, match="is not a folder"):
        pair_folders(tmp_path / "empty" / "notes.txt")
