"""The frozen program in the hands of someone else: nothing of this machine's is at hand."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from shutil import copy2, copytree, which

from contents import ROOT

FOLDER = "Programme (Fotos) – für Æsir"
"""Spaces, brackets and letters beyond ASCII on the way to the program."""

_LONGEST_S = 900.0
_IMAGES = (".AppImage", ".squashfs")


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
        program: What is started: a command on a terminal, the window without a word.
        window: What a menu starts.
        home: The home folder, empty at first.
        environment: All variables there are.
        before: Commands of a shell that change what the program sees of the file system, and
            nobody else does.
        after: Commands of a shell that look at what it has left there.
    """

    program: Path
    window: Path
    home: Path
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    before: str = ""
    after: str = ""

    @property
    def folder(self) -> Path:
        """What has been installed."""
        return self.program.parent

    def run(self, *words: str | Path, **variables: str) -> Answer:
        """Call the frozen `lowlight`, without a network.

        Args:
            words: Its arguments.
            variables: Further ones of the environment.
        """
        return self._call(self._shut_in([self.program, *words]), variables)

    def run_sources(self, *words: str | Path) -> Answer:
        """Call the source tree's `lowlight` with the same home, so that it computes alike.

        Args:
            words: Its arguments.
        """
        return self._call([sys.executable, "-P", "-m", "lowlight_desktop", *words], {})

    def start_window(
        self, screen: str, *words: str | Path, **variables: str
    ) -> "subprocess.Popen[bytes]":
        """Start the frozen window, without a network.

        Args:
            screen: The X display.
            words: Its arguments.
            variables: Further ones of the environment.
        """
        environment = {**self.environment, "HOME": str(self.home), "DISPLAY": screen}
        return subprocess.Popen(
            self._shut_in([self.window, *words]), cwd=self.home, env=environment | variables
        )

    def _shut_in(self, command: Sequence[str | Path]) -> list[str | Path]:
        if not self.before:
            return without_network(command)
        script = f'set -e\n{self.before}\nset +e\n"$@"; code=$?\n{self.after}\nexit $code'
        if not self.after:
            script = f'set -e\n{self.before}\nexec "$@"'  # signals shall reach the program
        walls = ("-m", "--propagation", "private")
        return without_network(["/bin/sh", "-c", script, "sh", *command], *walls)

    def _call(self, command: Sequence[str | Path], variables: Mapping[str, str]) -> Answer:
        environment = {**self.environment, "HOME": str(self.home), **variables}
        return answer_of(command, self.home, environment, _LONGEST_S)


def answer_of(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], longest_s: float
) -> Answer:
    """What a command says.

    Args:
        command: The program and its arguments.
        folder: Where it works.
        environment: All variables there are.
        longest_s: It is ended then.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=longest_s,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def moved_in(dist: Path, where: Path) -> Stranger:
    """Install a frozen program for a stranger.

    Args:
        dist: The folder that `build.py` has made, or an AppImage, or its squashfs; either is
            unpacked.
        where: An empty folder; linked to, not copied, where the file system can.

    Raises:
        subprocess.CalledProcessError: If an image cannot be unpacked.
    """
    home = where / "home"
    home.mkdir()
    if dist.suffix in _IMAGES:
        start = _unpacked(dist.absolute(), where / FOLDER) / "AppRun"
        return Stranger(start, start, home)
    program = where / FOLDER / "Lowlight"
    copytree(dist, program, symlinks=True, copy_function=_linked)
    return Stranger(program / "lowlight", program / "lowlight-desktop", home)


def read_only(folder: Path) -> str:
    """Commands of a shell that take away the right to write into a folder, even root's."""
    name = quote(str(folder))
    return f"mount --bind {name} {name}\nmount -o remount,ro,bind {name}\n"


def tiny_disk(folder: Path, size_kib: int) -> str:
    """Commands of a shell that put an empty disk with little space in a folder's place."""
    return f"mount -t tmpfs -o size={size_kib}k tmpfs {quote(str(folder))}\n"


def without_network(command: Sequence[str | Path], *walls: str) -> list[str | Path]:
    """A command that sees no network, not even this machine's own addresses.

    Args:
        command: What is run.
        walls: Further words for `unshare`.

    Raises:
        FileNotFoundError: If the system has no `unshare`.
    """
    tool = which("unshare")
    if tool is None:
        raise FileNotFoundError("unshare, of util-linux, is needed to take the network away")
    return [tool, "-n" if os.geteuid() == 0 else "-rn", *walls, "--", *command]


def sample(number: str) -> Path:
    """One of the RAW files that come with the program."""
    return ROOT / "resources" / "samples" / f"Canon_PowerShot_S40_CRW_{number}.CRW"


def _unpacked(image: Path, where: Path) -> Path:
    """As its own runtime does it, where it has one."""
    where.mkdir()
    folder = where / "squashfs-root"
    itself = [str(image), "--appimage-extract"]
    tool = ["unsquashfs", "-n", "-q", "-d", str(folder), str(image)]
    command = itself if image.suffix == ".AppImage" else tool
    subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)
    return folder


def _linked(source: str, to: str) -> None:
    try:
        os.link(source, to)
    except OSError:  # another disk
        copy2(source, to)
