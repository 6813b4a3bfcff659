import os
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import psutil
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.making_xmp import is_result
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL
from lowlight_desktop.studio.export import Exported, export
from lowlight_desktop.studio.watched_folder import (
    Seen,
    is_remote,
    look_into,
    opens,
    stamp_of,
)
from tests.formats.dng_writing import write_dng


def photo(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), np.full((8, 8, 3), 20, np.uint8))
    return path


def test_photos_in_all_folders_are_seen_but_neither_results_nor_what_is_hidden(
    tmp_path: Path,
) -> None:
    wanted = {photo(tmp_path / "a.png"), photo(tmp_path / "deep" / "b.jpg")}
    for name in ("a-lowlight.jpg", "a-lowlight-2.jpg", ".a.jpg.part", "._a.jpg", "out/x.jpg"):
        photo(tmp_path / name if name.endswith("jpg") else tmp_path / f"{name}.png")
    (tmp_path / "notes.txt").write_text("no photo")
    seen = look_into(tmp_path, tmp_path / "out")
    assert isinstance(seen, Seen)
    assert set(seen.photos) == wanted
    assert all(stamp == stamp_of(path) for path, stamp in seen.photos.items())


def test_a_folder_that_is_gone_is_not_an_empty_one(tmp_path: Path) -> None:
    assert look_into(tmp_path / "gone", None) is None
    assert look_into(photo(tmp_path / "x.png"), None) is None
    empty = tmp_path / "empty"
    empty.mkdir()
    assert look_into(empty, None) == Seen({})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_with_the_name_of_a_photo_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.jpg")  # whoever opened it would wait for ever
    assert look_into(tmp_path, None) == Seen({})
    assert stamp_of(tmp_path / "x.jpg") is None


def test_a_stamp_changes_with_the_content_and_not_with_the_name(tmp_path: Path) -> None:
    path = photo(tmp_path / "x.png")
    before = stamp_of(path)
    renamed = path.rename(tmp_path / "y.png")
    assert stamp_of(renamed) == before
    renamed.write_bytes(b"more than before" * 100)
    assert stamp_of(renamed) != before
    assert stamp_of(path) is None


def test_only_a_file_with_something_in_it_opens(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert opens(photo(tmp_path / "x.png"))
    assert not opens(tmp_path / "empty.jpg")
    assert not opens(tmp_path / "gone.jpg")


@pytest.mark.parametrize("form", list(FileFormat))
def test_our_results_are_known_by_what_is_in_them_whatever_they_are_called(
    tmp_path: Path, form: FileFormat
) -> None:
    is_dng = form is FileFormat.DNG  # made of sensor data only
    sensor = np.full((64, 96), 3000, np.uint16)
    source = write_dng(tmp_path / "x.dng", sensor) if is_dng else photo(tmp_path / "x.png")
    options = ExportOptions(form, min(form.depths))
    out = tmp_path / f"holiday{form.suffix}"
    done = export(source, out, ORIGINAL, options, Enhancer(), Progress())
    assert isinstance(done, Exported)
    assert is_result(done.output)
    assert not is_result(source)
    assert not is_result(tmp_path / "gone.jpg")


@pytest.mark.parametrize(
    ("fstype", "opts", "is_so"),
    [("ext4", "rw", False), ("cifs", "rw", True), ("fuse.sshfs", "rw", True), ("", "remote", True)],
)
def test_a_share_is_told_by_the_disk_that_holds_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fstype: str, opts: str, is_so: bool
) -> None:
    disks = [
        SimpleNamespace(mountpoint=tmp_path.anchor, fstype="nfs", opts="rw"),  # not the nearest
        SimpleNamespace(mountpoint=str(tmp_path), fstype=fstype, opts=opts),
    ]

    def partitions(*, all: bool) -> list[SimpleNamespace]:  # noqa: A002 - psutil's name
        return disks if all else []

    monkeypatch.setattr(psutil, "disk_partitions", partitions)
    assert is_remote(tmp_path / "photos") is is_so
