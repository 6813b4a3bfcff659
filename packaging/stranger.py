"""The frozen program in the hands of someone else: nothing of this machine's is at hand."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy2, copytree, which

from contents import ROOT

FOLDER = "Programme (Fotos) – für Æsir"
"""Spaces, brackets and letters beyond ASCII on the way to the program."""

_LONGEST_S = 900.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has said.

    Attributes:
        code: The exit status.
        out: On standard output.
        err: On standard error.
    """

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Someone without a Python, a network or a past.

    Attributes:
        program: The installed folder.
        home: The home folder, empty at first.
        environment: All variables there are.
    """

    program: Path
    home: Path
    environment: Mapping[str, str] = field(default_factory=dict[str, str])

    def run(self, *words: str | Path, **variables: str) -> Answer:
        """Call the frozen `lowlight`, without a network.

        Args:
            words: Its arguments.
            variables: Further ones of the environment.
        """
        return self._call(without_network([self.program / "lowlight", *words]), variables)

    def run_sources(self, *words: str | Path) -> Answer:
        """Call the source tree's `lowlight` with the same home, so that it computes alike.

        Args:
            words: Its arguments.
        """
        return self._call([sys.executable, "-P", "-m", "lowlight_desktop", *words], {})

    def start_window(self, screen: str, *words: str | Path) -> "subprocess.Popen[bytes]":
        """Start the frozen window, without a network.

        Args:
            screen: The X display.
            words: Its arguments.
        """
        command = without_network([self.program / "lowlight-desktop", *words])
        environment = {**self.environment, "HOME": str(self.home), "DISPLAY": screen}
        return subprocess.Popen(command, cwd=self.home, env=environment)

    def _call(self, command: Sequence[str | Path], variables: Mapping[str, str]) -> Answer:
        done = subprocess.run(
            command,
            cwd=self.home,
            env={**self.environment, "HOME": str(self.home), **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def moved_in(dist: Path, where: Path) -> Stranger:
    """Install a frozen program for a stranger.

    Args:
        dist: The folder that `build.py` has made.
        where: An empty folder; linked to, not copied, where the file system can.
    """
    program, home = where / FOLDER / "Lowlight", where / "home"
    home.mkdir()
    copytree(dist, program, symlinks=True, copy_function=_linked)
    return Stranger(program, home)


def without_network(command: Sequence[str | Path]) -> list[str | Path]:
    """A command that sees no network, not even this machine's own addresses.

    Raises:
        FileNotFoundError: If the system has no `unshare`.
    """
    tool = which("unshare")
    if tool is None:
        raise FileNotFoundError("unshare, of util-linux, is needed to take the network away")
    return [tool, "-n" if os.geteuid() == 0 else "-rn", "--", *command]


def sample(number: str) -> Path:
    """One of the RAW files that come with the program."""
    return ROOT / "resources" / "samples" / f"Canon_PowerShot_S40_CRW_{number}.CRW"


def _linked(source: str, to: str) -> None:
    try:
        os.link(source, to)
    except OSError:  # another disk
        copy2(source, to)
