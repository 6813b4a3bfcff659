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

_SIZE = "1600x1000x24"
_LOOK_S = 0.02
_LONGEST_S = 60.0
_STEP_PX = 16
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
def virtual_screen() -> Generator[Screen]:
    """Run an X server without a monitor.

    Raises:
        RuntimeError: If it does not start.
    """
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", _SIZE, "-noreset"]
        server = subprocess.Popen(
            [*command, "-fbdir", folder],
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


def picture_of(stranger: Stranger, screen: Screen, photo: Path, after_s: float, to: Path) -> float:
    """Open a photo in the window and keep what is seen.

    Args:
        stranger: Whose program it is.
        screen: Where it is to be seen.
        photo: To be opened.
        after_s: How long the window has to develop it.
        to: A PNG file.

    Returns:
        The standard deviation of the picture's middle, 0 to 255: an empty window has nearly none.

    Raises:
        ChildProcessError: If the program has ended by itself.
    """
    process = stranger.start_window(screen.display, photo)
    try:
        time.sleep(after_s)
        if process.poll() is not None:
            raise ChildProcessError(f"the window has ended with {process.returncode}")
        seen = screen.seen()
    finally:
        _close(process)
    cv2.imwrite(str(to), seen)
    height, width, _ = seen.shape
    return float(seen[height // 3 : height * 2 // 3, width // 3 : width // 2].std())


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
