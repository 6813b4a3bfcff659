"""What LibRaw says about damaged data: it says it to stderr alone, and goes on.

WORKAROUND: LibRaw has a callback for this, which rawpy 0.28 does not offer; its default writes
"data corrupted at 1234" to file descriptor 2 and returns half a picture as if it were whole.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager

_COMPLAINTS = ("data corrupted at", "Unexpected end of file", "Premature end of JPEG")
_STDERR = 2
_ONE_LISTENER = threading.Lock()  # the descriptor belongs to the whole process


@contextmanager
def overheard() -> Generator[list[str]]:
    """Listen to stderr while LibRaw unpacks.

    Yields:
        A list that holds LibRaw's complaints once the block is left. What others wrote meanwhile
        is passed on.
    """
    complaints: list[str] = []
    with _ONE_LISTENER, tempfile.TemporaryFile() as ear:
        try:
            mouth = os.dup(_STDERR)
        except OSError:  # a windowed program without a stderr: nothing to hear, nothing to spoil
            yield complaints
            return
        if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison]
            sys.stderr.flush()
        os.dup2(ear.fileno(), _STDERR)
        try:
            yield complaints
        finally:
            os.dup2(mouth, _STDERR)
            ear.seek(0)
            for line in ear:
                text = line.decode(errors="replace")
                if any(complaint in text for complaint in _COMPLAINTS):
                    complaints.append(text.strip())
                else:
                    os.write(mouth, line)
            os.close(mouth)
