"""A decoder that is left with 64 MiB: enough for small photos, not for large ones."""

import sys
from pathlib import Path

from lowlight_desktop.formats.isolation.worker import main
from lowlight_desktop.formats.reading import read_photo

COMMAND = (sys.executable, "-P", "-m", "tests.formats.isolation.poor_decoder")
_ROOM_BYTES = 64 << 20


def limited(arguments: list[str]) -> None:
    """Decode what is asked for, once all that is needed for a photo of that kind is loaded.

    Args:
        arguments: A small photo, and what the worker is given.
    """
    import resource  # which Windows does not have

    small, *rest = arguments
    read_photo(Path(small))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most_bytes = pages * resource.getpagesize() + _ROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    main(rest)


if __name__ == "__main__":
    limited(sys.argv[1:])
