"""Where there can be no window, a sentence says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.studio.benchmark import program

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="screens of X and Wayland")


def _opened(*path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    code = f"import sys; sys.path[:0] = {[str(p) for p in path]}; sys.argv = ['lowlight']\n"
    code += "from lowlight_desktop.__main__ import run; run()"
    command = [sys.executable, "-P", "-c", code]
    return subprocess.run(command, env=kept | variables, capture_output=True, text=True)


@linux_only
def test_without_a_screen_there_is_no_window() -> None:
    done = _opened()
    assert done.returncode == 2
    assert "there is no screen here" in done.stderr


@linux_only
def test_a_library_that_the_system_lacks_is_named(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"  # a Qt on a system without OpenGL
    qt.mkdir()
    (qt / "__init__.py").touch()
    said = "libGL.so.1: cannot open shared object file: No such file or directory"
    (qt / "QtWidgets.py").write_text(f"raise ImportError({said!r})")
    done = _opened(tmp_path, DISPLAY=":0")
    assert done.returncode == 2
    assert "libGL.so.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_start_is_timed_in_a_program_of_its_own(tmp_path: Path) -> None:
    command = [*program.command(), "benchmark", "gui-start", str(tmp_path / "settings.ini")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 1e9  # seconds since 1970
