"""From a host's call to a window that waits for the photographer."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.gui.starting import engine_is_loaded, refused, started

_DONE, _FAILED = 0, 1


def main(paths: Sequence[Path]) -> int:
    """Open the window and stay until every file is saved, or it is closed.

    Args:
        paths: The host's files.

    Returns:
        The exit code: 0 also where nothing was saved; 1 where a file could not be edited at all.
    """
    if (code := refused()) is not None:
        return code
    # Python would raise an interrupt in whatever Qt just calls, and the window would stay.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from lowlight_desktop.gui.crashes.beginning import under_watch

    watch, _ = under_watch()
    app, settings, _ = started()
    from lowlight_desktop.gui.crashes.crash_desk import CrashDesk
    from lowlight_desktop.gui.editing_window.window import EditingWindow
    from lowlight_desktop.gui.screen_room import keep_on_screen
    from lowlight_desktop.hosts.external_editor import clear_up

    clear_up(paths)
    window = EditingWindow(paths, settings)
    crashes = CrashDesk(watch, window.messages, window)
    for slot in (engine_is_loaded, crashes.set_device):
        window.live.device_found.connect(slot)
    keep_on_screen(window)
    window.show()
    window.raise_()
    window.activateWindow()
    app.exec()
    for error in window.failures:
        print(f"lowlight: {error}", file=sys.stderr)  # noqa: T201
    return _FAILED if window.failures else _DONE
