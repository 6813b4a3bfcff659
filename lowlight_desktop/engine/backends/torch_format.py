"""The number format in which torch is fastest on a device."""

import logging
import os
import threading
import time
from functools import cache
from pathlib import Path

import torch
from torch import nn

from lowlight_desktop.engine.backends.way import BFLOAT16_PAYS
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.machine import cache_folder, remember, remembered, threads

logger = logging.getLogger(__name__)

# Two photos at a time would measure each other.
_MEASURING = threading.Lock()


@cache
def fastest_format(device: Device) -> torch.dtype:
    """bfloat16 where this device is faster with it, else float32: measured once, then remembered.

    A processor without bfloat16 instructions takes seven times longer with it, so nothing is
    assumed. The answer is kept, because a photo must come out the same tomorrow.
    """
    file = cache_folder() / "formats.json"
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", "")
    key = f"{device.id} {device.name} {threads()} threads torch {torch.__version__} {limit}".strip()
    with _MEASURING:
        return _known_or_measured(file, key, device)


def _known_or_measured(file: Path, key: str, device: Device) -> torch.dtype:
    known = remembered(file)
    if key not in known:
        try:
            times = _measured(device)
        except RuntimeError:  # a device that does not know bfloat16
            return torch.float32
        # bfloat16 must be clearly faster to be worth its rounding.
        known[key] = (
            "bfloat16" if times["bfloat16"] < BFLOAT16_PAYS * times["float32"] else "float32"
        )
        logger.info("%s: %s, measured %s", key, known[key], times)
        remember(file, known)
    return torch.bfloat16 if known[key] == "bfloat16" else torch.float32


def _measured(device: Device) -> dict[str, float]:
    """Seconds by format, the best of several turns each: other programs disturb, never help."""
    names = ("float32", "bfloat16")
    turns = [{name: _seconds(device, getattr(torch, name)) for name in names} for _ in range(5)]
    return {name: min(turn[name] for turn in turns) for name in names}


@torch.inference_mode()
def _seconds(device: Device, dtype: torch.dtype) -> float:
    """One turn of the convolution that every one of our networks is made of."""
    layer = nn.Conv2d(32, 32, 3, padding=1).to(device.torch, dtype)
    layer = layer.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    picture = torch.randn(1, 32, 256, 256, device=device.torch, dtype=dtype)
    picture = picture.to(memory_format=torch.channels_last)
    picture = layer(picture)  # warms up
    float(picture[0, 0, 0, 0])
    start = time.perf_counter()
    for _ in range(3):
        picture = layer(picture)
    float(picture[0, 0, 0, 0])  # waits for the device
    return time.perf_counter() - start
