import os
import subprocess
import sys
from pathlib import Path

import cv2

from tests.gui.photos import dark_photo


def test_every_state_is_a_picture_and_no_two_are_alike(tmp_path: Path) -> None:
    photo, shots = dark_photo(tmp_path / "night.png", (600, 900)), tmp_path / "shots"
    words = ["-m", "lowlight_desktop.gui.screenshots", str(photo), "--output", str(shots)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True)
    pictures = [cv2.imread(str(path)) for path in sorted(shots.iterdir())]
    assert len(pictures) == 7
    assert all(p is not None and p.shape == (900, 1440, 3) for p in pictures)
    assert len({p.tobytes() for p in pictures if p is not None}) == 7
    assert sorted(p.name for p in tmp_path.iterdir()) == ["night.png", "shots"]
