"""Text that may be shown to strangers: where photos lie and whose they are is taken out."""

import getpass
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

_LINE, _SHORTEST_NAME = 400, 3  # a user called "s" or "al" would empty whole sentences

# A part of a path may hold spaces, but does not end in one: "cannot copy /a/b to /c/d" has two.
_PART = r"""[^\s/"'](?:(?:[^/\n"':]|:(?!\s)|(?<=\w)'(?=\w))*[^\s/"':])?"""
_POSIX = re.compile(rf"(?<![\w.~/>…])/(?:{_PART}/)+")
_DRIVE_PART = r"""[^\s\\/"<>|*?:](?:[^\\/\n"<>|*?:]*[^\s\\/"<>|*?:])?"""
_WINDOWS = re.compile(
    rf"(?<!\w)(?:[A-Za-z]:[\\/]{{1,2}}|\\{{2,4}}(?={_DRIVE_PART}\\))(?:{_DRIVE_PART}[\\/]{{1,2}})*"
)


def _homes() -> tuple[PurePath, ...]:
    return Path.home(), Path.home().resolve()


def _program_folders() -> dict[PurePath, str]:
    sources = Path(__file__).resolve().parents[3]
    pythons = (Path(prefix) for prefix in (sys.prefix, sys.base_prefix))
    return {**dict.fromkeys(pythons, "<python>"), sources: "<lowlight>"}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a number without a name
        return ""


@dataclass(frozen=True, slots=True)
class Private:
    """What is not told.

    Attributes:
        homes: The user's home folder by all its names, told as "~".
        user: The user's name, told as "<user>".
        program: Folders of the program and of Python, with the words for them.
    """

    homes: tuple[PurePath, ...] = field(default_factory=_homes)
    user: str = field(default_factory=_user)
    program: Mapping[PurePath, str] = field(default_factory=_program_folders)


def without_places(text: str, private: Private) -> str:
    """Take out of a text whose computer it comes from.

    Args:
        text: Of a traceback, a log, an error.
        private: Whose it is.

    Returns:
        The same lines, cut after 400 characters. Paths in the home folder begin with "~"; of paths
        elsewhere the last name is left, after "…/"; the user's name is "<user>".
    """
    text = "\n".join(line[:_LINE] for line in text.replace("file://", "").splitlines())
    words = {**dict.fromkeys(private.homes, "~"), **private.program}
    for folder in sorted(words, key=lambda folder: len(str(folder)), reverse=True):
        for spelled in _spellings(folder):
            whole = rf"(?<![\w.]){re.escape(spelled)}(?![\w-]|\.\w)"
            text = re.sub(whole, words[folder], text, flags=re.IGNORECASE if folder.drive else 0)
    text = _WINDOWS.sub("…\\\\", _POSIX.sub("…/", text))
    if len(private.user) >= _SHORTEST_NAME:
        own = rf"(?<![^\W_]){re.escape(private.user)}(?![^\W_])"
        text = re.sub(own, "<user>", text, flags=re.IGNORECASE)
    return text


def _spellings(folder: PurePath) -> Iterator[str]:
    """A folder as it may stand in a text; a root is none, everything is in it."""
    if folder.parent != folder:
        yield from dict.fromkeys((str(folder), repr(str(folder))[1:-1], folder.as_posix()))
