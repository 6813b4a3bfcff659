"""`lowlight enhance --cluster`, as people and programs use it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.studio import cluster_link
from tests.cli.dark_photos import dark
from tests.studio.clusters import PATIENCE_S, cluster

# A shell that starts a program in the background has it ignore Ctrl-C: not in these tests.
PROGRAM = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from lowlight_desktop.cli.main import run\n"
    "run()"
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOWLIGHT_STATE", str(tmp_path / "state"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with cluster(1) as one:
        yield one.address


def words(folder: Path, out: str, *flags: str) -> list[str]:
    words = ["enhance", str(folder / "in"), "--output", str(folder / out)]
    return [*words, "--light", "off", "--progress", "json", *flags]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was done, without how far it was and how long it took."""
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for event in events:
        for changing in ("seconds", "ended", "output"):
            event.pop(changing, None)
    return [event for event in events if event["event"] != "progress"]


def test_all_is_told_as_if_this_machine_had_done_it(
    tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        dark(tmp_path / "in" / f"{number}.png")
    (tmp_path / "in" / "3.png").write_bytes(b"no photo")
    assert main(words(tmp_path, "here")) == ExitCode.SOME_FAILED
    here = told(capsys)
    report = tmp_path / "report.json"
    flags = ("--cluster", address, "--report", str(report))
    assert main(words(tmp_path, "there", *flags)) == ExitCode.SOME_FAILED
    assert told(capsys) == here
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert json.loads(report.read_text())["done"] == 3
    # The same command again knows what other machines have done, even without them.
    assert main(words(tmp_path, "there")) == ExitCode.SOME_FAILED
    assert [row["state"] for row in told(capsys)[1:-1]] == ["skipped"] * 3 + ["failed"]


def test_a_cluster_that_is_not_there_is_a_sentence_and_a_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_link, "_CONNECT_S", 0.3)
    dark(tmp_path / "in" / "x.png")
    code = main(words(tmp_path, "out", "--cluster", "127.0.0.1:9"))
    said = capsys.readouterr()
    assert code == ExitCode.NO_MODEL_OR_DEVICE
    (line,) = said.err.splitlines()
    assert line.startswith("lowlight: No cluster answers at 127.0.0.1:9 (")
    assert json.loads(said.out.splitlines()[-1])["left"] == 1


def test_what_is_no_address_is_a_mistake_of_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dark(tmp_path / "in" / "x.png")
    assert main(words(tmp_path, "out", "--cluster", "somewhere")) == ExitCode.USAGE
    assert "'somewhere'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_it_and_leaves_nothing_half_done(tmp_path: Path, address: str) -> None:
    for number in range(40):  # more than can be done before it is noticed
        dark(tmp_path / "in" / f"{number}.png")
    command = [sys.executable, "-c", PROGRAM, *words(tmp_path, "out", "--cluster", address)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        while json.loads(child.stdout.readline())["event"] != "photo":
            pass
        child.send_signal(signal.SIGINT)
        end = json.loads(child.stdout.read().splitlines()[-1])
        assert child.stderr.read() == b"lowlight: stopped.\n"
        assert child.wait(PATIENCE_S) == ExitCode.CANCELLED
    assert 0 < end["left"] < 40
    assert len(files(tmp_path / "out")) == end["done"] == 40 - end["left"]
