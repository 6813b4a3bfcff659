import os
import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT_SCREEN = {
    name: value
    for name, value in os.environ.items()
    if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
}


def lowlight(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", *words],
        env=WITHOUT_SCREEN,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a screen be missing")
@pytest.mark.parametrize("words", [(), ("gui", "photo.jpg")])
def test_without_a_screen_the_window_says_so_in_a_sentence(words: tuple[str, ...]) -> None:
    done = lowlight(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("lowlight: there is no screen here")
    assert done.stderr.count("\n") == 1


def test_the_windows_help_needs_no_screen() -> None:
    done = lowlight("gui", "--help")
    assert done.returncode == 0
    assert "FILE|FOLDER" in done.stdout
    assert "open the window" in lowlight("--help").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a screen be missing")
def test_a_folder_without_a_command_is_for_the_window(tmp_path: Path) -> None:
    assert "no screen" in lowlight(str(tmp_path)).stderr
    (tmp_path / "models").mkdir()
    done = lowlight("models", cwd=tmp_path)  # a command, whatever lies here
    assert done.returncode == 0
    assert "FLW" in done.stdout
