"""What the user did not want to wait for: said, and offered once more."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.strip.filmstrip import Filmstrip


@dataclass(frozen=True, slots=True)
class _Unclean:
    """The open photo, shown as it was before its cleaning."""

    path: Path


class GivenUp(QObject):
    """Joins darkroom, filmstrip and messages; what is said ends when it is open, or another is."""

    def __init__(self, darkroom: Darkroom, strip: Filmstrip, messages: MessageBar) -> None:
        super().__init__(darkroom)
        self._darkroom, self._messages = darkroom, messages
        darkroom.given_up.connect(self._on_given_up)
        darkroom.left_unclean.connect(self._on_left_unclean)
        darkroom.resumed.connect(self._on_resumed)
        darkroom.left.connect(self._on_resumed)
        strip.wanted_again.connect(darkroom.open_again)
        messages.chosen.connect(self._on_chosen)

    @Slot(object)
    def _on_given_up(self, path: Path) -> None:
        text = self.tr("Opening {0} was canceled.").format(path.name)
        choices = (self.tr("Open"),)
        self._messages.show_message(MessageKind.INFO, text, about=path, choices=choices)

    @Slot(object)
    def _on_left_unclean(self, path: Path) -> None:
        text = self.tr("{0} is shown as it was: its cleaning was canceled. An export cleans it.")
        self._messages.show_message(
            MessageKind.INFO,
            text.format(path.name),
            about=_Unclean(path),
            choices=(self.tr("Clean"),),
        )

    @Slot(object)
    def _on_resumed(self, path: Path) -> None:
        self._messages.drop(_Unclean(path))

    @Slot(object, str)
    def _on_chosen(self, about: object, _words: str) -> None:
        if isinstance(about, _Unclean):
            self._darkroom.ask_again()
        elif isinstance(about, Path):
            self._darkroom.open(about)
