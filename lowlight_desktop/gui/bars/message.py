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
    """

    kind: MessageKind
    sentence: str
    details: str = ""

    @property
    def text(self) -> str:
        """Everything, for the clipboard."""
        return f"{self.sentence}\n\n{self.details}" if self.details else self.sentence


def queued(messages: tuple[Message, ...], message: Message) -> tuple[Message, ...]:
    """The messages after one more came: those that are there already are not said twice."""
    return messages if message in messages else (*messages, message)
