import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from lowlight_desktop.formats.placing import place
from lowlight_desktop.photo.export_options import Existing


def test_many_writers_of_one_name_get_a_name_each(tmp_path: Path) -> None:
    writers = 16
    ready = threading.Barrier(writers)

    def run(number: int) -> Path:
        def write(file: BinaryIO) -> None:
            file.write(b"%d" % number)
            ready.wait()  # all of them ask for the name in the same moment

        return place(tmp_path / "photo.jpg", Existing.NUMBER, write)

    with ThreadPoolExecutor(writers) as pool:
        names = list(pool.map(run, range(writers)))
    assert len(set(names)) == writers
    assert [path.read_bytes() for path in names] == [b"%d" % n for n in range(writers)]
    assert sorted(tmp_path.iterdir()) == sorted(names)


@pytest.mark.parametrize("existing", Existing)
def test_a_failure_halfway_leaves_nothing_behind(tmp_path: Path, existing: Existing) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"old")

    def write(file: BinaryIO) -> None:
        file.write(b"half of it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place(path, existing, write)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("existing", Existing)
def test_the_name_appears_only_when_the_file_is_whole(tmp_path: Path, existing: Existing) -> None:
    path = tmp_path / "photo.jpg"

    def write(file: BinaryIO) -> None:
        file.write(b"half")
        file.flush()
        assert not path.exists()
        file.write(b" and half")

    assert place(path, existing, write) == path
    assert path.read_bytes() == b"half and half"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    link, elsewhere = tmp_path / "photo.jpg", tmp_path / "elsewhere"
    link.symlink_to(elsewhere)

    def write(file: BinaryIO) -> None:
        file.write(b"new")

    placed = place(link, Existing.NUMBER, write)
    assert placed.name == "photo-2.jpg"
    assert not elsewhere.exists()
