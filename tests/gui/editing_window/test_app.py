"""`lowlight edit FILE...` as a process that a host starts and waits for."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lowlight_desktop.cli.main import main
from lowlight_desktop.studio.preset_files import export_preset
from lowlight_desktop.studio.presets import Preset
from tests.host_files import BRIGHTER, lightroom_tiff

# A photographer who says when he sees something, and then does what the first word says.
PHOTOGRAPHER = """
import sys
from lowlight_desktop.gui.editing_window import window

does = sys.argv.pop(1)

class Watched(window.EditingWindow):
    def _seen(self):
        print("seen", flush=True)
        if does == "leaves":
            self.close()

    def _on_opened(self, photo):
        super()._on_opened(photo)
        self._seen()

    def _on_open_failed(self, path, error):
        super()._on_open_failed(path, error)
        self._seen()

window.EditingWindow = Watched
from lowlight_desktop.__main__ import run
run()
"""


def called(does: str, *paths: Path) -> "subprocess.Popen[str]":
    """A host's call, with somebody in front of the screen."""
    return subprocess.Popen(
        [sys.executable, "-c", PHOTOGRAPHER, does, "edit", *map(str, paths)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_host_waits_until_the_window_is_closed_and_gets_0(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "夜's 100%.tif")
    before = path.read_bytes()
    with called("leaves", path) as child:
        said, complaints = child.communicate()
    assert said == "seen\n"
    assert child.returncode == 0, complaints
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_opened_is_told_to_the_host(tmp_path: Path) -> None:
    path = tmp_path / "gone.tif"
    with called("leaves", path) as child:
        _, complaints = child.communicate()
    assert child.returncode == 1
    assert f"lowlight: {path}: there is no such file." in complaints


def test_another_call_waits_for_its_own_files_alone(tmp_path: Path) -> None:
    first, second = lightroom_tiff(tmp_path / "a.tif"), lightroom_tiff(tmp_path / "b.tif")
    before, looks = first.read_bytes(), tmp_path / "brighter.json"
    export_preset(Preset("Brighter", BRIGHTER), looks)
    with called("stays", first) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "seen\n"
        assert main(["edit", "--recipe", str(looks), str(second)]) == 0
        assert child.poll() is None  # the first call still waits, with what is unsaved there
        assert first.read_bytes() == before
        assert second.read_bytes() != before
        child.kill()  # as a host that ends does
    assert first.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a host can only kill")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_who_ends_the_window_from_outside_leaves_every_byte(tmp_path: Path, number: str) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    before = path.read_bytes()
    with called("stays", path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "seen\n"
        child.send_signal(signal.Signals[number])
        child.communicate(timeout=30)
    assert child.returncode == -signal.Signals[number]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a screen be missing")
def test_without_a_screen_a_window_says_so_in_a_sentence(tmp_path: Path) -> None:
    path = lightroom_tiff(tmp_path / "a.tif")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", "edit", str(path)],
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("lowlight: there is no screen here")
