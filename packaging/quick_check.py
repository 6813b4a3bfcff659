"""Try the frozen program on the system that it was frozen on, whichever that is.

    python packaging/quick_check.py dist/Lowlight
    python packaging/quick_check.py /Volumes/Lowlight/Lowlight.app/Contents/MacOS

Less than `smoke_test.py`, which knows Linux: no walls around the program but an environment without
Python. What it makes must have the same pixels as what the source tree makes. Prints a table; 1 if
a row fails.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from complaints import ComplaintError, check, dark_jpeg, equal, table
from stranger import answer_of, sample

from lowlight_desktop import __version__

_ENDING = ".exe" if sys.platform == "win32" else ""
_SYSTEM_PATH = {"win32": r"C:\Windows\System32;C:\Windows"}
_OWN_FOLDERS = ("LOWLIGHT_CACHE", "LOWLIGHT_CONFIG", "LOWLIGHT_STATE")
_EXACT = ("--format", "tiff", "--depth", "16", "--progress", "none", "--device", "cpu")
_LONGEST_S = 600.0
_STAYS_S = 20.0


@dataclass(frozen=True, slots=True)
class Trial:
    """The frozen program, and a folder to work in.

    Attributes:
        programs: The folder of both programs.
        folder: Empty at first; also what is remembered between calls.
    """

    programs: Path
    folder: Path

    def says(self, *words: str | Path) -> str:
        """What the frozen `lowlight` answers.

        Raises:
            ComplaintError: If it ends with another code than 0.
        """
        return self._answer([self.programs / f"lowlight{_ENDING}", *words])

    def sources_say(self, *words: str | Path) -> str:
        """What the source tree's `lowlight` answers; it computes with what was measured before."""
        return self._answer([sys.executable, "-P", "-m", "lowlight_desktop", *words])

    def environment(self) -> dict[str, str]:
        """The user's, without a trace of Python."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
        own = {name: str(self.folder / name.lower()) for name in _OWN_FOLDERS}
        return {**kept, **own, "PATH": _SYSTEM_PATH.get(sys.platform, "/usr/bin:/bin")}

    def _answer(self, command: list[str | Path]) -> str:
        answer = answer_of(command, self.folder, self.environment(), _LONGEST_S)
        check(answer.code == 0, f"{answer.code}: {answer.out} {answer.err}")
        return answer.out


def version(trial: Trial) -> str:
    """It starts, and is this version."""
    said = trial.says("--version").strip()
    check(said == f"Lowlight {__version__}", said)
    return said


def devices(trial: Trial) -> str:
    """Networks find their libraries."""
    return "; ".join(line.strip() for line in trial.says("devices").splitlines()[1:-1])


def raw(trial: Trial) -> str:
    """A RAW file comes out as from the sources, cleaned and lit."""
    words = ("enhance", sample("0112"), "--denoise", "fast", *_EXACT)
    trial.says(*words, "--output", trial.folder / "frozen")
    trial.sources_say(*words, "--output", trial.folder / "sources")
    (ours,), (theirs,) = (list((trial.folder / n).iterdir()) for n in ("frozen", "sources"))
    return equal(ours, theirs)


def jpeg(trial: Trial) -> str:
    """A JPEG in a folder with spaces and umlauts comes out brighter."""
    folder = trial.folder / "Nächte am See"
    folder.mkdir()
    photo = dark_jpeg(folder / "Nacht ü.jpg")
    trial.says("enhance", photo, "--output", folder / "hell", "--progress", "none")
    (lit,) = (folder / "hell").iterdir()
    shutil.copy(lit, trial.folder / "lit.jpg")  # cv2 reads no umlauts on Windows
    shutil.copy(photo, trial.folder / "dark.jpg")
    before, after = (_mean(trial.folder / name) for name in ("dark.jpg", "lit.jpg"))
    check(after > before, f"mean {before:.1f} and {after:.1f}")
    return f"mean {before:.0f} became {after:.0f}"


def window(trial: Trial) -> str:
    """The window opens a photo and stays."""
    photo = trial.folder / "window.crw"
    shutil.copy(sample("0117"), photo)
    command = [trial.programs / f"lowlight-desktop{_ENDING}", photo]
    process = subprocess.Popen(command, cwd=trial.folder, env=trial.environment())
    try:
        time.sleep(_STAYS_S)
        check(process.poll() is None, f"it has ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()
    return f"still there after {_STAYS_S:.0f} s"


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description="Try the frozen program on this system.")
    parser.add_argument("programs", type=Path, help="the folder of lowlight and lowlight-desktop")
    wish = parser.parse_args()
    checks = (version, devices, raw, jpeg, window)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        trial = Trial(wish.programs.absolute(), Path(folder).resolve())
        return int(not table([(look.__name__, partial(look, trial)) for look in checks]))


def _mean(photo: Path) -> float:
    picture = cv2.imread(str(photo))
    if picture is None:
        raise ComplaintError(f"{photo.name} cannot be read")
    return float(np.mean(picture))


if __name__ == "__main__":
    sys.exit(main())
