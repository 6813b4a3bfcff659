"""From a command to a window that accepts a drop; what computes comes later, in its thread."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.gui.starting import engine_is_loaded, refused, started

if TYPE_CHECKING:
    from lowlight_desktop.gui.main_window import MainWindow
    from lowlight_desktop.studio.crashes.running import Running
    from lowlight_desktop.studio.crashes.watch import CrashWatch

_FAILED = 1


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Args:
        arguments: Files and folders to open.

    Returns:
        The exit code.
    """
    if (code := refused()) is not None:
        return code
    from PySide6.QtCore import QTimer

    from lowlight_desktop.gui.crashes.beginning import say_cannot_start, under_watch

    watch, running = under_watch()
    app, settings, store = started()
    try:
        from lowlight_desktop.gui.main_window import MainWindow
        from lowlight_desktop.gui.screen_room import keep_on_screen

        window = MainWindow(settings, store)
        keep_on_screen(window)
    except Exception as error:  # noqa: BLE001 - the program's border; nobody looks at a terminal
        say_cannot_start(watch.hear(error))
        return _FAILED
    window.parts.live.device_found.connect(engine_is_loaded)
    window.show()
    paths = [Path(word) for word in arguments]
    window.open_paths(paths)
    app.open_with(window.open_paths)
    QTimer.singleShot(0, partial(_begin, window, watch, running, opens_photos=bool(paths)))
    return app.exec()


def _begin(
    window: "MainWindow", watch: "CrashWatch", running: "Running", *, opens_photos: bool
) -> None:
    """What can wait until the window stands: the run before, and the welcome of a first one."""
    from lowlight_desktop.gui.crashes.crash_desk import CrashDesk
    from lowlight_desktop.gui.crashes.session_desk import SessionDesk
    from lowlight_desktop.studio.crashes.running import take_ended

    crashes = CrashDesk(watch, window.parts.messages, window)
    window.parts.live.device_found.connect(crashes.set_device)
    session = SessionDesk(window, running, crashes)
    had_photos = session.recover(take_ended(), opens_others=opens_photos)
    if not (had_photos or opens_photos):
        window.greet()
