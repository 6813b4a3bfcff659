"""A tiny project with our real launcher, for its tests: set up in seconds, without a network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
dependencies = [{dependencies}]
[project.optional-dependencies]
test = []
"""
# The whole of a build backend: an editable wheel is a zip file with a path in it. Every build is
# noted; while there is a pipe called `gate`, a build waits until somebody writes to it.
BACKEND = """
import pathlib, zipfile
ROOT = pathlib.Path(__file__).parent
META = "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\nProvides-Extra: test\\n"
TAG = "Tag: py3-none-any\\n"
def build_editable(folder, config_settings=None, metadata_directory=None):
    with (ROOT / "builds").open("a") as builds:
        builds.write("built\\n")
    if (ROOT / "gate").exists():
        (ROOT / "gate").open("rb", buffering=0).read(1)
    depends = (ROOT / "depends").read_text() if (ROOT / "depends").exists() else ""
    files = {
        "tiny.pth": str(ROOT),
        "tiny-1.dist-info/METADATA": META + depends,
        "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n" + TAG,
        "tiny-1.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(pathlib.Path(folder) / "tiny-1-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return "tiny-1-py3-none-any.whl"
"""
PROGRAM = "import os, sys\nprint(__package__, os.getcwd(), *sys.argv[1:], sep='|')\n"
# All that the launcher and the set-up may need of the system. No apt-get: nothing gets installed.
TOOLS = ("cmp", "readlink", "id")


@dataclass(frozen=True, slots=True)
class Tiny:
    """The project's folder, and a folder with the only programs that its launcher finds."""

    home: Path
    tools: Path

    @classmethod
    def make(cls, folder: Path) -> "Tiny":
        """Write the project into `folder`, next to its tools."""
        tiny = cls(folder / "a project", folder / "tools")
        tiny.tools.mkdir(parents=True)
        for tool in TOOLS:
            (tiny.tools / tool).symlink_to(str(shutil.which(tool)))
        python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
        (tiny.tools / "python3").symlink_to(python)
        for package in ("lowlight_desktop", "tests"):
            (tiny.home / package).mkdir(parents=True)
            (tiny.home / package / "__main__.py").write_text(PROGRAM)
        shutil.copy(REPOSITORY / "lowlight", tiny.home)
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / "packaging", tiny.home / "packaging", ignore=ignore)
        (tiny.home / "backend.py").write_text(BACKEND)
        tiny.depend_on()
        return tiny

    def depend_on(self, *dependencies: str) -> None:
        """Change pyproject.toml, and what the next build says that it needs."""
        quoted = ", ".join(f'"{name}"' for name in dependencies)
        (self.home / "pyproject.toml").write_text(PYPROJECT.format(dependencies=quoted))
        (self.home / "depends").write_text("".join(f"Requires-Dist: {d}\n" for d in dependencies))

    def change(self) -> None:
        """Change pyproject.toml in a way that asks for nothing new."""
        with (self.home / "pyproject.toml").open("a") as pyproject:
            pyproject.write("# changed\n")

    @contextmanager
    def gate(self) -> Generator[Callable[[], int]]:
        """Make builds wait until the function that comes with it is called."""
        gate = self.home / "gate"
        os.mkfifo(gate)
        pipe = os.open(gate, os.O_RDWR)  # both ends: whoever opens it is not kept waiting
        try:
            yield partial(os.write, pipe, b"!")
        finally:
            os.close(pipe)
            gate.unlink()

    @property
    def builds(self) -> int:
        """How often it was installed."""
        builds = self.home / "builds"
        return len(builds.read_text().splitlines()) if builds.exists() else 0

    def start(self, *arguments: str, cwd: Path, by: Path | None = None) -> "subprocess.Popen[str]":
        """Start the launcher, or a link to it, in a process group of its own."""
        return subprocess.Popen(
            [by or self.home / "lowlight", *arguments],
            cwd=cwd,
            env={**os.environ, "PATH": str(self.tools), "PIP_NO_INDEX": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(
        self, *arguments: str, cwd: Path, by: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Start it and wait for its end."""
        with self.start(*arguments, cwd=cwd, by=by) as process:
            out, err = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)
