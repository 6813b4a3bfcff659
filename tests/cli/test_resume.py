"""`lowlight enhance` after it was interrupted."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.cli.dark_photos import dark


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOWLIGHT_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def words(folder: Path, *flags: str) -> list[str]:
    return [
        "enhance",
        str(folder / "in"),
        "--output",
        str(folder / "out"),
        "--light",
        "off",
        *flags,
    ]


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}


def test_the_same_command_again_says_what_is_done_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dark(tmp_path / "in" / "x.png")
    assert main(words(tmp_path)) == ExitCode.DONE
    before = files(tmp_path / "out")
    capsys.readouterr()
    report = tmp_path / "report.json"
    assert main(words(tmp_path, "--report", str(report))) == ExitCode.DONE
    output = tmp_path / "out" / "x.jpg"
    assert capsys.readouterr().out == f"x.png: already done, {output}\n"
    (row,) = json.loads(report.read_text())["photos"]
    assert (row["state"], row["already_done"], row["output"]) == ("skipped", True, str(output))
    assert files(tmp_path / "out") == before


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_batch_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    for n in range(30):
        dark(tmp_path / "in" / str(n % 2) / f"{n // 2}.png")
    program = [sys.executable, "-m", "lowlight_desktop"]
    with subprocess.Popen(
        [*program, *words(tmp_path, "--progress", "json")], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        while json.loads(child.stdout.readline())["event"] != "photo":
            pass
        child.send_signal(signal.SIGKILL)
    killed = files(tmp_path / "out")
    assert main(words(tmp_path)) == ExitCode.DONE
    resumed = files(tmp_path / "out")
    assert 0 < len(killed) < 30 == len(resumed)
    (tmp_path / "out").rename(tmp_path / "resumed")
    assert main(words(tmp_path, "--again")) == ExitCode.DONE
    assert files(tmp_path / "out") == resumed


def test_a_template_counts_on_where_it_was_interrupted(tmp_path: Path) -> None:
    for n in range(4):
        dark(tmp_path / "in" / f"{n}.png")
    flags = ("--name", "{counter:02}-{stem}")
    first = ["enhance", *(str(tmp_path / "in" / f"{n}.png") for n in range(2))]
    both = ["enhance", *(str(tmp_path / "in" / f"{n}.png") for n in range(4))]
    rest = ["--output", str(tmp_path / "out"), "--light", "off", *flags]
    assert main([*first, *rest]) == ExitCode.DONE
    assert main([*both, *rest]) == ExitCode.DONE
    assert list(files(tmp_path / "out")) == ["01-0.jpg", "02-1.jpg", "03-2.jpg", "04-3.jpg"]


def test_a_damaged_journal_is_kept_and_the_results_tell_themselves(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    dark(tmp_path / "in" / "x.png")
    journal = tmp_path / "j.sqlite"
    assert main(words(tmp_path, "--journal", str(journal))) == ExitCode.DONE
    whole = journal.read_bytes()
    journal.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))  # all but its first page
    capsys.readouterr()
    assert main(words(tmp_path, "--journal", str(journal))) == ExitCode.DONE
    assert "already done" in capsys.readouterr().out
    assert str(tmp_path / "j.sqlite.bak") in caplog.text
    caplog.clear()
    assert list(files(tmp_path / "out")) == ["x.jpg"]


@pytest.mark.parametrize("kind", ["photo", "database"])
def test_a_file_that_is_no_journal_is_refused_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    source = dark(tmp_path / "in" / "x.png")
    named = source
    if kind == "database":
        named = tmp_path / "catalog.db"
        with closing(sqlite3.connect(named)) as database:
            database.execute("CREATE TABLE images (name TEXT)")
    before = files(tmp_path)
    assert main(words(tmp_path, "--journal", str(named))) == ExitCode.USAGE
    assert "not a journal of Lowlight" in capsys.readouterr().err
    assert files(tmp_path) == before


def test_results_in_one_folder_are_not_lit_again_into_another(tmp_path: Path) -> None:
    dark(tmp_path / "in" / "x.png")
    for name in ("one", "two"):
        flags = ["--light", "off", "--output", str(tmp_path / "in" / name)]
        assert main(["enhance", str(tmp_path / "in"), *flags]) == ExitCode.DONE
    assert list(files(tmp_path / "in")) == ["one/x.jpg", "two/x.jpg", "x.png"]


def test_a_journal_that_was_asked_for_and_cannot_be_had_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = dark(tmp_path / "in" / "x.png")
    assert main(words(tmp_path, "--journal", str(source / "j"))) == ExitCode.USAGE
    assert str(source) in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_a_place_for_a_journal_the_photos_are_done(
    tmp_path: Path, state: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dark(tmp_path / "in" / "x.png")
    state.write_text("no folder")
    assert main(words(tmp_path)) == ExitCode.DONE
    assert "will not be remembered" in caplog.text
    caplog.clear()
    assert list(files(tmp_path / "out")) == ["x.jpg"]
