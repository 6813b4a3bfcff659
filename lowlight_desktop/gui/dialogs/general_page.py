"""Preferences: how the window looks, and where things lie."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.choice import Choice
from lowlight_desktop.gui.dialogs.folder_field import FolderField
from lowlight_desktop.gui.dialogs.form import dimmed, form, label, line
from lowlight_desktop.gui.settings import SYSTEM, Settings

_SRGB, _OTHER = "srgb", ""


class GeneralPage(QWidget):
    """Theme, language, display profile and folders.

    Args:
        settings: What is shown at first.
        languages: Codes as Qt writes them, each with its name, besides the system's.
    """

    def __init__(
        self,
        settings: Settings,
        languages: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile_was = settings.display_profile
        self._theme = Choice(self.tr("Theme"), self._themes())
        of_system = (SYSTEM, self.tr("As the system"))
        self._language = Choice(self.tr("Language"), [of_system, *languages])
        self._profile: Choice[str] = Choice(self.tr("Display profile"))
        self._start = FolderField(self.tr("Opening begins in"), self.tr("Where it ended last"))
        self._presets = FolderField(self.tr("Own presets"), self.tr("In your user account"))
        above, below = form(), form()
        above.addRow(label(self.tr("&Theme"), self._theme), self._theme)
        above.addRow(label(self.tr("&Language"), self._language), self._language)
        above.addRow(label(""), dimmed(self.tr("Another language begins with the next start.")))
        above.addRow(label(self.tr("Display pro&file"), self._profile), self._profile)
        below.addRow(label(self.tr("&Opening begins in"), self._start), self._start)
        below.addRow(label(self.tr("Own p&resets"), self._presets), self._presets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(16)
        column.addLayout(above)
        column.addWidget(line())
        column.addLayout(below)
        column.addStretch(1)
        self._show(settings)
        self._profile.chosen.connect(self._on_profile)

    def _themes(self) -> list[tuple[str, str]]:
        return [
            ("dark", self.tr("Dark")),
            ("gray", self.tr("18% gray")),
            ("light", self.tr("Light")),
        ]

    def _show(self, settings: Settings) -> None:
        self._theme.choose(settings.theme)
        self._language.choose(settings.language)
        self._offer_profiles(settings.display_profile)
        self._start.set_folder(settings.start_folder)
        self._presets.set_folder(settings.presets_folder)

    def _offer_profiles(self, chosen: str) -> None:
        own = [(chosen, Path(chosen).name)] if chosen not in (SYSTEM, _SRGB) else []
        self._profile.offer(
            [
                (SYSTEM, self.tr("As the system says")),
                (_SRGB, self.tr("sRGB")),
                *own,
                (_OTHER, self.tr("Choose an ICC profile…")),
            ]
        )
        self._profile.choose(chosen)
        self._profile_was = chosen

    def theme(self) -> str:
        """One of `settings.THEMES`."""
        return self._theme.choice()

    def language(self) -> str:
        """`settings.SYSTEM`, or a code."""
        return self._language.choice()

    def display_profile(self) -> str:
        """`settings.SYSTEM`, "srgb", or the path of a profile."""
        return self._profile.choice() or self._profile_was

    def start_folder(self) -> Path:
        """Where opening begins; an empty path: where it ended last."""
        return self._start.folder()

    def presets_folder(self) -> Path:
        """Where own presets lie; an empty path: in the user's configuration."""
        return self._presets.folder()

    @Slot()
    def _on_profile(self) -> None:
        if self._profile.choice() != _OTHER:
            self._profile_was = self._profile.choice()
            return
        kinds = self.tr("ICC profiles (*.icc *.icm)")
        found, _ = QFileDialog.getOpenFileName(self, self.tr("Display Profile"), "", kinds)
        self._offer_profiles(found or self._profile_was)
