"""The report of an unexpected error: enough to mend it, and nothing about the photographer."""

import os
import platform
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import psutil

from lowlight_desktop import __version__
from lowlight_desktop.formats.placing import place
from lowlight_desktop.photo.export_options import Existing
from lowlight_desktop.studio.crashes.mishap import Mishap
from lowlight_desktop.studio.crashes.private_text import Private, without_places
from lowlight_desktop.studio.user_folders import state_folder

_KEPT = 10
_MOST_LINES = 120
_LIBRARIES = ("numpy", "cv2", "PySide6", "torch", "openvino", "onnxruntime", "rawpy", "imagecodecs")
_SUFFIX = ".txt"
_PROMISE = (
    "This file holds no photo, and no path outside your home folder.\n"
    "It stays on this computer unless you send it to somebody."
)


@dataclass(frozen=True, slots=True)
class Report:
    """A mishap, written down.

    Attributes:
        what: In a line.
        text: All of it.
        path: Its file; None: the disk refused it.
    """

    what: str
    text: str
    path: Path | None


def reports_folder() -> Path:
    """Where reports lie."""
    return state_folder() / "crashes"


def mishap_of(error: BaseException, log: Sequence[str] = ()) -> Mishap:
    """What an exception tells: where it was raised, but not the values of variables."""
    what = "".join(traceback.format_exception_only(error)).strip().partition("\n")[0]
    return Mishap(what, "".join(traceback.format_exception(error)), log)


def written(
    mishap: Mishap,
    facts: Mapping[str, str],
    folder: Path | None = None,
    private: Private | None = None,
) -> Report:
    """Write a report; the ten newest are kept.

    Args:
        mishap: What happened.
        facts: What else is known of this machine, by name.
        folder: Where to; None: `reports_folder()`.
        private: What it must not tell; None: where this user's files lie.
    """
    now = datetime.now().astimezone()
    hidden = private or Private()
    text = report_text(mishap, {**system_facts(), **facts}, now, hidden)
    what = without_places(mishap.what, hidden)
    target = (folder or reports_folder()) / f"lowlight-{now:%Y%m%d-%H%M%S}{_SUFFIX}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path = place(target, Existing.NUMBER, partial(_write, text))
    except OSError:
        return Report(what, text, None)
    _forget_oldest(target.parent)
    return Report(what, text, path)


def report_text(mishap: Mishap, facts: Mapping[str, str], when: datetime, private: Private) -> str:
    """All that is written down.

    Args:
        mishap: What happened.
        facts: What is known of the machine, by name.
        when: It happened.
        private: What is not told.
    """
    rows = "\n".join(f"{name:12}{value}" for name, value in facts.items())
    parts = [
        f"Lowlight {__version__}: {mishap.what}",
        _PROMISE,
        f"{'When':12}{when:%Y-%m-%d %H:%M:%S %z}\n{rows}",
    ]
    if mishap.where:
        parts.append(f"Where\n{_middle_left_out(mishap.where)}")
    if mishap.log:
        parts.append("Last lines of the log\n" + "\n".join(mishap.log))
    return without_places("\n\n".join(parts), private).rstrip() + "\n"


def system_facts() -> dict[str, str]:
    """This machine and the libraries that are loaded; nothing is loaded for it."""
    memory, free = psutil.virtual_memory().total / 2**30, psutil.virtual_memory().available / 2**30
    libraries = ((name, getattr(sys.modules.get(name), "__version__", "")) for name in _LIBRARIES)
    kind = "installed" if hasattr(sys, "frozen") else "sources"
    return {
        "System": f"{platform.platform()}, {platform.machine()}",
        "Processors": str(os.cpu_count()),
        "Memory": f"{memory:.1f} GiB, {free:.1f} free",
        "Python": f"{platform.python_version()} ({kind})",
        "Libraries": ", ".join(f"{name} {version}" for name, version in libraries if version),
    }


def _write(text: str, file: BinaryIO) -> None:
    file.write(text.encode("utf-8", "backslashreplace"))  # names of files need not be text


def _middle_left_out(text: str) -> str:
    """A text that is not too long: its beginning and its end."""
    lines = text.rstrip().splitlines()
    if len(lines) <= _MOST_LINES:
        return "\n".join(lines)
    half = _MOST_LINES // 2
    return "\n".join([*lines[:half], f"… {len(lines) - 2 * half} lines …", *lines[-half:]])


def _forget_oldest(folder: Path) -> None:
    reports = sorted(folder.glob(f"lowlight-*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for path in reports[:-_KEPT]:
        path.unlink(missing_ok=True)
