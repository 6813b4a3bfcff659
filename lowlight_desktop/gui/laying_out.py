"""Where the parts of the window lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget


def window_body(
    top: QWidget,
    middle: tuple[QWidget, QWidget, QWidget],
    panel: QWidget,
    bottom: tuple[QWidget, ...],
) -> QWidget:
    """All parts in one widget; what room is left belongs to the picture.

    Args:
        top: Over the whole width.
        middle: The messages, which lie over the top of the picture, the picture, which neither
            moves nor shrinks when they come, and a sheet, which lies over its foot.
        panel: Beside both.
        bottom: Under all that, one below the other, over the whole width.
    """
    messages, picture, sheet = middle
    over = QGridLayout()
    over.addWidget(picture, 0, 0)
    over.addWidget(sheet, 0, 0, Qt.AlignmentFlag.AlignBottom)
    over.addWidget(messages, 0, 0, Qt.AlignmentFlag.AlignTop)
    row = QHBoxLayout()
    row.addWidget(_held(over), 1)
    row.addWidget(panel)
    whole = QVBoxLayout()
    for widget in (top, _held(row), *bottom):
        whole.addWidget(widget)
    whole.setStretch(1, 1)
    sheet.raise_()
    messages.raise_()
    return _held(whole)


def _held(layout: QLayout) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    holder = QWidget()
    holder.setLayout(layout)
    return holder
