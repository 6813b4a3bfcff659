import os
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.training import __main__ as program
from lowlight_desktop.training import checkpoint
from lowlight_desktop.training.__main__ import main


def test_train_runs_and_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    words = ["train", "flw", "--data", str(data), "--run", str(run), "--every", "1"]
    for steps in (1, 2):
        assert main([*words, "--steps", str(steps)]) == 0
        assert checkpoint.load(run / "checkpoint.safetensors").step == steps


def test_the_module_is_a_program_that_explains_itself() -> None:
    words = [sys.executable, "-m", "lowlight_desktop.training", "train", "--help"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=os.environ)
    assert "--published-losses" in done.stdout


def test_a_missing_data_folder_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "flw", "--data", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("lowlight: ")
    assert "--data names the folder" in said
    assert said.count("\n") == 1


def test_an_incomplete_data_folder_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = str(tmp_path / "run")
    assert main(["train", "flw", "--data", str(tmp_path), "--run", run]) == 1
    said = capsys.readouterr().err
    assert "is the data folder complete?" in said
    assert said.count("\n") == 1


def test_publishing_without_a_run_says_how_to_train(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["publish", "flw", "--data", str(data), "--runs", str(tmp_path), "--version", "1"]
    assert main([*words, "--models", str(tmp_path / "models")]) == 2
    assert "lowlight train flw" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("flag", "number", "said"),
    [
        ("--steps", "0", "whole number of at least 1"),
        ("--steps", "-3", "whole number of at least 1"),
        ("--seed", "many", "whole number of at least 0"),
        ("--width", "20", "multiple of 16"),
        ("--fold", "3", "choose from"),
        ("--rate", "0", "above 0"),
        ("--rate", "2", "from 0 to 1"),
    ],
)
def test_a_senseless_number_is_a_wrong_use(
    tmp_path: Path, flag: str, number: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["train", "flw", "--data", str(tmp_path), flag, number])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_stopping_says_that_the_same_command_goes_on(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "train_flw", stopped)
    assert main(["train", "flw", "--data", str(data)]) == 5
    assert capsys.readouterr().err == "lowlight: stopped; the same command goes on.\n"
