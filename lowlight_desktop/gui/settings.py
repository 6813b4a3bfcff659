"""What the window remembers between two runs."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSettings

from lowlight_desktop.studio.export_wish import (
    ExportPreset,
    ExportWish,
    wish_from_json,
    wish_to_json,
)

THEMES = ("dark", "gray", "light")
"""The words for the themes; the first is the default."""

RECENT_FOLDERS = 8
"""So many are remembered."""

SMALLEST_BUDGET_GB, LARGEST_BUDGET_GB = 1, 512

SYSTEM = "system"
"""The language, or the display profile, that the system says."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the window remembers between two runs.

    Attributes:
        theme: One of `THEMES`.
        device: "auto", or the id of a device.
        memory_budget_gb: What the networks may take, or None: what is free.
        language: `SYSTEM`, or a language as Qt writes it: "en", "de".
        display_profile: `SYSTEM`, "srgb", or the path of an ICC profile.
        start_folder: Where opening begins; an empty path: where it ended last time.
        presets_folder: Where own presets lie; an empty path: in the user's configuration.
        recent_folders: The newest first.
        export: What was exported last.
        export_presets: Wishes with a name, in the order of their names.
        folded: Ids of the panel's sections that are folded.
        geometry: Of the window, as Qt writes it; may be empty.
        layout: Of the window's parts, as Qt writes it; may be empty.
        was_welcomed: Whether the first start is over.
    """

    theme: str = THEMES[0]
    device: str = "auto"
    memory_budget_gb: int | None = None
    language: str = SYSTEM
    display_profile: str = SYSTEM
    start_folder: Path = Path()
    presets_folder: Path = Path()
    recent_folders: tuple[Path, ...] = ()
    export: ExportWish = field(default_factory=ExportWish)
    export_presets: tuple[ExportPreset, ...] = ()
    folded: frozenset[str] = frozenset({"curve"})
    geometry: bytes = b""
    layout: bytes = b""
    was_welcomed: bool = False

    @property
    def budget_bytes(self) -> int | None:
        """What the networks may take, or None: what is free."""
        return None if self.memory_budget_gb is None else self.memory_budget_gb * 2**30


def load(store: QSettings) -> Settings:
    """What was saved; what is missing or broken is as in `Settings()`."""
    known: dict[str, object] = {}
    for f in fields(Settings):
        if store.contains(f.name):
            try:
                known[f.name] = _FORMS[f.name].read(str(store.value(f.name)))
            except (ValueError, LookupError, TypeError):  # another version's, or a hand's
                continue
    return Settings(**known)  # pyright: ignore[reportArgumentType] - each form gives its type


def save(settings: Settings, store: QSettings) -> None:
    """Write everything, as text; other keys stay."""
    for f in fields(Settings):
        store.setValue(f.name, _FORMS[f.name].write(getattr(settings, f.name)))


def with_recent(folders: tuple[Path, ...], newest: Path) -> tuple[Path, ...]:
    """Recent folders after another was opened: the newest first, each once, not too many."""
    return (newest, *(f for f in folders if f != newest))[:RECENT_FOLDERS]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a value is written and read.

    Attributes:
        write: Gives text.
        read: Gives the value; raises ValueError, LookupError or TypeError where it is broken.
    """

    write: Callable[..., str]
    read: Callable[[str], object]


def _theme(text: str) -> str:
    return THEMES[THEMES.index(text)]


def _word(text: str) -> str:
    if not text:
        raise ValueError("empty")
    return text


def _budget(text: str) -> int | None:
    if text == "auto":
        return None
    number = int(text)
    if not SMALLEST_BUDGET_GB <= number <= LARGEST_BUDGET_GB:
        raise ValueError(f"{number} GB")
    return number


def _budget_text(budget: int | None) -> str:
    return "auto" if budget is None else str(budget)


def _folder_text(folder: Path) -> str:
    return "" if folder == Path() else str(folder)


def _list(text: str) -> list[object]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("not a list")
    return cast("list[object]", found)


def _folders_text(folders: tuple[Path, ...]) -> str:
    return json.dumps([str(folder) for folder in folders])


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(str(folder)) for folder in _list(text))[:RECENT_FOLDERS]


def _export_text(wish: ExportWish) -> str:
    return json.dumps(wish_to_json(wish))


def _export(text: str) -> ExportWish:
    return wish_from_json(json.loads(text))


def _presets_text(presets: tuple[ExportPreset, ...]) -> str:
    return json.dumps([{"name": p.name, "wish": wish_to_json(p.wish)} for p in presets])


def _presets(text: str) -> tuple[ExportPreset, ...]:
    """Those that can be read."""
    found: list[ExportPreset] = []
    for entry in _list(text):
        try:
            preset = cast("dict[str, object]", entry)
            found.append(ExportPreset(str(preset["name"]), wish_from_json(preset["wish"])))
        except (ValueError, LookupError, TypeError):
            continue
    return tuple(found)


def _names_text(names: frozenset[str]) -> str:
    return json.dumps(sorted(names))


def _names(text: str) -> frozenset[str]:
    return frozenset(str(name) for name in _list(text))


def _flag_text(flag: bool) -> str:
    return "yes" if flag else "no"


def _flag(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _bytes_text(data: bytes) -> str:
    return b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


_TEXT = _Form(str, _word)
_FOLDER = _Form(_folder_text, Path)
_BLOB = _Form(_bytes_text, _bytes)

_FORMS: dict[str, _Form] = {
    "theme": _Form(str, _theme),
    "device": _TEXT,
    "memory_budget_gb": _Form(_budget_text, _budget),
    "language": _TEXT,
    "display_profile": _TEXT,
    "start_folder": _FOLDER,
    "presets_folder": _FOLDER,
    "recent_folders": _Form(_folders_text, _folders),
    "export": _Form(_export_text, _export),
    "export_presets": _Form(_presets_text, _presets),
    "folded": _Form(_names_text, _names),
    "geometry": _BLOB,
    "layout": _BLOB,
    "was_welcomed": _Form(_flag_text, _flag),
}
