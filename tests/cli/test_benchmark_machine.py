import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.engine.model_store import usable
from lowlight_desktop.studio.benchmark import page, peaks
from lowlight_desktop.studio.benchmark.page import BEGIN, END
from tests.studio.benchmark.test_peaks import SMALL


def test_one_run_gives_figures_for_people_programs_and_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, plot, target = (tmp_path / name for name in ("f.json", "cost.png", "page.md"))
    target.write_text(f"before\n{BEGIN}\n{END}\nafter\n")
    monkeypatch.setattr(page, "PAGE", target)
    monkeypatch.setattr(peaks, "USUAL", SMALL)  # the whole machine is for people who wait
    words = ["benchmark", "--sizes", "0.2,0.3", "--rounds", "1", "--tile", "64"]
    words += ["--device", "cpu", "--json", str(figures), "--plot", str(plot), "--write"]
    assert main(words) == ExitCode.DONE
    check_figures(json.loads(figures.read_text()))
    table = capsys.readouterr().out.strip()
    assert target.read_text() == f"before\n{BEGIN}\n\n{table}\n\n{END}\nafter\n"
    assert (
        next(t for t in table.splitlines() if t.startswith("**")) == "**The machine at its best**"
    )
    picture = cv2.imread(str(plot))
    assert picture is not None
    assert picture.shape[1] > picture.shape[0] > 300


def check_figures(found: dict[str, Any]) -> None:
    assert list(found) == ["format", "about", "rounds", "peaks", "networks", "whole"]
    assert found["format"] == 1
    assert {"date", "program", "command", "device", "threads", "load"} <= set(found["about"])
    assert {each["id"] for each in found["networks"]} == {card.id for card in usable()}
    kinds = [(each["kind"], each["megapixels"]) for each in found["whole"]]
    assert kinds == [(k, m) for k in ("JPEG to JPEG", "RAW to 16-bit TIFF") for m in (0.2, 0.3)]
    for each in found["whole"]:
        assert sum(each["parts"].values()) == pytest.approx(each["seconds"])
        assert each["parts"]["FLW light: tiles"] > 0
        assert ("ALEN RAW: tiles" in each["parts"]) == (each["kind"] != "JPEG to JPEG")
        memory = each["memory"]
        assert 50 < memory["decoder_mb"] < memory["program_mb"] < memory["together_mb"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sizes", "2,big"], "--sizes takes megapixels from 0.1 to 400"),
        (["--sizes", "0"], "--sizes takes megapixels"),
        (["--sizes", "nan"], "--sizes takes megapixels"),
        (["--rounds", "0"], "--rounds takes a number of at least 1"),
        (["--photos", "3"], "--photos is for lowlight benchmark batch"),
        (["--plot", "x.jpg"], "ends in .png"),
        (["--plot", "x.png", "--sizes", "2"], "two at least"),
        (["--depth", "16", "--format", "tiff"], "for lowlight benchmark FILE"),
        (["batch", "--sizes", "2,12"], "have one size"),
        (["batch", "--write"], "--write is for lowlight benchmark without FILE"),
        (["startup", "--denoise", "fast"], "the standard look"),
        (["photo.jpg", "--sizes", "2"], "--sizes is for lowlight benchmark without FILE or batch"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["benchmark", *words]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_the_start_is_measured_with_help_photo_and_window(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["benchmark", "startup", "--rounds", "1", "--json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)
    assert 0.05 < found["help_s"] < found["photo_s"]
    assert found["window_s"] > found["help_s"]
