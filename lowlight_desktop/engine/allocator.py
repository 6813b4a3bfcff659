"""How glibc keeps the memory that networks give back and ask for again, tile by tile."""

import ctypes
import sys

# Of mallopt(3).
_MMAP_THRESHOLD, _TRIM_THRESHOLD, _TOP_PAD, _ARENA_MAX = -3, -1, -2, -8
_LARGEST_KEPT = 128 << 20
_AT_MOST = (1 << 31) - 1  # an int
_AT_ONCE = 64 << 20
# Every new thread would get pages of its own, which no other thread ever uses again: a photo is
# lit by a few hundred short ones.
_ARENAS = 2


def keep_memory() -> None:
    """Have blocks of up to 128 MB stay with this process; whole photos go back at once.

    glibc gives the largest of them back to the system and faults them in again: a twentieth of the
    time with OpenVINO, up to half of it with torch. Other C libraries are not asked. Dask's nanny
    asks for the contrary; this undoes it.
    """
    if sys.platform != "linux" or not hasattr(libc := ctypes.CDLL(None), "mallopt"):
        return
    libc.mallopt(_MMAP_THRESHOLD, _LARGEST_KEPT)
    libc.mallopt(_TRIM_THRESHOLD, _AT_MOST)
    libc.mallopt(_TOP_PAD, _AT_ONCE)
    libc.mallopt(_ARENA_MAX, _ARENAS)
