"""What can be done in the window of a host's files."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lowlight_desktop.gui.actions import ActionSpec, make_action, make_actions

SAVE, SAVE_ALL, SAVE_COPY, CANCEL = "save", "save_all", "save_copy", "cancel"

SPECS = (
    ActionSpec(CANCEL, "Cancel", "Ctrl+W", "Close, and leave the file as it is"),
    ActionSpec(SAVE_COPY, "Save as Copy…", "Ctrl+Shift+S", "Write the result to another file"),
    ActionSpec(SAVE_ALL, "Save All", "Ctrl+Shift+Return", "Write every photo back to its file"),
    ActionSpec(SAVE, "Save", "Ctrl+S", "Write the result back to the file that was sent"),
)

_OF_EVERY_WINDOW = frozenset(
    {
        *("undo", "redo", "select_all", "copy", "paste", "sync", "reset"),
        *("toggle_zoom", "zoom_in", "zoom_out", "split", "side", "overlay", "clipping"),
        *("panel", "filmstrip", "full_screen", "next", "previous", "save_preset"),
    }
)


def make_offers(window: QWidget) -> dict[str, QAction]:
    """The actions by their id; those that only the main window has are there, but hidden."""
    actions = make_actions(window)
    for id_, action in actions.items():
        action.setVisible(id_ in _OF_EVERY_WINDOW)
    actions["sync"].setShortcut("")  # its keys save a copy here, as everywhere else
    return actions | {spec.id: make_action(spec, window) for spec in SPECS}
