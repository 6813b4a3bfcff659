"""`lowlight watch` as people and programs use it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from tests.cli.dark_photos import dark

# A shell that starts a program in the background has it ignore Ctrl-C: not in these tests.
PROGRAM = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from lowlight_desktop.cli.main import run\n"
    "run()"
)
OFF = ("--light", "off", "--raw", "off", "--settle", "0.2")


class Running:
    """A watch in a process of its own, told line by line."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self.child = child

    def next(self, event: str) -> dict[str, Any]:
        """The next event of that kind."""
        assert self.child.stdout is not None
        for line in self.child.stdout:
            facts = json.loads(line)
            if facts["event"] == event:
                return facts
        raise AssertionError(f"it ended before {event}")


@contextmanager
def started(folder: Path, *flags: str) -> Generator[Running]:
    words = ["watch", str(folder), "--progress", "json", *OFF, *flags]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        try:
            yield Running(child)
        finally:
            child.kill()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("flags", [(), ("--poll", "0.1")])
def test_photos_are_done_as_they_arrive_until_it_is_stopped(
    tmp_path: Path, stop: signal.Signals, flags: tuple[str, ...]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    dark(folder / "old.png")
    with started(folder, "--output", str(out), *flags) as running:
        start = running.next("start")
        assert (start["folder"], start["photos"]) == (str(folder), 1)
        dark(folder / "deep" / "x.png")
        row = running.next("photo")
        assert (row["state"], row["source"]) == ("done", str(folder / "deep" / "x.png"))
        (folder / "bad.png").write_bytes((folder / "old.png").read_bytes()[:99])
        assert running.next("photo")["state"] == "failed"
        running.child.send_signal(stop)
        said, complaints = running.child.communicate(timeout=60)
    assert running.child.returncode == ExitCode.CANCELLED
    end = json.loads(said.splitlines()[-1])
    assert end == {"event": "end", "done": 1, "skipped": 0, "failed": 1, "ended_by": "stopped"}
    failure, stopped = complaints.splitlines()
    assert "bad.png" in failure
    assert stopped == "lowlight: stopped."
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["x.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be renamed")
@pytest.mark.parametrize("flags", [(), ("--poll", "0.1")])
def test_a_folder_that_goes_and_comes_back_is_watched_again(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    folder, away = tmp_path / "in", tmp_path / "away"
    dark(folder / "old.png")
    with started(folder, "--output", str(tmp_path / "out"), *flags) as running:
        running.next("start")
        folder.rename(away)
        assert running.next("gone")["folder"] == str(folder)
        away.rename(folder)
        running.next("back")
        dark(folder / "x.png")  # the events of the folder that is there now
        assert running.next("photo")["source"] == str(folder / "x.png")
        running.child.send_signal(signal.SIGTERM)
        _, complaints = running.child.communicate(timeout=60)
    assert complaints == (
        f"lowlight: {folder}: the watched folder is gone. It is waited for.\nlowlight: stopped.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_in_the_watched_folder_itself_results_get_a_suffix_and_are_left_alone(
    tmp_path: Path,
) -> None:
    dark(tmp_path / "x.png")
    with started(tmp_path, "--output", str(tmp_path), "--existing") as running:
        assert running.next("photo")["output"] == str(tmp_path / "x-lowlight.jpg")
        dark(tmp_path / "y.png")
        assert running.next("photo")["output"] == str(tmp_path / "y-lowlight.jpg")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_people_read_sentences(tmp_path: Path) -> None:
    dark(tmp_path / "in" / "x.png")
    words = ["watch", str(tmp_path / "in"), "--output", str(tmp_path / "out"), "--existing", *OFF]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == f"Watching {tmp_path / 'in'}. Ctrl-C ends it.\n"
        assert child.stdout.readline().startswith(f"x.png → {tmp_path / 'out' / 'x.jpg'} (")
        child.send_signal(signal.SIGINT)
        said, complaints = child.communicate(timeout=60)
    assert said == "1 done, 0 skipped, 0 failed.\n"
    assert complaints == "lowlight: stopped.\n"


@pytest.mark.parametrize(
    ("flags", "code", "words"),
    [
        (["--denoise", "best"], ExitCode.NO_MODEL_OR_DEVICE, "denoise best"),
        (["--device", "cuda:7"], ExitCode.NO_MODEL_OR_DEVICE, "cuda:7"),
        (["--contrast", "9"], ExitCode.USAGE, "contrast"),
    ],
)
def test_what_could_never_be_done_is_told_before_hours_of_waiting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], code: ExitCode, words: str
) -> None:
    assert main(["watch", str(tmp_path), *flags]) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan"])
def test_seconds_are_a_sensible_number(tmp_path: Path, seconds: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["watch", str(tmp_path), "--settle", seconds])
    assert ended.value.code == ExitCode.USAGE


def test_a_folder_that_is_not_there_is_a_typing_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", str(tmp_path / "nihgt")]) == ExitCode.USAGE
    assert "nihgt" in capsys.readouterr().err
