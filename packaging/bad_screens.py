"""Screens and customs that the window must live with; each leaves a picture to be looked at."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import tifffile
from bad_places import COMMA, DIGITS, locale
from complaints import check, dark_jpeg, equal, refused
from stranger import Stranger, read_only, sample
from wayland_check import picture_on_wayland
from window_check import picture_of, save_by_hand, seconds_to_window, virtual_screen

_UNDER_LAMPS = np.array([1.0, 0.55, 0.3])

_SCALES = (("1.25", "1920x1200"), ("1.5", "1920x1200"), ("2", "2880x1800"), ("3", "3840x2400"))
"""As on laptops: the screen of each has room for 1280 × 800 units or more."""

_GL = ("libGL.so.1", "libEGL.so.1")


def rows(stranger: Stranger, picture: Path) -> list[tuple[str, Callable[[], str]]]:
    """All checks, as rows of a table.

    Args:
        stranger: Whose program it is.
        picture: A PNG; those of the rows lie beside it and are named after it.
    """

    def png(name: str) -> Path:
        return picture.with_stem(f"{picture.stem}_{name}")

    shown = partial(_shown, stranger)
    table: list[tuple[str, Callable[[], str]]] = [
        ("X without GLX", partial(shown, png("no_glx"), ("-extension", "GLX"))),
        ("no OpenGL", partial(shown, png("no_opengl"), (), QT_XCB_GL_INTEGRATION="none")),
        ("no libGL", partial(_without_libgl, stranger)),
        ("read-only for a window", partial(_read_only, stranger, png("read_only"))),
        ("two windows", partial(_two_windows, stranger)),
        ("Wayland", partial(_wayland, stranger, png("wayland"))),
    ]
    for scale, size in _SCALES:
        name = f"scale_{scale.replace('.', '_')}"
        look = partial(shown, png(name), (), size=size, QT_SCALE_FACTOR=scale)
        table.append((f"scale {scale}", look))
    by_hand = partial(_saved_by_hand, stranger)
    return table + [(f"window in {n}", partial(by_hand, n, png(n))) for n in (COMMA, DIGITS)]


def _shown(
    stranger: Stranger,
    picture: Path,
    options: tuple[str, ...],
    size: str = "1600x1000",
    **variables: str,
) -> str:
    photo = _photo(stranger)
    with virtual_screen(*options, size=size) as screen:
        found = picture_of(stranger, screen, photo, picture, **variables)
    return f"{size}, a photo is seen ({found:.0%} in color): {picture.name}"


def _without_libgl(stranger: Stranger) -> str:
    """The system has no OpenGL at all: the window says which library, commands work."""
    there = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    files = {line.split()[-1] for line in there.stdout.splitlines() if line.strip().startswith(_GL)}
    hidden = "\n".join(f"mount --bind /dev/null {file}" for file in sorted(files))
    bare = replace(stranger, before=hidden or ":")
    answer = refused(bare.run(DISPLAY=":0"), 2, "libgl1")
    check(bare.run("--version").code == 0, "commands do not work either")
    return answer.err.strip()


def _read_only(stranger: Stranger, picture: Path) -> str:
    """Nothing can be written, neither where the program lies nor at home."""
    photo = _photo(stranger)
    walls = read_only(stranger.folder) + read_only(stranger.home)
    return _shown(replace(stranger, before=walls), picture, ()) + f", {photo.name} in place"


def _two_windows(stranger: Stranger) -> str:
    """A second one opens while the first is open."""
    with virtual_screen() as first, virtual_screen() as second:
        process = stranger.start_window(first.display, _photo(stranger))
        try:
            took = seconds_to_window(stranger, second)
            check(process.poll() is None, "the first has ended")
        finally:
            process.terminate()
            process.wait()
    return f"the second after {took:.2f} s"


def _saved_by_hand(stranger: Stranger, name: str, picture: Path) -> str:
    """A host's photo is saved with the keyboard: the same pixels as with English customs."""
    results: list[Path] = []
    for one in ("C", name):
        file = stranger.home / f"by hand {name} {one}.tif"
        pixels = np.asarray(cv2.imread(str(dark_jpeg(stranger.home / "hand.jpg"))))[..., ::-1]
        colorful = (pixels * _UNDER_LAMPS).astype(np.uint16) * 257  # gray would not count as seen
        tifffile.imwrite(file, colorful, photometric="rgb")
        before = file.read_bytes()
        with virtual_screen() as screen:
            code = save_by_hand(stranger, screen, file, picture, **locale(stranger, one))
        check(code == 0 and file.read_bytes() != before, f"not saved, {code}")
        results.append(file)
    return f"{equal(*results)}; {picture.name}"


def _wayland(stranger: Stranger, picture: Path) -> str:
    """It opens on Wayland, too, without X."""
    found = picture_on_wayland(stranger, _photo(stranger), picture)
    return f"a photo is seen ({found:.0%} in color): {picture.name}"


def _photo(stranger: Stranger) -> Path:
    photo = stranger.home / "Nachtbild schlecht.crw"
    if not photo.exists():
        shutil.copy(sample("0117"), photo)
    return photo
