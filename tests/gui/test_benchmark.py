import json
import os
import subprocess
import sys
from pathlib import Path

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
