"""Where the parts of the window lie."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget


def window_body(
    top: QWidget,
    middle: tuple[QWidget, QWidget],
    panel: QWidget,
    bottom: tuple[QWidget, ...],
) -> QWidget:
    """All parts in one widget; what room is left belongs to the picture.

    Args:
        top: Over the whole width.
        middle: The messages above the picture, and the picture.
        panel: Beside both.
        bottom: Under all that, one below the other, over the whole width.
    """
    picture = QVBoxLayout()
    for widget in middle:
        picture.addWidget(widget)
    picture.setStretch(1, 1)
    row = QHBoxLayout()
    row.addWidget(_held(picture), 1)
    row.addWidget(panel)
    whole = QVBoxLayout()
    for widget in (top, _held(row), *bottom):
        whole.addWidget(widget)
    whole.setStretch(1, 1)
    return _held(whole)


def _held(layout: QLayout) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    holder = QWidget()
    holder.setLayout(layout)
    return holder
