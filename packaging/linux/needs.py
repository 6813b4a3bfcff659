"""Which C libraries a frozen program needs of the system, read from its own files."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

_VERSION = re.compile(r"\b(GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)\b")
_ELF = b"\x7fELF"


def newest(program: Path) -> dict[str, str]:
    """The newest interface that anything asks the system for.

    Args:
        program: The frozen program's folder.

    Returns:
        "GLIBC" and "GLIBCXX" with their versions, as "2.34".

    Raises:
        subprocess.CalledProcessError: If objdump cannot read a file.
    """
    found: dict[str, tuple[int, ...]] = {}
    for file in elf_files(program):
        command = ["objdump", "-p", str(file)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        wanted = told.partition("Version References:")[2]  # not what it offers itself
        for name, version in _VERSION.findall(wanted):
            found[name] = max(found.get(name, ()), tuple(map(int, version.split("."))))
    return {name: ".".join(map(str, version)) for name, version in found.items()}


def elf_files(program: Path) -> Iterator[Path]:
    """Every program and library below a folder, once."""
    for file in sorted(program.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == _ELF:
                    yield file
