"""What takes seconds once on a machine, begun before a photo waits for it."""

import logging
import sys
import threading
from pathlib import Path

from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.loading import load
from lowlight_desktop.engine.model_store import find
from lowlight_desktop.engine.preload import torch_is_here
from lowlight_desktop.photo.errors import LowlightError

logger = logging.getLogger(__name__)


def measure_ahead(device: Device, models: Path) -> threading.Thread | None:
    """Begin to find out how Light Fast is computed fastest; who needs it meanwhile waits.

    Args:
        device: Where it is computed.
        models: The folder of models.

    Returns:
        The thread that waits for the process that measures; None where there is none, and
        measuring takes little, or would hold up this one.
    """
    if device.id != "cpu" or "torch" in sys.modules or not torch_is_here():
        return None
    thread = threading.Thread(target=_measure, args=(device, models), name="measuring", daemon=True)
    thread.start()
    return thread


def _measure(device: Device, models: Path) -> None:
    try:
        _ = load(find("light", "fast", models), device).way
    except LowlightError as error:  # the first photo will say it
        logger.info("nothing measured ahead: %s", error)
