"""What the set-up says when something is missing."""

import os
from pathlib import Path

import pytest
from install import check_space, set_up
from lock import LOCK_NAME
from programs import SetUpError, cause_of
from system_packages import QT_LIBRARIES, missing_qt_packages, missing_test_packages


@pytest.mark.parametrize(
    ("printed", "cause"),
    [
        ("Collecting x\nERROR: Could not install: [Errno 28] No space left on device", "disk"),
        ("NewConnectionError(...)\nERROR: No matching distribution found for x", "network"),
        ("W: x\nE: Temporary failure resolving 'a mirror'\nE: Unable to fetch.", "network"),
        ("working\nERROR: it broke.\n\n[notice] something newer exists", "it broke"),
        ("the last words", "the last words"),
    ],
)
def test_a_failure_is_told_by_its_cause(printed: str, cause: str) -> None:
    assert cause in cause_of(printed)


def test_a_full_disk_is_told_with_both_sizes() -> None:
    check_space(3_000_000_000, Path("/photos"))
    with pytest.raises(SetUpError, match=r"3\.0 GB are needed, 2\.9 GB are free"):
        check_space(2_900_000_000, Path("/photos"))


@pytest.fixture
def refusing(tmp_path: Path) -> Path:
    """A folder with a `.venv` that cannot be written, not even by root."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".venv" / LOCK_NAME).mkdir(parents=True)
    return tmp_path


def test_a_folder_that_refuses_a_set_up_is_told(refusing: Path) -> None:
    with pytest.raises(SetUpError, match=r"\.venv cannot be written: "):
        set_up(refusing, "")


@pytest.mark.skipif(os.name == "nt", reason="a Python is no link there")
def test_who_cannot_read_the_python_of_a_finished_set_up_is_told_so(refusing: Path) -> None:
    venv = refusing / ".venv"
    (venv / "set-up").write_bytes((refusing / "pyproject.toml").read_bytes())
    (venv / "home").write_bytes(os.fsencode(refusing) + b"\n")
    (venv / "bin").mkdir()
    (venv / "bin" / "python").symlink_to(refusing / "private" / "python3.12")
    with pytest.raises(SetUpError) as told:
        set_up(refusing, "")
    said = str(told.value)
    assert f"you cannot start its Python, {refusing / 'private' / 'python3.12'}." in said
    assert "cannot be written" not in said


def test_only_missing_libraries_of_qt_are_asked_for() -> None:
    listing = "".join(f"\t{name} (libc6,x86-64) => /lib/{name}\n" for name in QT_LIBRARIES)
    assert missing_qt_packages("2 libs found in cache\n" + listing) == []
    without = listing.replace("libGL.so.1 ", "libGL.so.2 ")
    assert missing_qt_packages(without) == ["libgl1"]


@pytest.mark.skipif(os.name == "nt", reason="programs end in .exe there")
def test_the_tests_ask_for_a_screen_only_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_test_packages() == ["xvfb"]
    (tmp_path / "Xvfb").touch(0o755)
    assert missing_test_packages() == []
