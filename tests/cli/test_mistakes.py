import logging
from pathlib import Path

import pytest

from lowlight_desktop.cli import devices
from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main


def refuse(_wish: object) -> int:
    raise ZeroDivisionError("night by zero")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program with a mistake in `lowlight devices`; the folder of its reports."""
    monkeypatch.setattr(devices, "run", refuse)
    monkeypatch.setenv("LOWLIGHT_STATE", str(tmp_path))
    return tmp_path / "crashes"


def test_a_mistake_of_ours_is_a_sentence_that_names_the_report(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["devices"]) == ExitCode.SOME_FAILED
    (report,) = broken.iterdir()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError: night by zero" in said
    assert str(report) in said
    assert "Traceback" in report.read_text()


def test_who_asked_what_happens_inside_sees_all_of_it(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    main(["--verbose", "devices"])
    assert "Traceback" in capsys.readouterr().err


def test_where_the_disk_refuses_the_report_all_of_it_is_shown(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken.write_text("no folder")
    assert main(["devices"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "the report above" in said
