"""What a frozen program carries twice, or for debuggers only, goes: Linux needs neither."""

import shutil
import subprocess
from pathlib import Path

_WITH_SYMBOLS = ("torch/lib/libtorch*.so", "torch/lib/libc10*.so", "libpython3*.so*")
"""Libraries whose tables of inner names are large; the linker of programs does not read those."""


def slim(program: Path) -> int:
    """Make a frozen program smaller; it does the same.

    Args:
        program: Its folder.

    Returns:
        What was saved, bytes.

    Raises:
        subprocess.CalledProcessError: If `strip`, of binutils, cannot read a library.
    """
    files = [program / "lowlight-desktop"]
    files += [f for name in _WITH_SYMBOLS for f in sorted((program / "_internal").glob(name))]
    files = [file for file in files if not file.is_symlink()]
    before = sum(file.stat().st_size for file in files)
    _link(program)
    if strip := shutil.which("strip"):
        for library in files[1:]:
            subprocess.run([strip, "--strip-unneeded", str(library)], check=True)
    return before - sum(file.stat().st_size for file in files[1:])


def _link(program: Path) -> None:
    """One program under two names: whether it has a console is a matter of Windows."""
    window = program / "lowlight-desktop"
    window.unlink()
    window.symlink_to("lowlight")
