"""The process that finds out how a network is computed fastest, and says it.

Importing torch and compiling trials keeps Python's lock for tenths of a second; in a process of
their own the window does not wait for them, and the program stays small.
"""

import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lowlight_desktop.photo.own_process import own_command, own_environment

logger = logging.getLogger(__name__)

FROZEN_COMMAND = "measure-ways"
"""What the frozen program is called with to be this process."""

_LIMIT_S = 120.0


def found_aside(model: Path, device: str) -> str | None:
    """What such a process says.

    Args:
        model: The folder of the model.
        device: Where it is computed.

    Returns:
        The name of a way; None if the process fails.
    """
    command = (*own_command(__name__, FROZEN_COMMAND), str(model), device)
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            env=own_environment(),
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.info("measuring aside failed: %s", error)
        return None
    said = done.stdout.splitlines()
    if done.returncode or not said:
        logger.info("measuring aside failed: %s", done.stderr.strip())
        return None
    return said[-1]


def main(arguments: Sequence[str]) -> None:
    """Measure, and print the answer.

    Args:
        arguments: The folder of the model, and the device.
    """
    import torch

    from lowlight_desktop.engine.backends.fastest import fastest
    from lowlight_desktop.engine.device import choose
    from lowlight_desktop.engine.loading import load
    from lowlight_desktop.engine.model_store import read_card

    assert torch.__version__  # it is here: `fastest` measures in this process
    folder, device = arguments
    print(fastest(load(read_card(Path(folder)), choose(device))))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
