"""The frozen window on a Wayland screen that nobody sees."""

import subprocess
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, which

import cv2
import numpy as np
from stranger import Stranger
from window_check import PHOTO, color

_LONGEST_S = 240.0
_LOOK_S = 2.0
_SOCKET = "screen"


def picture_on_wayland(stranger: Stranger, photo: Path, to: Path) -> float:
    """Open a photo in the window and keep what is seen.

    Args:
        stranger: Whose program it is.
        photo: To be opened.
        to: A PNG file.

    Returns:
        The `color` of what is seen.

    Raises:
        TimeoutError: If no photo is seen within a minute.
        ChildProcessError: If the program has ended by itself.
        FileNotFoundError: If there is no weston here.
    """
    with _screen() as place:
        process = stranger.start_window("", photo, **place, QT_QPA_PLATFORM="wayland")
        try:
            end = time.perf_counter() + _LONGEST_S
            while time.perf_counter() < end:
                time.sleep(_LOOK_S)
                if process.poll() is not None:
                    raise ChildProcessError(f"the window has ended with {process.returncode}")
                if (found := color(_shot(place, to))) > PHOTO:
                    return found
        finally:
            process.terminate()
            process.wait()
    raise TimeoutError(f"no photo is seen in {to}")


@contextmanager
def _screen() -> Generator[dict[str, str]]:
    """Run a compositor; yields the variables that name its socket."""
    if which("weston") is None:
        raise FileNotFoundError("weston is needed for a Wayland screen")
    with tempfile.TemporaryDirectory() as folder:
        place = {"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": _SOCKET}
        # --debug: it may be asked what is on the screen.
        command = ["weston", "--backend=headless-backend.so", "--use-pixman", "--debug"]
        command += [f"--socket={_SOCKET}", "--width=1600", "--height=1000", "--no-config"]
        server = subprocess.Popen(
            [*command, "--idle-time=0"],
            env={**place, "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.perf_counter() + _LONGEST_S
            while not (Path(folder) / _SOCKET).exists() and time.perf_counter() < end:
                time.sleep(0.1)
            yield place
        finally:
            server.terminate()
            server.wait()


def _shot(place: Mapping[str, str], to: Path) -> np.ndarray:
    folder = Path(place["XDG_RUNTIME_DIR"])
    tool = ["weston-screenshooter"]
    subprocess.run(tool, cwd=folder, env={**place, "PATH": "/usr/bin:/bin"}, check=True)
    for file in folder.glob("*.png"):  # the name holds the time
        copyfile(file, to)
        file.unlink()
    return np.asarray(cv2.imread(str(to)))
