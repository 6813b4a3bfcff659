"""Photos whose opening was canceled: said, and offered once more."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.strip.filmstrip import Filmstrip


class GivenUp(QObject):
    """Joins darkroom, filmstrip and messages; what is said ends when it is open, or another is."""

    def __init__(self, darkroom: Darkroom, strip: Filmstrip, messages: MessageBar) -> None:
        super().__init__(darkroom)
        self._darkroom, self._messages = darkroom, messages
        darkroom.given_up.connect(self._on_given_up)
        strip.wanted_again.connect(darkroom.open_again)
        messages.chosen.connect(self._on_chosen)

    @Slot(object)
    def _on_given_up(self, path: Path) -> None:
        text = self.tr("Opening {0} was canceled.").format(path.name)
        choices = (self.tr("Open"),)
        self._messages.show_message(MessageKind.INFO, text, about=path, choices=choices)

    @Slot(object, str)
    def _on_chosen(self, about: object, _words: str) -> None:
        if isinstance(about, Path):
            self._darkroom.open(about)
