"""Ctrl-C as a wish, so that what is about to be finished is finished, and told."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from lowlight_desktop.photo.errors import Cancelled
from lowlight_desktop.photo.progress import CancelToken

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Generator[CancelToken]:
    """Let the first Ctrl-C, or the system's word to end, raise a token; the second interrupts.

    Where signals are ignored, or another thread than the first asks, all stays as it is.

    Raises:
        KeyboardInterrupt: In the place of the `Cancelled` that follows from the token.
    """
    token = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        if token.cancelled:
            signal.default_int_handler(number, frame)
        token.cancel()

    is_first = threading.current_thread() is threading.main_thread()
    heeded = [s for s in _SIGNALS if is_first and signal.getsignal(s) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield token
    except Cancelled as error:
        raise KeyboardInterrupt from error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
