"""Actions that say why they cannot be chosen."""

from PySide6.QtGui import QAction

_USUAL = "usual tip"


def set_possible(action: QAction, why_not: str) -> None:
    """Let an action be chosen, or say in its tip why it cannot be.

    Args:
        action: Of menus and buttons.
        why_not: A sentence; "" where it can be.
    """
    if action.property(_USUAL) is None:
        action.setProperty(_USUAL, action.toolTip())
    action.setEnabled(not why_not)
    usual = str(action.property(_USUAL))
    action.setToolTip(f"{usual}\n{why_not}" if why_not else usual)
