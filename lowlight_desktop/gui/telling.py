"""What went wrong and what was done, in the message bar."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.declared_words import error_words, photo_error_words
from lowlight_desktop.photo.errors import LowlightError, PhotoError

logger = logging.getLogger(__name__)

_WATCH = "watched folder"  # what a message is about


class Telling(QObject):
    """Finds the words; whoever has something to say is connected to one of its slots."""

    def __init__(self, messages: MessageBar) -> None:
        super().__init__(messages)
        self._messages = messages

    @Slot(object)
    def fail(self, error: Exception, photo: Path | None = None) -> None:
        """Say what went wrong: the cause and what to do, the place among the details.

        Args:
            error: Of us, or of others.
            photo: That it is about, where it is about another file beside it.
        """
        if isinstance(error, PhotoError):
            self._say_of_photo(MessageKind.ERROR, error, photo)
        elif isinstance(error, LowlightError):
            self._say(MessageKind.ERROR, error_words(error))
        else:  # a mistake of ours: who listens to the log says it, with a report
            logger.error("a mistake in Lowlight itself", exc_info=error)

    @Slot(object, object)
    def fail_photo(self, path: Path, error: Exception) -> None:
        """The same, for those who tell the photo too."""
        self.fail(error, path)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Say what may surprise."""
        self._say(MessageKind.WARNING, sentence)

    @Slot(object, object)
    def warn_of(self, photo: Path, error: PhotoError) -> None:
        """Say what is lost of a photo that can be worked on all the same."""
        self._say_of_photo(MessageKind.WARNING, error, photo)

    @Slot(str)
    def watch_ended(self, sentence: str) -> None:
        """Say why a watched folder cannot be reached, until it is back: ""."""
        if sentence:
            self._messages.show_message(MessageKind.WARNING, sentence, about=_WATCH)
        else:
            self._messages.drop(_WATCH)

    @Slot(str, str, bool)
    def report(self, sentence: str, details: str, failed: bool) -> None:
        """Say how a piece of work has ended.

        Args:
            sentence: What was done.
            details: What was not, and why; may be empty.
            failed: Whether something was not.
        """
        self._say(MessageKind.ERROR if failed else MessageKind.INFO, sentence, details)

    @Slot(object, str)
    def renew(self, path: Path, sentence: str) -> None:
        """What was said about a photo is over: it is read again.

        Args:
            path: The photo.
            sentence: Why; may be empty.
        """
        self.forget(path)
        if sentence:
            self._say(MessageKind.INFO, sentence, str(path), about=path)

    @Slot(object, str)
    def miss(self, path: Path, sentence: str) -> None:
        """Say that a photo is gone, until it is back or left.

        Args:
            path: Where it was.
            sentence: What to do.
        """
        self._say(MessageKind.WARNING, sentence, str(path), about=path)

    @Slot(object)
    def forget(self, path: Path) -> None:
        """What was said about a photo is over: it was left."""
        self._messages.drop(path)

    def _say_of_photo(self, kind: MessageKind, error: PhotoError, photo: Path | None) -> None:
        self._say(kind, photo_error_words(error), str(error.path), about=photo or error.path)

    def _say(
        self, kind: MessageKind, sentence: str, details: str = "", about: Path | None = None
    ) -> None:
        self._messages.show_message(kind, sentence, details, about=about)
