"""How a host starts us: our executable, and how it is written into a script."""

import json
import re
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.hosts.system import System
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.photo.sentence import Sentence

_COMMAND = re.compile(r"^((?:local )?COMMAND = )([\[{]).*([\]}])$", re.MULTILINE)
_VERSION = re.compile(r'^((?:local )?VERSION = )".*"$', re.MULTILINE)
_IN_QUOTES = re.compile(r'(["\\$`])')


def own_executable(system: System, *, is_frozen: bool = hasattr(sys, "frozen")) -> Path:
    """The file that starts this very program.

    Args:
        system: The machine; APPIMAGE in its environment is the file of an AppImage.
        is_frozen: Whether an installer has put us here, without sources.
    """
    if image := system.environment.get("APPIMAGE"):
        return Path(image)
    if is_frozen:  # hosts need the program that answers on a terminal, not that of the window
        console = Path(sys.executable).with_stem("lowlight")
        return console if console.is_file() else Path(sys.executable)
    sources = Path(__file__).resolve().parents[2]
    launcher = sources / ("lowlight.cmd" if system.is_windows else "lowlight")
    if launcher.is_file():
        return launcher
    return Path(sysconfig.get_path("scripts")) / (
        "lowlight.exe" if system.is_windows else "lowlight"
    )


def check_words(words: Sequence[str]) -> None:
    """See that every host can be told to start this.

    Raises:
        UsageError: If a word holds what no script can spell.
    """
    text = " ".join(words)
    if not text.isprintable():
        raise UsageError(
            Sentence("{0!r}: hosts cannot start a program with such a name; move it.", text)
        )


def stamped(script: str, words: Sequence[str], version: str) -> str:
    """A Lua or Python script that starts `words` and knows its version.

    Args:
        script: With one line each that begins with COMMAND and VERSION.
        words: Our command.
        version: Of this program.

    Raises:
        ValueError: If the script has no such lines.
    """
    listed = ", ".join(literal(word) for word in words)
    script, commands = _COMMAND.subn(lambda m: f"{m[1]}{m[2]}{listed}{m[3]}", script)
    script, versions = _VERSION.subn(lambda m: m[1] + literal(version), script)
    if (commands, versions) != (1, 1):
        raise ValueError("A host's script has one line with COMMAND, one with VERSION")
    return script


def literal(text: str) -> str:
    """Text as Lua and Python, whose rules agree on printable characters, have it in a script."""
    return json.dumps(text, ensure_ascii=False)


def desktop_words(words: Sequence[str]) -> str:
    """A command in the Exec line of a desktop entry.

    Source:
        Desktop Entry Specification 1.5, "The Exec key": quoted, then escaped as any string.
    """
    quoted = (f'"{_IN_QUOTES.sub(_escaped, word)}"' for word in words)
    return desktop_string(" ".join(quoted)).replace("%", "%%")


def desktop_string(text: str) -> str:
    """A text in a desktop entry, as its specification escapes it."""
    return text.replace("\\", "\\\\")


def shell_words(words: Sequence[str]) -> str:
    """A command for sh, in double quotes: also for parsers that only know those."""
    return " ".join(f'"{_IN_QUOTES.sub(_escaped, word)}"' for word in words)


def windows_words(words: Sequence[str]) -> str:
    """A command for programs of Windows; names of files have no quotes there."""
    return " ".join(f'"{word}"' for word in words)


def is_of_windows(words: Sequence[str]) -> bool:
    """Whether a command starts a program of Windows."""
    return words[-1].lower().endswith((".exe", ".cmd"))


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}"
