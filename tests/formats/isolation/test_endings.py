import signal
from pathlib import Path

from lowlight_desktop.formats.isolation import endings
from lowlight_desktop.formats.isolation.endings import Ending
from lowlight_desktop.photo.errors import ReadError, TooLargeError

PHOTO = Path("bridge.jpg")


def test_a_crash_names_the_file_the_signal_and_what_to_do() -> None:
    error = endings.crashed(PHOTO, -signal.SIGSEGV)
    assert isinstance(error, ReadError)
    assert error.ending is Ending.CRASHED
    assert str(error).startswith("bridge.jpg: the decoder crashed over it (SIGSEGV)")
    assert "Copy it once more" in error.advice


def test_an_end_by_force_speaks_of_memory_not_of_damage() -> None:
    error = endings.crashed(PHOTO, -9)
    assert "memory" in error.cause
    assert "damaged" not in str(error)


def test_what_is_lacking_for_a_decoder_may_be_memory_alone() -> None:
    starved = (
        endings.crashed(PHOTO, -9),
        endings.too_large(PHOTO, 3_200_000_000),
        endings.not_started(PHOTO, "RuntimeError: can't start new thread"),
        endings.not_started(PHOTO, "[Errno 12] Cannot allocate memory"),
    )
    others = (
        endings.crashed(PHOTO, -signal.SIGSEGV),
        endings.too_slow(PHOTO, 60.0),
        endings.not_started(PHOTO, "ModuleNotFoundError: No module named 'numpy'"),
    )
    assert all(isinstance(error, TooLargeError) for error in starved)
    assert all("Close other programs" in error.advice for error in starved)
    assert not any(isinstance(error, TooLargeError) for error in others)


def test_codes_of_windows_are_written_as_it_writes_them() -> None:
    assert "0xc0000005" in endings.crashed(PHOTO, 0xC0000005).cause


def test_limits_are_said_in_seconds_and_gigabytes() -> None:
    assert "longer than 63 seconds" in endings.too_slow(PHOTO, 62.7).cause
    assert "more than the 3.2 GB" in endings.too_large(PHOTO, 3_200_000_000).cause
