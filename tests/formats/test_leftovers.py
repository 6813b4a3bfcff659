import os
import subprocess
import sys
from pathlib import Path

from lowlight_desktop.formats.leftovers import remove_leftovers, temporary_in
from lowlight_desktop.formats.owner import is_gone, owner

DYING = (
    "import os, sys\nfrom pathlib import Path\n"
    "from lowlight_desktop.formats.leftovers import temporary_in\n"
    "temporary_in(Path(sys.argv[1])).write_text('half a photo')\n"
    "os.kill(os.getpid(), 9)\n"
)


def died_in(folder: Path) -> Path:
    """The file that a process was writing when it was killed."""
    before = set(folder.iterdir())
    subprocess.run([sys.executable, "-c", DYING, str(folder)], check=False)
    (left,) = set(folder.iterdir()) - before
    return left


def test_what_a_killed_process_was_writing_is_removed(tmp_path: Path) -> None:
    left = died_in(tmp_path)
    assert remove_leftovers(tmp_path) == 1
    assert not left.exists()


def test_what_a_living_process_is_writing_stays(tmp_path: Path) -> None:
    ours = temporary_in(tmp_path)
    ours.write_text("half a photo")
    assert remove_leftovers(tmp_path) == 0
    assert ours.exists()


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    _machine, number, began = owner().split("-")
    names = (
        "photo.jpg",
        ".lowlight-notes.tmp",
        ".lowlight-0123456789ab.tmp",  # it says nothing of whose it is
        f".lowlight-00000000-{number}-{int(began) - 100}-aa.tmp",  # of another machine
    )
    for name in names:
        (tmp_path / name).write_text("precious")
    assert remove_leftovers(tmp_path) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(names)


def test_a_folder_that_is_not_there_has_no_leftovers(tmp_path: Path) -> None:
    assert remove_leftovers(tmp_path / "nowhere") == 0


def test_the_number_of_a_dead_process_may_belong_to_a_living_one() -> None:
    machine, number, began = owner().split("-")
    assert not is_gone(owner())
    assert is_gone(f"{machine}-{number}-{int(began) - 100}")
    assert is_gone(f"{machine}-{2**22 + 1}-{began}")  # beyond what Linux gives


def test_what_is_no_owner_is_never_called_dead() -> None:
    for word in ("", "-", "somebody", f"{owner().split('-')[0]}-x-1"):
        assert not is_gone(word)


def test_a_process_that_has_ended_but_was_not_asked_is_dead() -> None:
    code = "from lowlight_desktop.formats.owner import owner; print(owner(), flush=True)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        name = child.stdout.read().strip()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie from here on
        assert is_gone(name)
