"""What a set-up does, in order, and the stamps that say that it is done."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lock import LOCK_NAME, alone
from programs import SetUpError, run, say
from system_packages import install_packages, offer_window_packages

PACKAGE = "lowlight_desktop"
NEEDED_BYTES = 3_000_000_000
"""With torch's CPU build: 1.4 GB installed; the rest is room for unpacking and for the CUDA build's
first gigabytes, whose failure `programs.cause_of` explains."""


def set_up(home: Path, extra: str) -> None:
    """Make `.venv` fit the project, unless another launcher has just done so.

    Args:
        home: The folder of the launcher and of pyproject.toml.
        extra: "" for the program, "test" for the tools of the tests as well.

    Raises:
        SetUpError: If something is missing or fails.
    """
    venv = home / ".venv"
    wanted = (home / "pyproject.toml").read_bytes()
    stamps = [venv / "set-up", venv / "set-up-test"][: 2 if extra else 1]
    try:
        venv.mkdir(exist_ok=True)
        with alone(venv) as interrupted:
            if not interrupted and _is_current(home, stamps[-1], wanted):
                return
            for stamp in ("set-up", "set-up-test"):
                if interrupted or _read(venv / stamp) != wanted:
                    (venv / stamp).unlink(missing_ok=True)
            _install(home, extra, anew=interrupted or not _works(_python_of(venv)))
            for stamp in stamps:
                stamp.write_bytes(wanted)
            (venv / "home").write_bytes(_as_launchers_read(home))
    except OSError as error:
        raise SetUpError(_refusal(home, stamps[-1], wanted, error)) from error


def _install(home: Path, extra: str, *, anew: bool) -> None:
    """Do the work: a fresh `.venv` where needed, the packages, the system's libraries."""
    venv = home / ".venv"
    log = venv / "set-up.log"
    torch, build = _pins(home)
    if anew:
        _empty(venv)
        if torch:
            check_space(shutil.disk_usage(venv).free, home)
        _make_venv(venv, log)
        if torch:
            say(f"installing {torch[0]} (the largest part, some minutes) ...")
    if torch or build:
        _pip_install(home, [*torch, *build], log)
    say(f"installing Lowlight{' with its tests' if extra else ''} ...")
    # The build's packages are in place: then a set-up that finds nothing new needs no network.
    editable = ["--no-build-isolation", "--editable", f".[{extra}]" if extra else "."]
    _pip_install(home, editable, log)
    _compile_sources(home, log)
    if sys.platform == "linux":
        offer_window_packages(log, with_tests=bool(extra))


def _compile_sources(home: Path, log: Path) -> None:
    """Do for our sources what pip has done for all others: a start is a fifth of a second shorter.

    Python would do it with the first start, unless the folder is not the user's to write, or
    PYTHONDONTWRITEBYTECODE says that it shall not.
    """
    with suppress(SetUpError):  # where it cannot be done now, every start does it for itself
        run([str(_python_of(home / ".venv")), "-m", "compileall", "-q", str(home / PACKAGE)], log)


def _pins(home: Path) -> tuple[list[str], list[str]]:
    """The requirement on torch, if there is one, and those of the build, from pyproject.toml."""
    project = tomllib.loads((home / "pyproject.toml").read_text(encoding="utf-8"))
    needed: list[str] = project["project"].get("dependencies", [])
    return [d for d in needed if d.startswith("torch==")], project["build-system"]["requires"]


def _empty(venv: Path) -> None:
    """Remove what an earlier set-up left; the lock stays, it is held."""
    for old in venv.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        elif old.name != LOCK_NAME:
            old.unlink()


def check_space(free_bytes: int, where: Path) -> None:
    """Raise `SetUpError` if torch and its friends will not fit."""
    if free_bytes < NEEDED_BYTES:
        raise SetUpError(
            f"the disk of {where} is too full: {NEEDED_BYTES / 1e9:.1f} GB are needed, "
            f"{free_bytes / 1e9:.1f} GB are free."
        )


def _make_venv(venv: Path, log: Path) -> None:
    """Make `venv` from the Python that runs this file."""
    version = ".".join(map(str, sys.version_info[:2]))
    if importlib.util.find_spec("ensurepip") is None:
        install_packages([f"python{version}-venv"], log)
    say(f"making {venv} with Python {version} ...")
    # By the full name of the interpreter, python3.11: when the system moves on to the next Python
    # the link dangles and .venv is made anew, where `python3` would start without its packages.
    python = sys.executable if sys.platform == "win32" else os.path.realpath(sys.executable)
    run([python, "-m", "venv", str(venv)], log)


def _pip_install(home: Path, what: Sequence[str], log: Path) -> None:
    """Run `pip install` of `.venv` in the folder of the project."""
    scratch = home / ".venv" / "tmp"  # not /tmp, which is often small and held in memory
    scratch.mkdir(exist_ok=True)
    command = [str(_python_of(home / ".venv")), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", *what]
    temporary = {"TMPDIR": str(scratch), "TEMP": str(scratch), "PIP_USER": "0"}
    run(command, log, cwd=home, environment=temporary)
    shutil.rmtree(scratch, ignore_errors=True)


def _refusal(home: Path, stamp: Path, wanted: bytes, error: OSError) -> str:
    """Why nothing can be set up; who comes to a set-up that is done lacks something else."""
    venv = home / ".venv"
    with suppress(OSError):
        if _is_stamped(home, stamp, wanted):
            return (
                f"Lowlight is set up, but you cannot start its Python, "
                f"{os.path.realpath(_python_of(venv))}. Ask who has set it up to let you read that "
                f"folder; or copy {home} without .venv to a folder of yours, and start it there."
            )
    return f"{venv} cannot be written: {error.strerror or error}."


def _is_current(home: Path, stamp: Path, wanted: bytes) -> bool:
    """Whether the launchers would find everything in place."""
    return _is_stamped(home, stamp, wanted) and _python_of(home / ".venv").exists()


def _is_stamped(home: Path, stamp: Path, wanted: bytes) -> bool:
    """Whether a set-up was brought to its end here, for this version."""
    of_home = _read(home / ".venv" / "home")
    return _read(stamp) == wanted and of_home == _as_launchers_read(home)


def _works(python: Path) -> bool:
    """Whether `.venv` has a Python that is new enough and has pip."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _as_launchers_read(home: Path) -> bytes:
    """The folder's name as the shell of this system reads it back from a file."""
    encoded = str(home).encode("oem") if sys.platform == "win32" else os.fsencode(home)
    return encoded + b"\n"


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None
