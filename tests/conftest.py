"""What holds for every test: nothing logged unasked, no thread left behind, GPUs only if any."""

import logging
import os
import signal
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anybody makes an application

# A shell starts background jobs with Ctrl-C ignored, and children inherit that: the tests that
# press Ctrl-C would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """Fail a test whose threads outlive it (those that Python would wait for at its end)."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in threading.enumerate() if t not in before and not t.daemon]
    assert not left, f"still running: {left}"


@pytest.fixture(autouse=True)
def no_warning_is_logged_unasked(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning of ours; one that expects it calls `caplog.clear()`."""
    yield
    stray = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("lowlight_desktop")
    ]
    assert not stray, f"logged: {stray}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is marked `gpu` where torch finds no accelerator."""
    if item.get_closest_marker("gpu"):
        import torch  # only here: it costs a second

        if not torch.accelerator.is_available():
            pytest.skip("no accelerator that torch can use")


@pytest.fixture(autouse=True, scope="session")
def measurements_of_the_tests_are_their_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Keep what tests measure and choose out of the user's cache and configuration."""
    patch = pytest.MonkeyPatch()
    patch.setenv("LOWLIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
    patch.setenv("LOWLIGHT_CONFIG", str(tmp_path_factory.mktemp("config")))
    patch.setenv("LOWLIGHT_STATE", str(tmp_path_factory.mktemp("state")))
    yield
    patch.undo()
