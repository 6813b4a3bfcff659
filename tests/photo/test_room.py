import gc
import mmap
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from lowlight_desktop.photo import room
from lowlight_desktop.photo.room import (
    belongs_on_disk,
    descriptor_of,
    folder_for_large,
    is_large,
    room_for,
    show_rooms,
)

LARGE = (10_001, 10_000)  # rows and columns, one more than what memory has to hold


def is_mapped(array: NDArray[Any]) -> bool:
    base: Any = array
    while isinstance(base, np.ndarray):
        base = cast("Any", base).base
    return isinstance(getattr(base, "obj", base), mmap.mmap)


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGE_PX", 1000)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.usefixtures("small_is_large")
def test_a_large_photo_has_room_on_the_disk_and_keeps_what_is_written(dtype: type) -> None:
    values = (np.arange(33 * 32 * 3) % 251).astype(dtype).reshape(33, 32, 3)
    kept = room_for(values.shape, dtype)
    assert is_mapped(kept)
    kept[:] = values
    np.testing.assert_array_equal(kept, values)
    assert kept.dtype == dtype
    assert kept.flags.c_contiguous


@pytest.mark.usefixtures("small_is_large")
def test_its_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "folder_for_large", lambda: str(tmp_path))
    kept = room_for((33, 32, 3))
    assert is_mapped(kept)
    if sys.platform != "win32":
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("shape", [(31, 32, 3), (31, 32)])
@pytest.mark.usefixtures("small_is_large")
def test_all_others_are_in_memory(shape: tuple[int, ...]) -> None:
    assert not is_mapped(room_for(shape))


@pytest.mark.parametrize(("what", "is_now"), [("_SPARE", 1e12), ("_FOLDER", Path("/no such"))])
@pytest.mark.usefixtures("small_is_large")
def test_where_the_disk_has_no_room_memory_has_to_do(
    what: str, is_now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, what, is_now)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/no such")
    kept = room_for((33, 32, 3))
    assert not is_mapped(kept)
    assert kept.shape == (33, 32, 3)


def test_only_more_than_a_hundred_megapixels_are_large() -> None:
    assert is_large(LARGE)
    assert not is_large((10_000, 10_000, 3))
    assert not belongs_on_disk(10_000 * 10_000 * 12)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the folder is the system's")
def test_the_folder_is_not_memory_itself() -> None:
    assert folder_for_large() == "/var/tmp"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pixels are copied")
@pytest.mark.parametrize("pixels", [300 * 400, 800 * 900])
def test_a_room_that_is_shown_can_be_mapped_and_goes_with_its_array(
    pixels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_shown", False)  # and what is set below is taken back
    monkeypatch.setattr(room, "LARGE_PX", 300_000)
    plain = room_for((pixels, 1, 3))
    show_rooms()
    ours = room_for((pixels, 1, 3))
    ours[:] = np.arange(pixels * 3, dtype=np.float32).reshape(ours.shape)
    descriptor = descriptor_of(ours.data)
    assert descriptor is not None
    assert descriptor_of(plain.data) is None
    assert descriptor_of(ours[1:].data) is None, "it begins elsewhere"
    with mmap.mmap(descriptor, ours.nbytes, access=mmap.ACCESS_READ) as theirs:
        np.testing.assert_array_equal(np.array(theirs).view(np.float32), ours.ravel())
    del ours
    gc.collect()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pixels are copied")
def test_rooms_of_several_threads_are_not_taken_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "_shown", True)

    def look(number: int) -> None:
        for turn in range(200):
            ours = room_for((600, 200, 3))
            ours[0, 0] = number * 1000 + turn
            descriptor = descriptor_of(ours.data)
            assert descriptor is not None
            with mmap.mmap(descriptor, ours.nbytes, access=mmap.ACCESS_READ) as theirs:
                assert np.frombuffer(theirs[:4], np.float32)[0] == number * 1000 + turn

    before = psutil.Process().num_fds()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    gc.collect()
    assert psutil.Process().num_fds() <= before
