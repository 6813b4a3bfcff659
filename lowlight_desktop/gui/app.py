"""From a command to a window that accepts a drop; torch comes later, in the engine's thread."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Args:
        arguments: Files and folders to open.

    Returns:
        The exit code.
    """
    if not _has_screen():
        print(  # noqa: T201
            "lowlight: there is no screen here for the window; lowlight --help lists what works"
            " without one.",
            file=sys.stderr,
        )
        return _USAGE
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from lowlight_desktop.gui.language import speak
    from lowlight_desktop.gui.main_window import MainWindow
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
    window = MainWindow(settings, store)
    window.parts.live.device_found.connect(_on_device)
    window.show()
    window.open_paths([Path(word) for word in arguments])
    return app.exec()


def _on_device(_name: str) -> None:
    """Torch is loaded now."""
    from lowlight_desktop.gui.work.work_thread import spare_what_stays

    spare_what_stays()


def _has_screen() -> bool:
    """Whether Qt would find a screen: where it finds none it ends the program without a word."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
