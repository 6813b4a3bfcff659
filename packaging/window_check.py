"""The frozen window on a screen that nobody sees: how soon it is there, and a picture of it."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from stranger import Stranger

_SIZE = "1600x1000"
_LOOK_S = 0.02
_LONGEST_S = 240.0  # on a machine that others use
_STEP_PX = 16
PHOTO = 0.003
"""A photo has more `color` than this; the window itself is gray."""

_LIVELY = 40  # of 255, from the least to the most of R, G and B
_STILL_S = 3.0
_COVERED = 0.3  # of the pixels; ours takes more of the screen


@dataclass(frozen=True, slots=True)
class Screen:
    """An X server without a monitor.

    Attributes:
        display: Its name, for DISPLAY.
        memory: The file that it draws into.
    """

    display: str
    memory: Path

    def seen(self) -> NDArray[np.uint8]:
        """All that is on it now.

        Returns:
            (H, W, 3) BGR.

        Source:
            X11/XWDFile.h: 25 numbers, the window's name, the colors, the pixels.
        """
        return self._mapped()[..., :3].copy()

    def is_covered(self) -> bool:
        """Whether a window has been painted: without one all is black."""
        few = self._mapped()[::_STEP_PX, ::_STEP_PX, :3]  # looking must not cost what is timed
        return float(np.mean(few.any(axis=2))) > _COVERED

    def _mapped(self) -> NDArray[np.uint8]:
        content = np.memmap(self.memory, np.uint8, "r")
        head = content[:100].view(">u4")
        size, height, per_line, colors = (int(head[field]) for field in (0, 5, 12, 19))
        begin = size + 12 * colors
        lines = content[begin : begin + height * per_line].reshape(height, per_line // 4, 4)
        return lines[:, : int(head[4])]


@contextmanager
def virtual_screen(*options: str, size: str = _SIZE) -> Generator[Screen]:
    """Run an X server without a monitor.

    Args:
        options: Further ones of Xvfb.
        size: WIDTHxHEIGHT in pixels.

    Raises:
        RuntimeError: If it does not start.
    """
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset"]
        server = subprocess.Popen(
            [*command, "-fbdir", folder, *options],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            if not number:
                raise RuntimeError("Xvfb has not started")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def seconds_to_window(stranger: Stranger, screen: Screen) -> float:
    """From starting the program to a window that has been painted; it is closed again.

    Args:
        stranger: Whose program it is.
        screen: Where it is to be seen.

    Raises:
        TimeoutError: If there is none within a minute.
        ChildProcessError: If the program has ended by itself.
    """
    _until(lambda: not screen.is_covered())
    begin = time.perf_counter()
    process = stranger.start_window(screen.display)
    try:
        _until(lambda: screen.is_covered() or process.poll() is not None)
        took = time.perf_counter() - begin
        if process.poll() is not None:
            raise ChildProcessError(f"no window: it has ended with {process.returncode}")
        return took
    finally:
        _close(process)


def picture_of(
    stranger: Stranger, screen: Screen, photo: Path, to: Path, **variables: str
) -> float:
    """Open a photo in the window and keep what is seen when nothing moves any more.

    Args:
        stranger: Whose program it is.
        screen: Where it is to be seen.
        photo: To be opened.
        to: A PNG file.
        variables: Of the environment.

    Returns:
        Its `color`.

    Raises:
        TimeoutError: If no photo is seen within a minute.
        ChildProcessError: If the program has ended by itself.
    """
    _until(lambda: not screen.is_covered())
    process = stranger.start_window(screen.display, photo, **variables)
    try:
        seen = _photo_on(screen, process)
    finally:
        _close(process)
    cv2.imwrite(str(to), seen)
    return color(seen)


def save_by_hand(stranger: Stranger, screen: Screen, file: Path, to: Path, **variables: str) -> int:
    """Open a host's photo, press the keys of Save, and wait for the end.

    Args:
        stranger: Whose program it is.
        screen: Where it is to be seen.
        file: To be opened, and written in place.
        to: A PNG file; gets what was seen before it was saved.
        variables: Of the environment.

    Returns:
        The exit code.

    Raises:
        TimeoutError: If no photo is seen, or the program does not end.
    """
    process = stranger.start_window(screen.display, "edit", file, **variables)
    try:
        cv2.imwrite(str(to), _photo_on(screen, process))
        # There is no window manager that would hand the keyboard to the window.
        find = ["search", "--onlyvisible", "--class", "Lowlight", "windowfocus", "--sync"]
        keys = ["xdotool", *find, "key", "ctrl+s"]
        subprocess.run(keys, check=True, env={**os.environ, "DISPLAY": screen.display})
        _until(lambda: _has_ended(process))
        return process.wait()
    finally:
        _close(process)


def color(seen: NDArray[np.uint8]) -> float:
    """How much of a picture's middle is colorful.

    Args:
        seen: (H, W, 3).

    Returns:
        A share of the pixels, 0 to 1.
    """
    height, width, _ = seen.shape
    middle = seen[height // 3 : height * 2 // 3, width // 3 : width // 2].astype(np.int16)
    return float(np.mean(np.ptp(middle, axis=2) > _LIVELY))


def _photo_on(screen: Screen, process: "subprocess.Popen[bytes]") -> NDArray[np.uint8]:
    """What is seen when there is a photo and two looks, a good while apart, are the same."""
    end, before = time.perf_counter() + _LONGEST_S, screen.seen()
    while time.perf_counter() < end:
        time.sleep(_STILL_S)
        if _has_ended(process):
            raise ChildProcessError(f"the window has ended with {process.returncode}")
        now = screen.seen()
        if color(now) > PHOTO and np.array_equal(now, before):
            return now
        before = now
    raise TimeoutError(f"no photo is seen within {_LONGEST_S:.0f} s")


def _has_ended(process: "subprocess.Popen[bytes]") -> bool:
    return process.poll() is not None


def _until(is_so: Callable[[], bool]) -> None:
    end = time.perf_counter() + _LONGEST_S
    while not is_so():
        if time.perf_counter() > end:
            raise TimeoutError(f"the screen has not changed within {_LONGEST_S:.0f} s")
        time.sleep(_LOOK_S)


def _close(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
