"""Which files the command line has opened by another process."""

import sys
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.photo.errors import ReadError
from lowlight_desktop.photo.sentence import Sentence
from tests.cli.dark_photos import dark
from tests.formats.isolation.poor_decoder import COMMAND as POOR

OFF = ("--light", "off", "--raw", "off")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody limits a process's memory")
def test_a_photo_for_whose_decoding_memory_is_lacking_ends_with_the_code_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small, large = dark(tmp_path / "in" / "small.png"), dark(tmp_path / "in" / "large.png", 200_000)
    command = (*POOR, str(small))
    monkeypatch.setattr("lowlight_desktop.formats.isolation.reader.worker_command", lambda: command)
    words = ["enhance", str(tmp_path / "in"), "--output", str(tmp_path / "out"), *OFF]
    assert main(words) == ExitCode.OUT_OF_MEMORY
    assert f"{large}: this computer has not enough free memory" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["small.jpg"]


def test_a_report_is_given_its_small_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: IsolatedReader, path: Path, _longest_px: int) -> object:
        looked.append(path.name)
        raise ReadError(path, Sentence("nothing can be seen"))

    looked: list[str] = []
    monkeypatch.setattr(IsolatedReader, "quick_look", refuse)
    source, page = dark(tmp_path / "x.png"), tmp_path / "r.html"
    words = ["enhance", str(source), "--output", str(tmp_path / "out"), "--report", str(page)]
    assert main([*words, *OFF]) == ExitCode.DONE
    assert looked == ["x.png", "x.jpg"]
    assert "base64," not in page.read_text("utf-8"), "nobody else has looked"


def test_a_watch_asks_whether_an_arrival_is_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: IsolatedReader, path: Path) -> bool:
        asked.append(path.name)
        raise KeyboardInterrupt

    asked: list[str] = []
    monkeypatch.setattr(IsolatedReader, "is_result", stop)
    dark(tmp_path / "in" / "x.png")
    words = ["watch", str(tmp_path / "in"), "--output", str(tmp_path / "out"), "--existing"]
    assert main([*words, "--settle", "0.1", "--poll", "0.1", *OFF]) == ExitCode.CANCELLED
    assert asked == ["x.png"]
