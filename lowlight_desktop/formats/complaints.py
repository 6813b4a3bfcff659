"""What C libraries say about damaged data: some say it to stderr alone, and go on.

WORKAROUND: LibRaw has a callback for this, which rawpy 0.28 does not offer: it returns half a
picture as if it were whole. libjpeg counts such places, and no Python package passes the count on.
Both write a line to file descriptor 2.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager

_STDERR = 2
_ONE_LISTENER = threading.Lock()  # the descriptor belongs to the whole process


@contextmanager
def overheard(phrases: Sequence[str]) -> Generator[list[str]]:
    """Listen to stderr while a library decodes.

    Args:
        phrases: What a line must hold one of to be a complaint.

    Yields:
        A list that holds the complaints once the block is left. What others wrote meanwhile is
        passed on.
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
                if any(phrase in text for phrase in phrases):
                    complaints.append(text.strip())
                else:
                    os.write(mouth, line)
            os.close(mouth)
