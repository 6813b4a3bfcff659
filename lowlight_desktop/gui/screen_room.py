"""A window that is no larger than its screen: small laptops, and displays that enlarge."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QWidget

_TITLE_PX = 40  # as much as title bars take, or more


def keep_on_screen(window: QWidget) -> None:
    """Let a window that is not shown yet fill a screen that is too small for its size.

    Args:
        window: With the size that it shall have where there is room.
    """
    room = window.screen().availableSize()
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    size = window.size()
    framed = size.grownBy(QMargins(0, _TITLE_PX, 0, 0))
    if framed.boundedTo(room) != framed:
        window.resize(size.boundedTo(room))
        # How much room the frame takes, only the system knows.
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
