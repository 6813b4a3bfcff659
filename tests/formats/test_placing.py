import errno
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from lowlight_desktop.formats.placing import place, replace_patiently
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


def write_it(file: BinaryIO) -> None:
    file.write(b"new")


@pytest.mark.skipif(os.name == "nt", reason="Windows needs no links for this")
def test_a_disk_without_hard_links_gets_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "photo.jpg").write_bytes(b"old")
    assert place(tmp_path / "photo.jpg", Existing.NUMBER, write_it).name == "photo-2.jpg"
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == {"photo.jpg": b"old", "photo-2.jpg": b"new"}


@pytest.mark.skipif(os.name == "nt", reason="Windows needs no links for this")
@pytest.mark.parametrize("has_links", [True, False])
def test_a_folder_that_is_removed_in_between_gets_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    folder = tmp_path / "out"
    folder.mkdir()

    def write(file: BinaryIO) -> None:
        write_it(file)
        shutil.rmtree(folder)
        folder.mkdir()  # by the next photo

    with pytest.raises(FileNotFoundError):
        place(folder / "photo.jpg", Existing.NUMBER, write)
    assert list(folder.iterdir()) == []


def refuse(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")  # what FAT says


class _New:
    """A new file over whose name another program holds the old one, for some tries.

    Args:
        tries: How many.
        winerror: What the system calls that; None: it means something else.
    """

    def __init__(self, tries: int, winerror: int | None = 32) -> None:
        self.tries, self.winerror, self.names = tries, winerror, list[Path]()

    def replace(self, target: Path) -> None:
        self.tries -= 1
        if self.tries >= 0:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = self.winerror  # pyright: ignore[reportAttributeAccessIssue]
            raise error
        self.names.append(target)


def _patiently(new: _New) -> list[float]:
    """Rename it; how long was waited."""
    pauses: list[float] = []
    try:
        replace_patiently(cast("Path", new), Path("photo.tif"), pauses.append)
    except PermissionError:
        assert new.names == []
    return pauses


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_name_that_is_held_for_moments_is_waited_for(winerror: int) -> None:
    new = _New(3, winerror)
    assert len(_patiently(new)) == 3
    assert new.names == [Path("photo.tif")]


def test_a_name_that_stays_held_is_not_waited_for_without_end() -> None:
    # Longer than a virus scanner takes, shorter than a person's patience.
    assert 1.0 < sum(_patiently(_New(1000))) < 10.0


def test_who_may_not_write_is_not_waited_for() -> None:
    assert _patiently(_New(1, winerror=None)) == []
