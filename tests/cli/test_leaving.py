import subprocess
import sys

import pytest

from lowlight_desktop.cli.leaving import kept_to_the_end

_BEGIN = "from lowlight_desktop.cli.leaving import leave, prepare_leaving\nprepare_leaving()\n"


def _ended(program: str, out: int = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", _BEGIN + program]
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)


def test_what_is_to_be_done_at_the_end_is_done_and_what_was_printed_is_there() -> None:
    ended = _ended(
        "import atexit, threading, time\n"
        "atexit.register(print, 'registered')\n"
        "def late():\n"
        "    time.sleep(0.2)\n"
        "    print('thread')\n"
        "threading.Thread(target=late).start()\n"
        "print('now')\n"
        "leave(3)\n"
    )
    assert (ended.returncode, ended.stdout) == (3, "now\nthread\nregistered\n")


def test_nothing_is_taken_apart() -> None:
    slow = (
        "class Slow:\n"
        "    def __del__(self):\n"
        "        print('taken apart')\n"
        "import builtins\n"
        "builtins.slow = Slow()\n"
    )
    assert "taken apart" not in _ended(slow + "leave(0)").stdout
    assert "taken apart" in _ended(slow + "import sys; sys.exit(0)").stdout


def test_what_is_kept_to_the_end_outlives_who_has_made_it() -> None:
    program = (
        "from lowlight_desktop.cli.leaving import kept_to_the_end\n"
        "class Slow:\n"
        "    def __del__(self):\n"
        "        print('taken apart')\n"
        "def work():\n"
        "    thing = kept_to_the_end(Slow())\n"
        "work()\n"
        "leave(0)\n"
    )
    assert "taken apart" not in _ended(program).stdout
    assert "taken apart" in _ended(program.replace("kept_to_the_end(Slow())", "Slow()")).stdout


def test_nobody_keeps_what_a_process_that_goes_on_has_made() -> None:
    thing = object()
    references = sys.getrefcount(thing)
    assert kept_to_the_end(thing) is thing
    assert sys.getrefcount(thing) == references


def test_who_was_called_without_leaving_ends_as_ever() -> None:
    ended = _ended("raise SystemExit(5)")
    assert (ended.returncode, ended.stderr) == (5, "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux'")
def test_output_that_cannot_be_written_is_not_passed_over() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - no file, a device
        ended = _ended("print('lost')\nleave(0)", full.fileno())
    assert ended.returncode != 0
    assert "No space left" in ended.stderr
