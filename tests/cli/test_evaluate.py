import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.engine.model_store import find
from tests.cli.dark_photos import dark
from tests.formats.dng_writing import mosaic_of, write_dng

STEPS = ("raw", "light")


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """The flags that name a dark photo and its reference."""
    dark(tmp_path / "low" / "1.png")
    bright = (np.random.default_rng(0).random((40, 60, 3)) * 250).astype(np.uint8)
    (tmp_path / "high").mkdir()
    assert cv2.imwrite(str(tmp_path / "high" / "1.png"), bright)
    return ["--low", str(tmp_path / "low"), "--high", str(tmp_path / "high")]


def test_every_protocol_is_printed_and_the_model_is_named_with_its_version(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    assert main(["evaluate", *folders, "--defects", "--json", str(figures)]) == ExitCode.DONE
    printed = capsys.readouterr().out
    for protocol in ("blind", "fixed target", "target from the reference", "GT-mean"):
        assert protocol in printed
    said = json.loads(figures.read_text())
    assert set(said["protocols"]) == {"blind", "fixed target", "target from the reference"}
    card = find("light", "fast")
    assert said["model"] == f"{card.id} {card.version}"


def test_of_raws_both_networks_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    low = write_dng(tmp_path / "1.dng", mosaic_of(np.full((64, 96, 3), 0.05))).parent
    words = ["evaluate", "--low", str(low), "--defects"]
    named = {step: f"{find(step, 'fast').id} {find(step, 'fast').version}" for step in STEPS}
    for flags, said in {
        (): f"# {named['raw']} and {named['light']}, ",
        ("--light", "off"): f"# {named['raw']}, ",
        ("--raw", "off"): f"# {named['light']}, ",
        ("--raw", "off", "--light", "off"): "# no network, ",
    }.items():
        assert main([*words, *flags]) == ExitCode.DONE
        assert capsys.readouterr().out.startswith(said)


def test_a_target_is_refused_where_blind_figures_are_wanted(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *folders, "--target", "0.5"]) == ExitCode.USAGE
    assert "leave --target out" in capsys.readouterr().err


def test_a_target_without_references_stands_in_the_report(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *folders[:2], "--defects", "--target", "0.43"]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines()[0].split(", ")[1] == "target 0.43"


@pytest.mark.parametrize("name", ["nowhere/figures.json", "folder.json"])
def test_figures_that_cannot_be_written_are_refused_before_the_work(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "folder.json").mkdir()
    assert main(["evaluate", *folders, "--json", str(tmp_path / name)]) == ExitCode.USAGE
    streams = capsys.readouterr()
    assert "cannot be written" in streams.err
    assert streams.out == ""


def test_with_nothing_to_measure_it_says_so(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *folders[:2]]) == ExitCode.USAGE
    assert "add --defects" in capsys.readouterr().err


def test_a_photo_without_a_partner_is_named_and_the_others_are_judged(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lonely = dark(tmp_path / "low" / "2.png")
    figures = tmp_path / "figures.json"
    assert main(["evaluate", *folders, "--json", str(figures)]) == ExitCode.SOME_FAILED
    sentence = f"{lonely}: it has no partner in {tmp_path / 'high'}."
    assert f"- {sentence}" in capsys.readouterr().out
    said = json.loads(figures.read_text())
    assert said["failures"] == [{"photo": str(lonely), "error": sentence}]
    assert [photo["photo"] for photo in said["protocols"]["blind"]["photos"]] == ["1"]


def test_folders_without_a_single_pair_are_a_wrong_call(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "high" / "1.png").rename(tmp_path / "high" / "9.png")
    assert main(["evaluate", *folders]) == ExitCode.USAGE
    assert "has a partner" in capsys.readouterr().err
