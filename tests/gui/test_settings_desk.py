import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColorSpace
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.settings import SYSTEM
from lowlight_desktop.gui.settings_desk import display_space
from lowlight_desktop.photo.color_space import DISPLAY_P3
from lowlight_desktop.photo.errors import ReadError
from tests.formats.icc_writing import lut_profile, matrix_profile
from tests.formats.test_display_profile import set_property
from tests.screen import environment_of, needs_xvfb, virtual_screen

P3 = matrix_profile(DISPLAY_P3, 2.2)


def gray(colors: object) -> tuple[float, float, float]:
    return 50.0, 0.0, 0.0


def said_under(screen: str) -> str:
    """What a window on this screen takes for the display's space."""
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "from lowlight_desktop.gui.settings_desk import display_space\n"
        "app = QApplication([])\n"
        "space = display_space('system')\n"
        "print(space and round(space.gamma(), 1))"
    )
    command = [sys.executable, "-c", program]
    run = subprocess.run(
        command, env=environment_of(screen), check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


def test_the_window_comes_without_what_only_dialogs_need() -> None:
    program = "import sys, lowlight_desktop.gui.main_window\nprint(*sys.modules)"
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    dialogs = "lowlight_desktop.gui.dialogs"
    late = {f"{dialogs}.about_dialog", f"{dialogs}.preferences_dialog", "importlib.metadata"}
    late |= {"lowlight_desktop.studio.licenses", "lowlight_desktop.gui.dialogs.licenses_page"}
    assert "lowlight_desktop.gui.settings_desk" in run.stdout.split()
    assert late.isdisjoint(run.stdout.split())


@needs_xvfb
def test_the_profile_of_the_system_is_the_displays_space() -> None:
    with virtual_screen() as screen:
        assert said_under(screen) == "None"
        set_property(screen, P3)
        assert said_under(screen) == "2.2"


@needs_xvfb
@pytest.mark.parametrize("profile", [b"no profile", lut_profile(b"RGB ", 3, gray)])
def test_a_profile_of_the_system_that_nobody_can_convert_to_means_srgb(profile: bytes) -> None:
    with virtual_screen() as screen:
        set_property(screen, profile)
        assert said_under(screen) == "None"


def test_a_chosen_profile_is_used_and_srgb_means_none(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "p3.icc").write_bytes(P3)
    assert display_space(str(tmp_path / "p3.icc")) == QColorSpace.fromIccProfile(P3)
    assert display_space("srgb") is None
    assert display_space(SYSTEM) is None  # there is no screen here


@pytest.mark.parametrize(
    "profile",
    [lut_profile(b"RGB ", 3, gray), lut_profile(b"CMYK", 4, gray)],
)
def test_a_chosen_profile_of_another_device_is_refused(tmp_path: Path, profile: bytes) -> None:
    path = tmp_path / "printer.icc"
    path.write_bytes(profile)
    with pytest.raises(ReadError, match=r"printer\.icc.* no color profile that a display can have"):
        display_space(str(path))


def test_a_chosen_profile_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        display_space(str(tmp_path / "gone.icc"))
