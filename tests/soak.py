"""A thousand photos in a row: memory and handles must stay what they were. Minutes.

    python -m tests.soak --photos 1000

Small photos of three kinds go through `lowlight enhance`; after each, the program's resident
memory and open files are looked up from outside, those of the process that decodes, too. The slope
is a line through what was seen after the first fifth, in which caches fill. Exits with 1 if a photo
failed, if a slope is above the limit, or if more files are open at the end than after that fifth.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from tests.killed_batches import ROOT, command, environment, is_done, make_photos

_LIMIT_KB = 20.0  # a photo; what the project has set itself
_WARM_UP = 0.2


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a process after a photo.

    Attributes:
        resident_kb: Its memory.
        handles: Its open files, pipes and sockets.
    """

    resident_kb: float
    handles: int


@dataclass(frozen=True, slots=True)
class Course:
    """What was seen of a process, from the end of the warm-up on.

    Attributes:
        name: Of the process, for people.
        slope_kb: By which its memory grows with each photo.
        resident_mb: The least and the most.
        handles: The first, the most and the last.
    """

    name: str
    slope_kb: float
    resident_mb: tuple[float, float]
    handles: tuple[int, int, int]

    @property
    def is_flat(self) -> bool:
        """Whether nothing grows."""
        return self.slope_kb < _LIMIT_KB and self.handles[2] <= self.handles[0]


def look_at(process: psutil.Process) -> Look:
    """How a process is now."""
    handles = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return Look(process.memory_info().rss / 1024, handles)


def course_of(name: str, looks: Sequence[Look]) -> Course:
    """What a process did after its warm-up.

    Args:
        name: For people.
        looks: One a photo, from the first on; at least three.
    """
    late = looks[int(_WARM_UP * len(looks)) :]
    memory = np.array([look.resident_kb for look in late])
    slope = np.polyfit(np.arange(len(memory)), memory, 1)[0]
    handles = [look.handles for look in late]
    least, most = memory.min() / 1024, memory.max() / 1024
    return Course(name, slope, (least, most), (handles[0], max(handles), handles[-1]))


def looks_at(child: subprocess.Popen[bytes]) -> Iterator[tuple[bool, list[Look]]]:
    """Whether each photo was done, and how the program and its decoders were then."""
    assert child.stdout is not None
    program = psutil.Process(child.pid)
    for line in child.stdout:
        if json.loads(line)["event"] == "photo":
            looks = list[Look]()
            with suppress(psutil.Error):  # after the last photo they end
                looks.extend(map(look_at, [program, *program.children()]))
            yield is_done(line), looks


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--program", default=str(ROOT / "lowlight"), help="one word for a shell")
    parser.add_argument("--flags", default="", help="more flags of `lowlight enhance`, likewise")
    wish = parser.parse_args(arguments)
    program, flags = shlex.split(wish.program), wish.flags.split()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_photos(home / "photos", wish.photos)
        words = command(program, home / "photos", home / "out", flags)
        state = environment(home / "state")
        with subprocess.Popen(words, env=state, stdout=subprocess.PIPE) as child:
            seen = list(looks_at(child))
    done = sum(is_done_ for is_done_, _ in seen)
    of_each = enumerate(("program", "decoder"))
    courses = [
        course_of(name, [looks[i] for _, looks in seen if len(looks) > i]) for i, name in of_each
    ]
    print(f"{done} of {wish.photos} photos done, exit status {child.returncode}")  # noqa: T201
    print("| process | KB a photo | resident, MB | handles: first, most, last |")  # noqa: T201
    print("|---|---|---|---|")  # noqa: T201
    for course in courses:
        memory = f"{course.resident_mb[0]:.0f} to {course.resident_mb[1]:.0f}"
        handles = ", ".join(map(str, course.handles))
        print(f"| {course.name} | {course.slope_kb:.2f} | {memory} | {handles} |")  # noqa: T201
    is_right = done == wish.photos and child.returncode == 0
    return 0 if is_right and all(course.is_flat for course in courses) else 1


if __name__ == "__main__":
    sys.exit(main())
