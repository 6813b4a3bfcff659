"""Real disks that refuse: full ones, limits, closed folders, impossible names."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.disk_errors import check_folder, write_error
from lowlight_desktop.formats.writing import check_target, write_photo
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import Existing, ExportOptions, FileFormat
from lowlight_desktop.photo.metadata import NO_METADATA
from lowlight_desktop.photo.recipe import Recipe
from tests.formats.finished_formats import FINISHED, fitting_values, shallowest

NOISE = np.random.default_rng(1).integers(0, 256, (600, 600, 3)).astype(np.uint8)  # 1 MB
FORMATS = pytest.mark.parametrize("kind", FINISHED, ids=lambda kind: kind.value)


def _write(path: Path, kind: FileFormat, existing: Existing = Existing.NUMBER) -> Path:
    options = replace(shallowest(kind), existing=existing)
    values = fitting_values(NOISE, options)
    return write_photo(path, values, options, metadata=NO_METADATA, recipe=Recipe())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 256 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    try:
        subprocess.run(mounting, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@FORMATS
def test_a_full_disk_is_told_and_nothing_is_left_on_it(small_disk: Path, kind: FileFormat) -> None:
    path = small_disk / f"photo{kind.suffix}"
    with pytest.raises(WriteError) as raised:
        _write(path, kind)
    assert raised.value.cause == "the disk is full"
    assert str(raised.value).startswith(f"{path}: the disk is full. Free some space")
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_does_not_cost_the_result_that_is_there(small_disk: Path) -> None:
    path = small_disk / "photo.png"
    path.write_bytes(b"the old result")
    with pytest.raises(WriteError, match="full"):
        _write(path, FileFormat.PNG, Existing.OVERWRITE)
    assert path.read_bytes() == b"the old result"


_LIMITED = """
import resource, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.formats.test_disk_errors import FileFormat, WriteError, _write
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    _write(Path(sys.argv[1]), FileFormat(sys.argv[2]))
except WriteError as error:
    print(error.cause)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_limit_on_the_size_of_files_is_told(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    out = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "photo.tif"), "tiff", root],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert out.strip() == "the file grew larger than the disk or a limit allows"
    assert list(tmp_path.iterdir()) == []


_UNPRIVILEGED = """
import os, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.formats.test_disk_errors import FileFormat, WriteError, _write, check_folder
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
path = Path(sys.argv[1])
for attempt in (lambda: check_folder(path.parent / "deeper"), lambda: _write(path, FileFormat.PNG)):
    try:
        attempt()
    except WriteError as error:
        print(error.cause)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_that_is_closed_to_the_user_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)  # so that others can come this far
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", _UNPRIVILEGED, str(closed / "photo.png"), root],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == ["you may not write there"] * 2
    assert list(closed.iterdir()) == []


def test_a_folder_in_the_way_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "photo.png").mkdir()
    options = ExportOptions(FileFormat.PNG, 8, existing=Existing.OVERWRITE)
    with pytest.raises(WriteError, match="a folder has this name"):
        check_target(tmp_path / "photo.png", options, width=8, height=8)


@pytest.mark.parametrize("below", ["photo.png", "deeper/photo.png"])
def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(WriteError, match="a file, not a folder"):
        _write(tmp_path / "out" / below, FileFormat.PNG)


def test_a_folder_is_looked_at_without_making_it(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    check_folder(tmp_path / "new" / "deeper")
    for folder in (tmp_path / "a file", tmp_path / "a file" / "deeper"):
        with pytest.raises(WriteError, match="a file, not a folder"):
            check_folder(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["a file"]


@pytest.mark.parametrize("existing", Existing)
def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path, existing: Existing) -> None:
    with pytest.raises(WriteError, match="name is too long"):
        _write(tmp_path / ("x" * 300 + ".png"), FileFormat.PNG, existing)
    assert list(tmp_path.iterdir()) == []


def test_an_error_without_a_number_is_still_a_sentence() -> None:
    error = write_error(Path("photo.jpg"), OSError("encoder error -2"))
    assert str(error) == (
        "photo.jpg: it cannot be written (encoder error -2). Choose another folder."
    )
