import json
from pathlib import Path

import pytest

from lowlight_desktop.cli.json_file import check_writable, write_json
from lowlight_desktop.photo.errors import UsageError


def test_asking_leaves_no_file_and_changes_none(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("{}")
    check_writable(old)
    check_writable(tmp_path / "new.json")
    check_writable(None)
    assert [p.name for p in tmp_path.iterdir()] == ["old.json"]
    assert old.read_text() == "{}"


@pytest.mark.parametrize("name", ["folder.json", "nowhere/x.json", "x\0.json", "n" * 300 + ".json"])
def test_an_impossible_name_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        check_writable(tmp_path / name)


@pytest.mark.parametrize("name", [".", "photo.jpg", "figures"])
def test_only_a_json_name_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"ends in \.json"):
        check_writable(tmp_path / name)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    facts = {"photos": [{"source": "夜.jpg", "target": None}]}
    write_json(tmp_path / "x.json", facts)
    assert json.loads((tmp_path / "x.json").read_text()) == facts
