"""Everything that can be done in the window, each once: menus, shortcuts and buttons share it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_CONTEXT = "Actions"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action's declaration.

    Attributes:
        id: For the program.
        text: In the menu, with its mnemonic.
        shortcut: As Qt spells it; may be empty.
        hint: The tooltip, a clause.
        checkable: Whether it is on or off.
    """

    id: str
    text: str
    shortcut: str = ""
    hint: str = ""
    checkable: bool = False


SEPARATOR = ActionSpec("", "")

FILE = (
    ActionSpec("open", "&Open Photos…", "Ctrl+O", "Open photos"),
    ActionSpec("open_folder", "Open &Folder…", "Ctrl+Shift+O", "Open every photo of a folder"),
    SEPARATOR,
    ActionSpec("export", "&Export…", "Ctrl+E", "Save finished photos"),
    ActionSpec("export_again", "Export &Again", "Ctrl+Shift+E", "Export with the last settings"),
    ActionSpec(
        "watch",
        "&Watch Folder…",
        "",
        "Export every photo that arrives in a folder, or stop it",
        checkable=True,
    ),
    SEPARATOR,
    ActionSpec("preferences", "&Preferences…", "Ctrl+,", "Device, theme, folders, privacy"),
    ActionSpec("quit", "&Quit", "Ctrl+Q", "Close the window"),
)
EDIT = (
    ActionSpec("undo", "&Undo", "Ctrl+Z", "Take the last step back"),
    ActionSpec("redo", "&Redo", "Ctrl+Shift+Z", "Do it again"),
    SEPARATOR,
    ActionSpec("select_all", "Select &All", "Ctrl+A", "Select every photo of the filmstrip"),
    SEPARATOR,
    ActionSpec("copy", "&Copy Settings", "Ctrl+Shift+C", "Copy this photo's settings"),
    ActionSpec("paste", "&Paste Settings", "Ctrl+Shift+V", "Give them to the selected photos"),
    ActionSpec("sync", "&Sync Selection", "Ctrl+Shift+S", "Give this photo's settings to all"),
    ActionSpec("reset", "Rese&t Photo", "Ctrl+Shift+R", "Undo every setting, as one step"),
)
VIEW = (
    ActionSpec("toggle_zoom", "Fit or 100&%", "Z", "Switch between fit and 100%"),
    ActionSpec("zoom_in", "Zoom &In", "Ctrl++", "Closer"),
    ActionSpec("zoom_out", "Zoom &Out", "Ctrl+-", "Further away"),
    SEPARATOR,
    ActionSpec("split", "&Split Compare", "\\", "Before and after on one photo", checkable=True),
    ActionSpec("side", "Side &by Side", "Y", "Before and after next to each other", checkable=True),
    ActionSpec(
        "camera", "&Camera's JPEG", "C", "Compare with the camera's own picture", checkable=True
    ),
    SEPARATOR,
    ActionSpec("overlay", "&Attention", "A", "What the networks did, and where", checkable=True),
    ActionSpec("clipping", "C&lipping", "J", "Mark burned-out and black pixels", checkable=True),
    SEPARATOR,
    ActionSpec("panel", "&Panel", "F8", "Show the panel", checkable=True),
    ActionSpec("queue", "E&xports", "F7", "Show the photos that are exported", checkable=True),
    ActionSpec("filmstrip", "&Filmstrip", "F6", "Show the filmstrip", checkable=True),
    ActionSpec("full_screen", "F&ull Screen", "F11", "Nothing but the window", checkable=True),
)
PHOTO = (
    ActionSpec("next", "&Next Photo", "PgDown", "The next photo of the filmstrip"),
    ActionSpec("previous", "&Previous Photo", "PgUp", "The photo before"),
    SEPARATOR,
    ActionSpec("save_preset", "Save as P&reset…", "", "Keep these settings under a name"),
    ActionSpec("import_preset", "&Import Preset…", "", "Read a preset from a file"),
    ActionSpec("export_preset", "&Export Preset…", "", "Write these settings to a file"),
    ActionSpec("delete_preset", "&Delete Preset…", "", "Forget a preset of your own"),
    SEPARATOR,
    ActionSpec("write_xmp", "Write Edits to &XMP", "", "Keep the edits beside the photos as XMP"),
)
HELP = (
    ActionSpec("guide", "Lowlight &Guide", "F2", "What every control does, to read offline"),
    ActionSpec("shortcuts", "&Keyboard Shortcuts", "F1", "Every key"),
    ActionSpec("welcome", "&Welcome", "", "What the first start shows, and a photo to try"),
    ActionSpec("devices", "&Devices", "", "What computes here, and how fast"),
    ActionSpec("about", "&About Lowlight", "", "Version, license, models"),
)


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """The actions of the window, by their id; their tooltips name the shortcut."""
    specs = [s for menu in (FILE, EDIT, VIEW, PHOTO, HELP) for s in menu if s is not SEPARATOR]
    return {spec.id: make_action(spec, parent) for spec in specs}


def plain(text: str) -> str:
    """A menu's text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def make_action(spec: ActionSpec, parent: QWidget) -> QAction:
    """One action, which the parent's shortcuts know."""
    translate = QCoreApplication.translate
    action = QAction(translate(_CONTEXT, spec.text), parent)
    action.setObjectName(spec.id)
    action.setIconText(plain(action.text()))  # what it is called wherever its text says more
    action.setCheckable(spec.checkable)
    hint = translate(_CONTEXT, spec.hint)
    if spec.shortcut:
        keys = QKeySequence(spec.shortcut)
        action.setShortcut(keys)
        hint = f"{hint} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"
    action.setToolTip(hint)
    action.setStatusTip(hint)
    parent.addAction(action)
    return action
