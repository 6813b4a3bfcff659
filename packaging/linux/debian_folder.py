"""A Debian in a folder, to install something in and throw away."""

import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from complaints import check

_MIRROR = "http://deb.debian.org/debian"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
_LONGEST_S = 3600
_ENTER = 'set -e\nmount -t proc proc "$1/proc"'
_NOT_SYSTEM = ("home", "tmp", "proc", "sys")


@dataclass(frozen=True, slots=True)
class Debian:
    """A system of its own, as far as files go.

    Attributes:
        root: The folder that stands for /.
    """

    root: Path

    def does(self, script: str, *, before: str = "", fails: bool = False) -> str:
        """Run a shell within, as root.

        Args:
            script: Its commands.
            before: Commands of a shell outside, in which $1 is the folder; mounts end with it.
            fails: Whether it must fail.

        Returns:
            All that was said.

        Raises:
            ComplaintError: If it ended otherwise.
        """
        enter = f'{_ENTER}\n{before}\nexec chroot "$1" /bin/sh -c "$2"'
        walls = ["unshare", "-m", "--propagation", "private", "/bin/sh", "-c", enter, "sh"]
        done = subprocess.run(
            [*walls, str(self.root), script],
            env=_QUIET,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LONGEST_S,
            check=False,
        )
        check((done.returncode != 0) is fails, f"{script}: {done.returncode}\n{done.stdout[-800:]}")
        return done.stdout

    def named(self, word: str) -> set[str]:
        """Every file of the system with that word in its name; a user's own do not count."""
        names = {path.relative_to(self.root) for path in self.root.rglob(f"*{word}*")}
        return {str(name) for name in names if name.parts[0] not in _NOT_SYSTEM}


@contextmanager
def fresh(suite: str, systems: Path) -> Generator[Debian]:
    """A copy of a Debian as it comes, with apt's lists; it goes in the end.

    Args:
        suite: "bookworm", "trixie".
        systems: Keeps the original, made with debootstrap where it is not there.

    Raises:
        subprocess.CalledProcessError: If debootstrap fails; it has said why.
    """
    original = systems / suite
    if not (original / "ready").exists():
        shutil.rmtree(original, ignore_errors=True)
        systems.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", suite, str(original), _MIRROR]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        never = original / "usr/sbin/policy-rc.d"  # no service of it starts here
        never.write_text("#!/bin/sh\nexit 101\n")
        never.chmod(0o755)
        shutil.copy("/etc/resolv.conf", original / "etc/resolv.conf")
        Debian(original).does("apt-get update -q")
        (original / "ready").touch()
    with tempfile.TemporaryDirectory(dir=systems, prefix=f"{suite}-") as copy:
        root = Path(copy) / "root"
        subprocess.run(["cp", "-a", "--reflink=auto", str(original), str(root)], check=True)
        yield Debian(root)
