"""`lowlight benchmark gui-start STORE`: a window that closes when it has been painted.

How `lowlight benchmark gui` times the start: a process of its own, frozen or not, which prints the
time at which its window stood.
"""

import time
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Show the window once.

    Args:
        arguments: The file of settings.

    Returns:
        The exit code.
    """
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    from lowlight_desktop.gui.main_window import MainWindow
    from lowlight_desktop.gui.settings import load
    from lowlight_desktop.gui.theme.appearance import apply
    from lowlight_desktop.gui.theme.theme import DARK

    (file,) = arguments
    store = QSettings(file, QSettings.Format.IniFormat)
    apply(app, DARK)
    window = MainWindow(load(store), store)
    window.show()
    QTimer.singleShot(0, app.quit)
    app.exec()
    print(time.time(), flush=True)  # noqa: T201
    window.close()
    return 0
