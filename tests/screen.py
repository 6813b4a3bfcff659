"""A screen that nobody sees, for tests that need a real one."""

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager

import pytest

needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")


@contextmanager
def virtual_screen() -> Generator[str]:
    """Run an X server without a monitor.

    Yields:
        Its name, for DISPLAY.
    """
    read, write = os.pipe()
    # A free number is found and told by itself; what clients set stays when the last one leaves.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-noreset"]
    server = subprocess.Popen(
        command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb has not started"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def environment_of(screen: str) -> dict[str, str]:
    """What a program needs to show its windows there."""
    kept = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    return {**kept, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
