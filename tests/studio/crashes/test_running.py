import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.studio.crashes.running import Running, mishap_in, take_ended
from lowlight_desktop.studio.crashes.session import Session, from_text, to_text, together

NIGHT, DAWN = Path("/photos/night.jpg"), Path("/photos/caf\udce9.jpg")

BEGIN = (
    "import os, sys, faulthandler\n"
    "from pathlib import Path\n"
    "from lowlight_desktop.studio.crashes.running import Running\n"
    "from lowlight_desktop.studio.crashes.session import Session\n"
    "running = Running(Path(sys.argv[1]))\n"
    "running.begin()\n"
    "running.note_line('opening night.jpg')\n"
    "running.note_session(Session((Path('/photos/night.jpg'),), Path('/photos/night.jpg')))\n"
)
SEGFAULT = "faulthandler._sigsegv()\n"
KILLED = f"os.kill(os.getpid(), {int(signal.SIGTERM)})\n"
CLOSED = "running.end()\n"


def run(folder: Path, ending: str) -> int:
    command = [sys.executable, "-c", BEGIN + ending, str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_of_which_python_does_not_hear_leaves_what_was_open_and_where_it_was(
    tmp_path: Path,
) -> None:
    assert run(tmp_path, SEGFAULT) == -signal.SIGSEGV
    (ended,) = take_ended(tmp_path)
    assert ended.session == Session((NIGHT,), NIGHT)
    assert ended.mishap is not None
    assert ended.mishap.what == "Segmentation fault"
    assert 'File "<string>", line 9 in <module>' in ended.mishap.where
    assert ended.mishap.log == ["opening night.jpg"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_that_is_ended_from_outside_leaves_what_was_open(tmp_path: Path) -> None:
    assert run(tmp_path, KILLED) == -signal.SIGTERM
    (ended,) = take_ended(tmp_path)
    assert ended.session.current == NIGHT
    assert ended.mishap is None


def test_how_a_run_ended_is_told_once(tmp_path: Path) -> None:
    run(tmp_path, "os._exit(1)\n")
    assert len(take_ended(tmp_path)) == 1
    assert take_ended(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_closed_leaves_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, CLOSED) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    here = Running(tmp_path)
    here.note_session(Session((NIGHT,), NIGHT))
    assert take_ended(tmp_path) == ()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_disk_that_refuses_the_files_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    nowhere = tmp_path / "file" / "running"
    here = Running(nowhere)
    here.note_line("a line")
    here.note_session(Session((NIGHT,), NIGHT))
    assert take_ended(nowhere) == ()


def test_of_exceptions_that_windows_tells_the_last_one_ended_it() -> None:
    words = "Windows fatal exception: code 0x8001010d\n\na line\nWindows fatal exception: access\n"
    mishap = mishap_in(words)
    assert mishap is not None
    assert mishap.what == "access"


def test_a_session_is_read_as_it_was_written() -> None:
    session = Session((NIGHT, DAWN), DAWN, is_recovered=True)
    assert from_text(to_text(session)) == session


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"photos": 3, "current": null}'])
def test_a_damaged_session_is_empty(text: str) -> None:
    assert from_text(text) == Session()


def test_what_two_windows_had_open_comes_together() -> None:
    both = together((Session((NIGHT,), NIGHT), Session((NIGHT, DAWN), DAWN)))
    assert both == Session((NIGHT, DAWN), DAWN)
    assert os.fspath(DAWN) in map(os.fspath, both.photos)
