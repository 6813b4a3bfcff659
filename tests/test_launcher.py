"""The launcher, really run, on a tiny project (see `launcher_project`)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.launcher_project import Tiny

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has lowlight.cmd")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A project that was set up by its first start."""
    project = Tiny.make(tmp_path_factory.mktemp("launcher"))
    first = project.run("enhance", cwd=project.home.parent)
    assert first.returncode == 0, first.stderr
    said = [line.removeprefix("lowlight: ").split(" ")[0] for line in first.stderr.splitlines()]
    assert said[:2] == ["making", "installing"], first.stderr
    assert first.stdout == f"lowlight_desktop|{project.home.parent}|enhance\n"
    return project


def next_line(process: "subprocess.Popen[str]") -> str:
    """The next thing it says on stderr, "" if it ended."""
    assert process.stderr is not None
    return process.stderr.readline()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The user's folder, with a file that bears the name of a module."""
    (tmp_path / "lowlight_desktop.py").write_text("raise SystemExit('imported from the photos')")
    return tmp_path


def test_a_ready_project_starts_without_a_word(
    tiny: Tiny, photos: Path, record_property: Callable[[str, object], None]
) -> None:
    builds = tiny.builds
    start = time.perf_counter()
    done = tiny.run("info", "a photo.jpg", "*", cwd=photos)
    record_property("seconds", time.perf_counter() - start)  # measured, not judged
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"lowlight_desktop|{photos}|info|a photo.jpg|*\n"
    assert tiny.builds == builds


def test_the_first_start_has_nothing_left_to_compile(tiny: Tiny) -> None:
    # Nobody imports a file of this name: it was not Python's own doing.
    assert list((tiny.home / "lowlight_desktop" / "__pycache__").glob("__main__.*.pyc"))


def test_a_chain_of_links_leads_home(tiny: Tiny, photos: Path) -> None:
    (photos / "bin").mkdir()
    (photos / "absolute").symlink_to(tiny.home / "lowlight")
    (photos / "bin" / "relative").symlink_to("../absolute")
    done = tiny.run("info", cwd=photos, by=photos / "bin" / "relative")
    assert (done.stdout, done.stderr) == (f"lowlight_desktop|{photos}|info\n", "")


def test_a_changed_project_is_installed_again_and_only_once(tiny: Tiny, photos: Path) -> None:
    builds = tiny.builds
    tiny.change()
    assert "installing" in tiny.run(cwd=photos).stderr
    assert tiny.run(cwd=photos).stderr == ""
    assert tiny.builds == builds + 1


def test_the_gate_runs_at_home_with_the_arguments_of_pytest(tiny: Tiny, photos: Path) -> None:
    first = tiny.run("test", "-k", "a or b", cwd=photos)
    assert first.stdout == f"tests|{tiny.home}|-k|a or b\n", first.stderr
    assert "with its tests" in first.stderr
    assert tiny.run("test", cwd=photos).stderr == ""
    assert tiny.run("info", cwd=photos).stderr == ""


def test_a_moved_project_sets_itself_up_where_it_is(tiny: Tiny, photos: Path) -> None:
    there = tiny.home.rename(tiny.home.with_name("moved"))
    moved = Tiny(there, tiny.tools)
    try:
        done = moved.run("info", cwd=photos)
        assert done.stdout == f"lowlight_desktop|{photos}|info\n", done.stderr
        assert "making" not in done.stderr
    finally:
        there.rename(tiny.home)


def test_two_launchers_install_once(tiny: Tiny, photos: Path) -> None:
    builds = tiny.builds
    tiny.change()
    with tiny.gate() as open_gate, tiny.start("first", cwd=photos) as first:
        assert "installing" in next_line(first)
        with tiny.start("second", cwd=photos) as second:
            assert "another launcher is setting up" in next_line(second)
            open_gate()
            assert first.communicate(timeout=60)[0] == f"lowlight_desktop|{photos}|first\n"
            assert second.communicate(timeout=60)[0] == f"lowlight_desktop|{photos}|second\n"
    assert tiny.builds == builds + 1


def test_a_stopped_and_a_killed_set_up_are_repaired_by_the_next_start(
    tiny: Tiny, photos: Path
) -> None:
    tiny.change()
    with tiny.gate(), tiny.start(cwd=photos) as stopped:
        assert "installing" in next_line(stopped)
        os.killpg(stopped.pid, signal.SIGINT)  # as Ctrl-C does
        out, err = stopped.communicate(timeout=60)
    assert (stopped.returncode, out) == (5, "")
    assert "stopped" in err
    with tiny.start(cwd=photos) as killed:
        assert "interrupted" in next_line(killed)
        assert "making" in next_line(killed)
        os.killpg(killed.pid, signal.SIGKILL)
    half = tiny.home / ".venv" / "half a package"
    half.touch()
    done = tiny.run("info", cwd=photos)
    assert done.stdout == f"lowlight_desktop|{photos}|info\n", done.stderr
    assert "interrupted" in done.stderr
    assert not half.exists()


def test_a_package_that_cannot_be_had_is_named_with_the_log(tiny: Tiny, photos: Path) -> None:
    tiny.depend_on("no-such-package==1")
    done = tiny.run("info", cwd=photos)
    tiny.depend_on()
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    log = tiny.home / ".venv" / "set-up.log"
    assert "No matching distribution found for no-such-package==1" in last
    assert last.endswith(str(log))
    assert "no-such-package" in log.read_text()
    assert tiny.run("info", cwd=photos).returncode == 0


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    project = Tiny.make(tmp_path)
    python = project.tools / "python3"
    python.unlink()
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n')
    python.chmod(0o755)
    done = project.run("info", cwd=tmp_path)
    assert done.returncode == 1
    assert "3.11" in done.stderr
    assert "here is Python 3.9.2" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr
    assert not (project.home / ".venv").exists()
