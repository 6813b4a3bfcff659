"""What every window needs before it is made; torch comes later, in the engine's thread."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from lowlight_desktop.gui.settings import Settings

_USAGE = 2


def has_screen() -> bool:
    """Whether Qt would find a screen: where it finds none it ends the program without a word."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say_no_screen() -> int:
    """Tell that there is none; the exit code."""
    print(  # noqa: T201
        "lowlight: there is no screen here for the window; lowlight --help lists what works"
        " without one.",
        file=sys.stderr,
    )
    return _USAGE


def started() -> "tuple[QApplication, Settings, QSettings]":
    """The application, what was remembered, and where: it looks and speaks as was chosen."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from lowlight_desktop.gui.language import speak
    from lowlight_desktop.gui.settings import load
    from lowlight_desktop.gui.theme.appearance import apply
    from lowlight_desktop.gui.theme.theme import THEMES
    from lowlight_desktop.gui.work.work_thread import share_the_lock_often

    app = QApplication([sys.argv[0]])
    app.setApplicationName("Lowlight")
    app.setOrganizationName("Lowlight")
    app.setDesktopFileName("lowlight")
    share_the_lock_often()
    store = QSettings()
    settings = load(store)
    apply(app, THEMES[settings.theme])
    speak(app, settings.language)
    return app, settings, store


def torch_is_loaded(_device: str) -> None:
    """Torch is loaded now: what is there stays."""
    from lowlight_desktop.gui.work.work_thread import spare_what_stays

    spare_what_stays()
