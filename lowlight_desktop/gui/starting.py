"""What every window needs before it is made; what computes comes later, in the engine's thread."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from lowlight_desktop.gui.application import Application
    from lowlight_desktop.gui.settings import Settings

DESKTOP_ID = "io.github.lowlight_app.Lowlight"
"""What desktops on Linux know the program by: the name of its entry, its icon, its metadata."""

_USAGE = 2


def refused() -> int | None:
    """Say why there can be no window, where that is so.

    Returns:
        The exit code, or None: there can be one.
    """
    if not _has_screen():
        return _say(
            "there is no screen here for the window; lowlight --help lists what works without one."
        )
    if library := _missing_library():
        return _say(
            f"the window needs {library} of the system, which cannot be loaded; on Debian and "
            "Ubuntu: sudo apt-get install libgl1 libegl1. The commands work without it."
        )
    return None


def _has_screen() -> bool:
    """Whether Qt would find a screen: where it finds none it ends the program without a word."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _missing_library() -> str | None:
    """The system's library that Qt cannot load; None where it has all."""
    try:
        import PySide6.QtWidgets  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError as error:
        library = Path(str(error).partition(":")[0]).name
        if ".so" not in library:
            raise
        return library
    return None


def _say(why: str) -> int:
    print(f"lowlight: {why}", file=sys.stderr)  # noqa: T201
    return _USAGE


def started() -> "tuple[Application, Settings, QSettings]":
    """The application, what was remembered, and where: it looks and speaks as was chosen."""
    from PySide6.QtCore import QSettings

    from lowlight_desktop.gui.application import Application
    from lowlight_desktop.gui.language import speak
    from lowlight_desktop.gui.settings import load
    from lowlight_desktop.gui.theme.appearance import apply
    from lowlight_desktop.gui.theme.theme import THEMES
    from lowlight_desktop.gui.work.collecting import Collector
    from lowlight_desktop.gui.work.work_thread import share_the_lock_often

    app = Application([sys.argv[0]])
    app.setApplicationName("Lowlight")
    app.setOrganizationName("Lowlight")
    app.setDesktopFileName(DESKTOP_ID)  # or Wayland shows no icon
    share_the_lock_often()
    Collector(app)
    store = QSettings()
    settings = load(store)
    apply(app, THEMES[settings.theme])
    speak(app, settings.language)
    return app, settings, store


def engine_is_loaded(_device: str) -> None:
    """What computes is loaded now: what is there stays."""
    from lowlight_desktop.gui.work.work_thread import spare_what_stays

    spare_what_stays()
