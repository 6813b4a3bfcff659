"""Where the parts of the window lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget


def window_body(
    top: QWidget,
    middle: tuple[QWidget, QWidget] | tuple[QWidget, QWidget, QWidget],
    panel: QWidget,
    bottom: tuple[QWidget, ...],
    holder: QWidget | None = None,
) -> QWidget:
    """All parts in one widget; what room is left belongs to the picture.

    Args:
        top: Over the whole width.
        middle: The messages, which lie over the top of the picture, the picture, which neither
            moves nor shrinks when they come, and perhaps a sheet, which lies over its foot.
        panel: Beside both.
        bottom: Under all that, one below the other, over the whole width.
        holder: The widget that they lie in; None: a new one.
    """
    messages, picture, *sheets = middle
    over = QGridLayout()
    over.addWidget(picture, 0, 0)
    for sheet in sheets:
        over.addWidget(sheet, 0, 0, Qt.AlignmentFlag.AlignBottom)
    over.addWidget(messages, 0, 0, Qt.AlignmentFlag.AlignTop)
    row = QHBoxLayout()
    row.addWidget(_held(over), 1)
    row.addWidget(panel)
    whole = QVBoxLayout()
    for widget in (top, _held(row), *bottom):
        whole.addWidget(widget)
    whole.setStretch(1, 1)
    for sheet in sheets:
        sheet.raise_()
    messages.raise_()
    return _held(whole, holder)


def _held(layout: QLayout, holder: QWidget | None = None) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    holder = QWidget() if holder is None else holder
    holder.setLayout(layout)
    return holder
