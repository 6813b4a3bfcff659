from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from lowlight_desktop.studio.crashes.mishap import Mishap
from lowlight_desktop.studio.crashes.private_text import Private
from lowlight_desktop.studio.crashes.report import mishap_of, report_text, written

NOBODY = Private((PurePosixPath("/home/alice"),), "alice", {})
NOW = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)


def refuse(pixel: float) -> None:
    raise ValueError(f"/home/alice/a.jpg is {pixel > 1}")


def raised() -> ValueError:
    with pytest.raises(ValueError, match="is False") as caught:
        refuse(0.123456)
    return caught.value


def test_a_report_tells_what_where_when_and_on_what_machine() -> None:
    text = report_text(mishap_of(raised(), ["12:00 INFO opened"]), {"Device": "GPU"}, NOW, NOBODY)
    assert "ValueError: ~/a.jpg is False" in text
    assert "in refuse" in text
    assert "2026-11-21 22:30:00 +0000" in text
    assert "Device      GPU" in text
    assert text.rstrip().endswith("12:00 INFO opened")


def test_a_report_does_not_tell_the_name_of_the_user() -> None:
    assert "alice" not in report_text(mishap_of(raised()), {}, NOW, NOBODY)


def test_what_goes_on_for_ever_keeps_its_beginning_and_its_end() -> None:
    calls = "\n".join(f"call {i}" for i in range(1000))
    text = report_text(Mishap("RecursionError", calls), {}, NOW, NOBODY)
    assert "call 0\n" in text
    assert "call 999" in text
    assert "… 880 lines …" in text


def test_of_many_reports_the_ten_newest_stay(tmp_path: Path) -> None:
    for i in range(13):
        written(Mishap(f"mistake {i}"), {}, tmp_path)
    kept = {path.read_text().splitlines()[0].partition(": ")[2] for path in tmp_path.iterdir()}
    assert kept == {f"mistake {i}" for i in range(3, 13)}


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for i in range(12):
        written(Mishap(f"mistake {i}"), {}, tmp_path)
    assert (tmp_path / "notes.txt").exists()


def test_a_disk_that_refuses_the_report_leaves_its_text(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    report = written(Mishap("mistake"), {}, tmp_path / "file" / "crashes")
    assert report.path is None
    assert "mistake" in report.text


@pytest.mark.parametrize("name", ["caf\udce9.jpg", "夜.jpg"])
def test_any_name_of_a_file_can_be_written(tmp_path: Path, name: str) -> None:
    assert written(Mishap(f"{name} is damaged"), {}, tmp_path).path is not None
