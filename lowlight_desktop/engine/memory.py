"""How large a tile may be."""

from dataclasses import dataclass

from lowlight_desktop.engine.backends.chips import provider_of
from lowlight_desktop.engine.device import Device, free_bytes
from lowlight_desktop.engine.tiles import DEFAULT_PX, SMALLEST_PX


@dataclass(frozen=True, slots=True)
class Appetite:
    """What a network needs while it works on a tile.

    Attributes:
        bytes_per_px: Of the tile's core, with a margin for what allocators keep.
        largest_on_cpu_px: Side beyond which a tile is no faster on a processor.
    """

    bytes_per_px: int
    largest_on_cpu_px: int


# FLW in float32 on one tile of 2048 pixels raised the peak by 218 bytes a pixel (2026-11-20, CPU).
LIGHT = Appetite(600, DEFAULT_PX)
# ALEN sees 92 pixels around a tile: a small tile would be mostly halo.
RAW = Appetite(1500, 2 * DEFAULT_PX)
# So does the SA U-Net, 94 pixels.
DENOISE = Appetite(1500, 2 * DEFAULT_PX)
# Its windows are looked through all at once: 590 bytes a pixel (OpenVINO, bfloat16, between tiles
# of 512 and of 1024, 2026-11-23); torch in float32 has not been measured since.
DETAIL = Appetite(2000, 2 * DEFAULT_PX)

_SHARE_OF_FREE = 0.25
# For every size of tile a network is compiled, which is kept on disk: not one for each pixel.
_STEP_PX = 4
# A GPU wants large pieces; a CPU wants them in its cache.
_LARGEST_ON_GPU_PX = 2048


def tile_size(
    device: Device,
    size: tuple[int, int],
    appetite: Appetite,
    budget_bytes: int | None = None,
    at_once: int = 1,
) -> int:
    """Side of a tile's core of at most a quarter of the free memory, a multiple of 4.

    At most a power of two: a little more or less free memory leaves the grid as it is, and with it
    every bit of the result. Of all sides that cut the photo into as many tiles it is the shortest:
    tiles are computed whole, and none at the photo's end shall be nearly empty.

    Args:
        device: Where the network works.
        size: (H, W) of the photo.
        appetite: Of the network.
        budget_bytes: What the networks may take at most, or None: what is free decides.
        at_once: How many tiles are computed at a time.
    """
    small = device.id == "cpu" or provider_of(device.id) is not None  # untried, so with care
    largest = appetite.largest_on_cpu_px if small else _LARGEST_ON_GPU_PX
    memory = free_bytes(device) if budget_bytes is None else min(free_bytes(device), budget_bytes)
    affordable = int((memory * _SHARE_OF_FREE / appetite.bytes_per_px / at_once) ** 0.5)
    side = 1 << (max(min(largest, affordable), SMALLEST_PX).bit_length() - 1)
    shortest = max(-(-length // -(-length // side)) for length in size)
    return max(-(-shortest // _STEP_PX) * _STEP_PX, SMALLEST_PX)
