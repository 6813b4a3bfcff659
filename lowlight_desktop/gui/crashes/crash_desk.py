"""Says what nobody has foreseen, once, with a report to hand on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.file_manager import reveal
from lowlight_desktop.studio.crashes.watch import CrashWatch

if TYPE_CHECKING:
    from lowlight_desktop.studio.crashes.report import Report

_CRASH = "a mistake in Lowlight itself"  # what a message is about


class CrashDesk(QObject):
    """Joins the watch with the message bar.

    Signals:
        open_again: The photos of the run before are wanted.
    """

    open_again = Signal()
    _came = Signal(object)

    def __init__(self, watch: CrashWatch, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._watch, self._messages = watch, messages
        self._shown: Report | None = None
        self._waiting: str | None = None
        self._folder, self._again = self.tr("Show Folder"), self.tr("Open Again")
        messages.chosen.connect(self._on_chosen)
        self._came.connect(self._on_came)
        watch.tell(self._came.emit)  # from whichever thread; it is said in ours

    @Slot(str)
    def set_device(self, name: str) -> None:
        """Let reports tell what computes."""
        self._watch.learn(Device=name)

    def tell_ended(self, sentence: str, report: "Report | None", *, offers_photos: bool) -> None:
        """Say how the run before has ended.

        Args:
            sentence: For the photographer.
            report: Of its crash, if it was one.
            offers_photos: Whether its photos can be opened again.
        """
        kind = MessageKind.INFO if report is None else MessageKind.WARNING
        self._waiting = sentence if offers_photos else None
        self._say(kind, sentence, report, (self._again,) if offers_photos else ())

    @Slot(object)
    def _on_came(self, report: "Report") -> None:
        self._waiting = None
        if report.path is None:
            sentence = self.tr("Lowlight made a mistake and goes on. The report cannot be saved.")
        else:
            sentence = self.tr(
                "Lowlight made a mistake and goes on. A report was written; it holds no photo."
            )
        self._say(MessageKind.ERROR, sentence, report)

    def _say(
        self,
        kind: MessageKind,
        sentence: str,
        report: "Report | None",
        choices: tuple[str, ...] = (),
    ) -> None:
        self._messages.drop(_CRASH)  # of several, the last one is said: all are in the folder
        self._shown = report
        if report is not None and report.path is not None:
            choices = (*choices, self._folder)
        details = "" if report is None else report.text
        self._messages.show_message(kind, sentence, details, about=_CRASH, choices=choices)

    @Slot(object, str)
    def _on_chosen(self, about: object, words: str) -> None:
        if about != _CRASH:
            return
        if words == self._again:
            self.open_again.emit()
            return
        if self._shown is not None and self._shown.path is not None:
            reveal(self._shown.path)
        if self._waiting is not None:  # who looked into the folder has not answered yet
            self.tell_ended(self._waiting, self._shown, offers_photos=True)
