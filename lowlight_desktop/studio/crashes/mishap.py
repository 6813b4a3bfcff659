"""What nobody has foreseen, before it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mishap:
    """What nobody has foreseen.

    Attributes:
        what: In a line: "ZeroDivisionError: division by zero".
        where: Lines of the calls that led there; may be empty.
        log: The last lines of the log, the newest last.
    """

    what: str
    where: str = ""
    log: Sequence[str] = ()
