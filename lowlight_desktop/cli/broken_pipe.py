"""What happens when whoever read our output goes away."""

import os
import sys


def discard_output() -> None:
    """Send nowhere what is still to be printed: Python would complain about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
