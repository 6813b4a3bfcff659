"""What a stranger would complain about, and the rows of a table that say so."""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import tifffile
from stranger import Answer, Stranger


class ComplaintError(Exception):
    """Something is not as the stranger expects it."""


def check(holds: object, complaint: str) -> None:
    """Complain unless something holds.

    Raises:
        ComplaintError: If it does not.
    """
    if not holds:
        raise ComplaintError(complaint)


def done(answer: Answer) -> Answer:
    """A command's answer, if it says that all is done.

    Raises:
        ComplaintError: If not.
    """
    check(answer.code == 0, str(answer))
    return answer


def refused(answer: Answer, code: int, *words: str) -> Answer:
    """A command's answer, if it has refused with that code and in these words.

    Raises:
        ComplaintError: If not, or if it shows how it is made.
    """
    check(answer.code == code and "Traceback" not in answer.err, str(answer))
    check(all(word in answer.err for word in words), f"{words} are not said: {answer}")
    return answer


def table(rows: Sequence[tuple[str, Callable[[], str]]]) -> bool:
    """Print a row for each check, whatever happens.

    Args:
        rows: Names, and checks that tell what they saw.

    Returns:
        Whether all hold.
    """
    return all([_row(name, look) for name, look in rows])  # noqa: C419 - every row is wanted


def row_of(look: Callable[[Stranger], str], stranger: Stranger) -> tuple[str, Callable[[], str]]:
    """A row for a check that needs nothing but its stranger."""
    return look.__name__, partial(look, stranger)


def equal(ours: Path, theirs: Path, *, most: int = 0) -> str:
    """Compare two TIFF files.

    Args:
        ours: One.
        theirs: The other.
        most: How far pixels may be apart, of 65535.

    Raises:
        ComplaintError: If a pixel differs more.
    """
    a, b = (tifffile.imread(file).astype(np.int32) for file in (ours, theirs))
    check(a.shape == b.shape, f"{a.shape} and {b.shape}")
    far = int(np.abs(a - b).max())
    check(far <= most, f"pixels differ by up to {far} of 65535")
    return f"{a.shape[1]} × {a.shape[0]}, " + (
        f"{far} of 65535 apart" if far else "the same pixels"
    )


def dark_jpeg(to: Path) -> Path:
    """Write a night of lamps and noise, always the same."""
    rng = np.random.default_rng(1)
    light = np.full((480, 640, 3), 10.0)
    for x, y in rng.integers(40, 440, (12, 2)):
        cv2.circle(light, (int(x), int(y)), 12, (140.0, 180.0, 220.0), -1)
    noisy = cv2.GaussianBlur(light, (0, 0), 3.0) + rng.normal(0.0, 4.0, light.shape)
    ok, file = cv2.imencode(".jpg", noisy.clip(0, 255).astype(np.uint8))
    check(ok, "no JPEG")
    to.write_bytes(file.tobytes())
    return to


def _row(name: str, look: Callable[[], str]) -> bool:
    begin = time.perf_counter()
    try:
        mark, told = "ok", look()
    except Exception as error:  # noqa: BLE001 - a row for each, whatever happens
        mark, told = "FAILED", f"{type(error).__name__}: {error}"
    took = time.perf_counter() - begin
    sys.stdout.write(f"{name.replace('_', ' '):24} {mark:7} {took:6.1f} s  {told}\n")
    sys.stdout.flush()
    return mark == "ok"
