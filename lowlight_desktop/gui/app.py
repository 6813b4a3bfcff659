"""From a command to a window that accepts a drop; torch comes later, in the engine's thread."""

from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.gui.starting import has_screen, say_no_screen, started, torch_is_loaded


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Args:
        arguments: Files and folders to open.

    Returns:
        The exit code.
    """
    if not has_screen():
        return say_no_screen()
    app, settings, store = started()
    from lowlight_desktop.gui.main_window import MainWindow

    window = MainWindow(settings, store)
    window.parts.live.device_found.connect(torch_is_loaded)
    window.show()
    window.open_paths([Path(word) for word in arguments])
    return app.exec()
