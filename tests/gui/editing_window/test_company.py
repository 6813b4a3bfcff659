"""A host calls while the application is open, with work on the same file that is not saved."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from lowlight_desktop.cli.exit_codes import ExitCode
from lowlight_desktop.formats.sidecar import read_sidecar, sidecar_path
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.studio.preset_files import export_preset
from lowlight_desktop.studio.presets import Preset
from tests.gui.controls import control
from tests.gui.window import drop, open_window, wait_until_refined
from tests.host_files import BRIGHTER, lightroom_tiff, pixels_of

OURS = Recipe(light=Light(Quality.OFF), finish=Finish(contrast=0.3))


def test_work_that_is_not_saved_is_kept_and_the_hosts_file_gets_the_hosts_look_alone(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path, alone = lightroom_tiff(tmp_path / "a.tif"), lightroom_tiff(tmp_path / "alone.tif")
    looks = tmp_path / "brighter.json"
    export_preset(Preset("Brighter", BRIGHTER), looks)
    window = open_window(tmp_path, qtbot)
    try:
        drop(window, [path])
        wait_until_refined(window, qtbot)
        control(window, RightPanel, "Adjustments").recipe_edited.emit(OURS, "Contrast")
        assert not sidecar_path(path).exists()
        words = [sys.executable, "-m", "lowlight_desktop", "edit", "--recipe", str(looks)]
        done = subprocess.run([*words, str(path), str(alone)], capture_output=True, check=False)
        assert done.returncode == ExitCode.DONE
        assert not sidecar_path(path).exists()
        edited = path.read_bytes()
    finally:
        window.close()
    assert (pixels_of(path) == pixels_of(alone)).all()
    assert path.read_bytes() == edited
    sidecar = read_sidecar(path)
    assert sidecar is not None
    assert sidecar.recipe == OURS
