"""A window that is no larger than its screen: small laptops, and displays that enlarge."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def keep_on_screen(window: QWidget) -> None:
    """Let a window that is not shown yet fill a screen that is too small for its size.

    Args:
        window: With the size that it shall have where there is room.
    """
    room = window.screen().availableSize()
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    size = window.size()
    if size.boundedTo(room) != size:
        window.resize(size.boundedTo(room))
        # The frame takes room, too: only the system knows how much.
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
