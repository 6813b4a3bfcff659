from pathlib import Path

import psutil

from lowlight_desktop.formats.isolation.limits import Limits


def test_each_megabyte_adds_to_the_time_that_every_file_has(tmp_path: Path) -> None:
    path = tmp_path / "large.dng"
    with path.open("wb") as file:
        file.truncate(48_000_000)  # a 24-megapixel RAW
    assert Limits(base_s=60.0, per_megabyte_s=3.0).time_s(path) == 60.0 + 3.0 * 48


def test_a_missing_file_has_the_time_that_every_file_has(tmp_path: Path) -> None:
    assert Limits(base_s=7.0).time_s(tmp_path / "gone.jpg") == 7.0


def test_memory_is_a_share_of_what_is_free() -> None:
    limit = Limits(memory_share=0.5).memory_bytes()
    assert 0 < limit < psutil.virtual_memory().total / 2
