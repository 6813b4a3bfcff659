"""A sentence for the photographer, without Qt."""

from dataclasses import dataclass
from enum import Enum


class MessageKind(Enum):
    """How serious a message is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Message:
    """What the message bar shows.

    Attributes:
        kind: How serious it is.
        sentence: One sentence: what happened and what to do.
        details: For those who ask: a traceback, a list of files; may be empty.
        about: What it is about, a photo's path for example; None: nothing that can be left.
        choices: What can be done about it, in words; it waits until one is chosen.
    """

    kind: MessageKind
    sentence: str
    details: str = ""
    about: object = None
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Everything, for the clipboard."""
        return f"{self.sentence}\n\n{self.details}" if self.details else self.sentence


def queued(messages: tuple[Message, ...], message: Message) -> tuple[Message, ...]:
    """The messages after one more came, the newest first; nothing is there twice."""
    return (message, *(each for each in messages if each != message))


def without(messages: tuple[Message, ...], about: object) -> tuple[Message, ...]:
    """The messages that are about something else, or about nothing."""
    return tuple(each for each in messages if each.about is None or each.about != about)
