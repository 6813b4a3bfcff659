"""What the process answers to whoever started it."""

from enum import IntEnum

from lowlight_desktop.photo.errors import (
    Cancelled,
    DeviceError,
    LowlightError,
    ModelError,
    OutOfMemory,
    TooLargeError,
    UsageError,
)


class ExitCode(IntEnum):
    """The exit status; hosts and scripts rely on it."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_MODEL_OR_DEVICE = 3
    OUT_OF_MEMORY = 4
    CANCELLED = 5


def exit_code(error: LowlightError) -> ExitCode:
    """The status for an error that ended the whole command."""
    if isinstance(error, UsageError):
        return ExitCode.USAGE
    if isinstance(error, (ModelError, DeviceError)):
        return ExitCode.NO_MODEL_OR_DEVICE
    if isinstance(error, (OutOfMemory, TooLargeError)):
        return ExitCode.OUT_OF_MEMORY
    if isinstance(error, Cancelled):
        return ExitCode.CANCELLED
    return ExitCode.SOME_FAILED
