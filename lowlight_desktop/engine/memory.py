"""How large a tile may be."""

from lowlight_desktop.engine.device import Device, free_bytes
from lowlight_desktop.engine.tiles import DEFAULT_PX, SMALLEST_PX

# FLW in float32 on one tile of 2048 pixels raised the peak by 218 bytes a pixel (2026-11-20, CPU);
# the rest is margin for what other allocators keep.
BYTES_PER_PX = 600
_SHARE_OF_FREE = 0.25
# A GPU wants large pieces; a CPU wants them in its cache.
_LARGEST_PX = {"cpu": DEFAULT_PX}
_LARGEST_ON_GPU_PX = 2048


def tile_size(device: Device, height: int, width: int, budget_bytes: int | None = None) -> int:
    """Side of a tile's core of at most a quarter of the free memory, a multiple of 32.

    Args:
        device: Where the network works.
        height: Of the photo.
        width: Of the photo.
        budget_bytes: What the networks may take at most, or None: what is free decides.
    """
    largest = _LARGEST_PX.get(device.id, _LARGEST_ON_GPU_PX)
    memory = free_bytes(device) if budget_bytes is None else min(free_bytes(device), budget_bytes)
    affordable = int((memory * _SHARE_OF_FREE / BYTES_PER_PX) ** 0.5)
    useful = -(-max(height, width) // SMALLEST_PX) * SMALLEST_PX
    return max(min(largest, affordable, useful) // SMALLEST_PX * SMALLEST_PX, SMALLEST_PX)
