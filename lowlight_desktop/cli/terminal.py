"""What people read on the terminal: no name of a file ends the work or takes the terminal over."""

import io
import sys
import unicodedata

# Controls, halves of characters that are no text, and ends of lines and paragraphs.
_RAW = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # writing, around


def shown(text: str) -> str:
    r"""Text in one line of characters that can be seen: "a\x1b]0;b" for an escape sequence.

    Args:
        text: With the names of files, which may hold everything but a slash and a null character.
    """
    return "".join(_seen(character) for character in text)


def take_every_name() -> None:
    """Let both outputs write what their encoding does not have in ASCII, as Python escapes it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _seen(character: str) -> str:
    if unicodedata.category(character) in _RAW or character in _TURNING:
        return character.encode("unicode_escape").decode("ascii")
    return character
