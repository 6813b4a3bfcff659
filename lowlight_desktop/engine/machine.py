"""This machine: where measurements of it are kept, and what tells it from others."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where measurements of this machine are kept."""
    base = os.environ.get("LOWLIGHT_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "lowlight" if base else Path.home() / ".cache" / "lowlight"


def place_of(device: str) -> str:
    """What decides how fast the networks are on a device; imports torch.

    Args:
        device: Its name, as people call it.
    """
    import torch

    return f"{device}, {torch.get_num_threads()} threads"
