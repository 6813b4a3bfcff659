import os
import signal
import subprocess
import sys

import pytest

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.cli.main import main
from lowlight_desktop.cli.train import become

# Becomes a program that says so and then waits for a line that never comes.
STOPPED = (
    "import signal, sys\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from lowlight_desktop.cli.train import become\n"
    "try: become([sys.executable, '-c', {child!r}])\n"
    "except KeyboardInterrupt: print('stopped')"
)
CHILD = "import os; print(os.getpid(), flush=True); input()"


def test_the_words_are_handed_on_with_what_stands_before_and_behind_them() -> None:
    words = ["-v", "train", "flw", "--seed", "one", "--data", "nowhere"]
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", *words],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == ExitCode.USAGE
    assert "Traceback" not in done.stderr
    assert "--seed" in done.stderr.splitlines()[-1]  # training has read the flags behind


@pytest.mark.parametrize("word", ["train", "publish"])
def test_an_installed_program_says_that_it_does_not_train(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main([word, "flw", "--help"]) == ExitCode.USAGE
    assert f"This edition does not train: {word}" in capsys.readouterr().err


def test_the_answer_is_that_of_the_program() -> None:
    assert become([sys.executable, "-c", "raise SystemExit(3)"]) == 3


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_program_that_the_system_ended_has_failed() -> None:
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert become([sys.executable, "-c", kill]) == ExitCode.SOME_FAILED


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_stopping_stops_the_program_too() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED.format(child=CHILD)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.killpg(parent.pid, signal.SIGINT)  # as a terminal does: to both
        assert parent.stdout.read() == "stopped\n"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
