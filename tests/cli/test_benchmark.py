import json
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.cli.dark_photos import dark

PARTS = ["import", "read", "device", "survey and render", "write"]


def test_the_seconds_of_the_parts_are_those_of_the_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = dark(tmp_path / "x.png")
    assert main(["benchmark", str(source), "--json", "--device", "cpu"]) == ExitCode.DONE
    facts = json.loads(capsys.readouterr().out)
    assert list(facts["seconds"]) == PARTS
    # Five parts, each rounded to a thousandth.
    assert sum(facts["seconds"].values()) == pytest.approx(facts["total_s"], abs=0.005)
    assert facts["photo"] == "x.png"
    assert facts["device"].startswith("cpu")
    assert facts["peak_mib"] > 50  # numpy and OpenCV alone are more
    assert [p.name for p in tmp_path.iterdir()] == ["x.png"]  # the result is thrown away


def test_people_get_a_line_for_each_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = dark(tmp_path / "x.png")
    words = ["benchmark", str(source), "--light", "off", "--format", "tiff", "--depth", "16"]
    assert main(words) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line[2:26].strip() for line in lines if line.endswith(" s")] == PARTS


def test_a_photo_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["benchmark", str(tmp_path / "x.png")]) == ExitCode.SOME_FAILED
    assert "no such file" in capsys.readouterr().err


def test_the_photo_may_come_after_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = dark(tmp_path / "x.png")
    assert main(["benchmark", "--light", "off", "--json", str(source)]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["photo"] == "x.png"
