import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.photos import dark_photo


def test_the_window_measures_itself_and_leaves_the_photos_alone(tmp_path: Path) -> None:
    photos = [dark_photo(tmp_path / f"{i}.png", seed=i) for i in range(2)]
    words = ["benchmark", "gui", *map(str, photos), "--seconds", "2", "--open", "3", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(done.stdout)
    assert 0 < figures["first_look_s"] <= figures["refined_s"]
    assert 0 < figures["developed_s"] <= figures["lit_s"] <= figures["refined_s"]
    assert figures["refined_s"] <= figures["cleaned_s"]
    assert figures["longest_gap_ms"] > 0
    assert sorted(tmp_path.iterdir()) == photos


def test_frames_are_counted_while_a_slider_moves(tmp_path: Path) -> None:
    photo = dark_photo(tmp_path / "x.png", seed=1)
    words = ["benchmark", "preview", str(photo), "--seconds", "2", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(done.stdout)
    assert 0 < figures["frames_per_s"] < 100  # the hand moves 60 times a second
    assert figures["longest_gap_ms"] >= figures["gap_p99_ms"] > 0
    assert figures["finish_move_ms"] > 0
    assert figures["crisp_move_ms"] > 0
    assert list(tmp_path.iterdir()) == [photo]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
@pytest.mark.parametrize(
    ("platform", "said"),
    [("", "there is no screen here"), ("offscreen", "missing.jpg: there is no such file")],
)
@pytest.mark.parametrize("kind", ["gui", "preview"])
def test_what_cannot_be_measured_is_told_in_a_sentence(kind: str, platform: str, said: str) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    here = {name: value for name, value in os.environ.items() if name not in screens}
    done = subprocess.run(
        [sys.executable, "-m", "lowlight_desktop", "benchmark", kind, "missing.jpg"],
        env={**here, **({"QT_QPA_PLATFORM": platform} if platform else {})},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
