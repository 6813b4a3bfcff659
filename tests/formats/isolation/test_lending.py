import gc
import sys
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import numpy as np
import psutil
import pytest

from lowlight_desktop.formats.isolation.lending import borrow, lend
from lowlight_desktop.photo import room

BYTES = 16 << 20  # far above the noise of a process's memory
RNG = np.random.default_rng(5)


def _borrowed(content: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> memoryview:
    ours, theirs = Pipe(duplex=True)
    lender = Thread(target=lend, args=(theirs, memoryview(content.data)))
    lender.start()
    memory = borrow(ours, content.nbytes)
    lender.join()
    for end in (ours, theirs):
        end.close()
    return memoryview(memory)


def test_the_other_side_sees_the_same_bytes_and_cannot_change_them() -> None:
    content = RNG.integers(0, 256, BYTES, np.uint8)
    seen = np.frombuffer(_borrowed(content), np.uint8)
    np.testing.assert_array_equal(seen, content)
    assert not seen.flags.writeable


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells open files in its own way")
def test_memory_and_handles_are_given_back_with_the_last_array() -> None:
    content = np.ones(BYTES, np.uint8)
    me = psutil.Process()
    handles = me.num_fds()
    views = [np.frombuffer(_borrowed(content), np.uint8) for _ in range(3)]
    assert sum(int(view[::4096].sum()) for view in views) == 3 * BYTES // 4096  # each page touched
    maps = [m for m in me.memory_maps() if "lowlight-pixels" in m.path]
    assert sum(m.size for m in maps) == 3 * BYTES
    del views
    gc.collect()
    assert not [m for m in me.memory_maps() if "lowlight-pixels" in m.path]
    assert me.num_fds() == handles


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pixels are copied")
def test_a_room_that_can_be_shown_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_shown", True)
    content = room.room_for((BYTES,), np.uint8)
    content[:] = 1
    seen = np.frombuffer(_borrowed(content), np.uint8)
    content[5] = 7  # nobody does that: it tells that both are one
    assert seen[4:7].tolist() == [1, 7, 1]


@pytest.mark.skipif(not Path("/dev/shm").exists(), reason="its shared memory has no folder")
def test_lent_memory_has_no_name_that_could_be_left_behind() -> None:
    before = set(Path("/dev/shm").iterdir())
    view = _borrowed(np.ones(BYTES, np.uint8))
    assert set(Path("/dev/shm").iterdir()) <= before
    assert view.nbytes == BYTES
