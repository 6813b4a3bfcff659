"""A decoder that does what a file's name says: crashes, hangs, takes memory, is mistaken."""

import os
import re
import signal
import sys
import time
from pathlib import Path

import numpy as np

from lowlight_desktop.formats.isolation.worker import Readers, main
from lowlight_desktop.formats.making_xmp import is_result
from lowlight_desktop.formats.name_facts import tags_of
from lowlight_desktop.formats.name_template import NameFacts
from lowlight_desktop.formats.quick_look import quick_look, rating
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.image import Rgb8
from lowlight_desktop.photo.photograph import Photograph

COMMAND = (sys.executable, "-P", "-m", "tests.formats.isolation.unruly_decoder")


def read(path: Path, *, develop: bool = True) -> Photograph:
    """Misbehave, or read a photo.

    The text in a file named `once` is a path: the first decoder that comes by creates it and dies.
    """
    match path.stem:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "once":
            mark = Path(path.read_text())
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGABRT)
            path = mark.with_name("good.jpg")
        case "hang":
            path.with_name("begun").touch()
            time.sleep(3600)
        case "stuck":  # and keeps the interpreter's lock: no other thread of Python runs
            path.with_name("begun").touch()
            re.match(r"(a|a?)+$", "a" * 60 + "b")  # tries 2^60 ways
        case "flood":
            hoard: list[object] = []
            while True:
                hoard.append(np.ones(1 << 22, np.uint8))  # 4 MB, touched
        case "mistake":
            raise KeyError("a table without its row")
        case "chatter":
            os.write(2, b"the codec says something\n" * 1000)
            return read_photo(path, develop=develop)
        case _:
            return read_photo(path, develop=develop)
    return read_photo(path, develop=develop)


def facts(path: Path) -> NameFacts:
    """Likewise, for the tags alone."""
    read(path)
    return tags_of(path)


def look(path: Path, longest_px: int) -> Rgb8:
    """Likewise, for a picture."""
    read(path)
    return quick_look(path, longest_px)


def stars(path: Path) -> int | None:
    """Likewise, for its stars."""
    read(path)
    return rating(path)


def tells(path: Path) -> bool:
    """Likewise, for whose result it is."""
    read(path)
    return is_result(path)


if __name__ == "__main__":
    main(sys.argv[1:], Readers(read, look, facts, stars, tells))
