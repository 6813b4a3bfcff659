"""What a watch does with a folder to which everything happens; the tests hold the clock."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.making_xmp import is_result
from lowlight_desktop.photo.errors import DeviceError, ReadError
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
)
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import ORIGINAL
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.watch import Watch, WatchWish
from lowlight_desktop.studio.watch_events import (
    Beginning,
    FolderBack,
    FolderGone,
    Waiting,
    WatchEvent,
    Watching,
)
from lowlight_desktop.studio.watch_work import developer
from tests.nobody import as_nobody, open_way

SETTLE_S = 5.0
PNG = ExportOptions(FileFormat.PNG)


def photo(path: Path, level: int = 20) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), np.full((8, 8, 3), level, np.uint8))
    return path


def later(path: Path, seconds: int = 10) -> None:
    """Give a file a newer time, as a camera or a program would."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + seconds * 10**9))


class Watched:
    """A watch over a folder, its clock, and what it told."""

    def __init__(
        self,
        folder: Path,
        output: Path | None,
        *,
        existing: bool = False,
        options: ExportOptions = PNG,
        do: Callable[[Path], Outcome] | None = None,
        is_ours: Callable[[Path], bool] = is_result,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.events: list[WatchEvent] = []
        names = OutputNames(output, options, (folder,))
        do = do or developer(names, ORIGINAL, Enhancer(), Progress())
        wish = WatchWish(folder, output, existing=existing, settle_s=SETTLE_S)
        self.watch = Watch(wish, do, self.events.append, is_ours=is_ours)
        self.now_s = 1000.0
        self.watch.look(self.now_s)

    def settle(self) -> list[WatchEvent]:
        """Look, wait until what is there has settled, and look again; what was told meanwhile."""
        before = len(self.events)
        for _ in range(2):
            self.watch.look(self.now_s)
            self.now_s += SETTLE_S
        quiet = (Waiting, Beginning, Watching)
        return [event for event in self.events[before:] if not isinstance(event, quiet)]


def sources(events: list[WatchEvent]) -> list[str]:
    """The names of the photos that were done."""
    return [event.source.name for event in events if isinstance(event, Exported)]


def test_a_photo_that_arrives_is_done_with_the_folders_it_lies_in(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    photo(tmp_path / "in" / "100CANON" / "x.png")
    (done,) = watched.settle()
    assert isinstance(done, Exported)
    assert done.output == tmp_path / "out" / "100CANON" / "x.png"
    assert done.output.exists()
    assert watched.settle() == []


@pytest.mark.parametrize("existing", [False, True])
def test_what_is_there_at_the_start_is_done_only_if_that_was_wished(
    tmp_path: Path, existing: bool
) -> None:
    photo(tmp_path / "in" / "old.png")
    watched = Watched(tmp_path / "in", tmp_path / "out", existing=existing)
    assert watched.events[0] == Watching(tmp_path / "in", 1, listens=False)
    photo(tmp_path / "in" / "new.png")
    assert sources(watched.settle()) == (["new.png", "old.png"] if existing else ["new.png"])


def test_a_file_that_is_copied_slowly_is_done_once_when_it_is_whole(tmp_path: Path) -> None:
    data = photo(tmp_path / "x.png").read_bytes()
    watched = Watched(tmp_path / "in", tmp_path / "out")
    arriving = tmp_path / "in" / "x.png"
    for part in range(1, 5):
        arriving.write_bytes(data[: len(data) * part // 4])
        watched.watch.look(watched.now_s)
        watched.now_s += SETTLE_S - 1
    assert sources(watched.settle()) == ["x.png"]
    assert not [event for event in watched.events if isinstance(event, Failed)]


def test_a_file_that_gets_its_name_at_last_is_done_under_it(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    part = photo(tmp_path / "x.png").rename(tmp_path / "in" / "x.png.part")
    assert watched.settle() == []
    part.rename(tmp_path / "in" / "x.png")
    assert sources(watched.settle()) == ["x.png"]


def test_a_file_renamed_while_it_waits_is_done_once(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    arrived = photo(tmp_path / "in" / "x.png")
    watched.watch.look(watched.now_s)
    arrived.rename(tmp_path / "in" / "y.png")
    assert sources(watched.settle()) == ["y.png"]


def test_a_newer_photo_of_the_same_name_is_done_again(tmp_path: Path) -> None:
    overwrite = ExportOptions(FileFormat.PNG, existing=Existing.OVERWRITE)
    watched = Watched(tmp_path / "in", tmp_path / "out", options=overwrite)
    for level in (20, 30):
        later(photo(tmp_path / "in" / "x.png", level), seconds=level)
        (done,) = watched.settle()
        assert isinstance(done, Exported)
        assert done.output == tmp_path / "out" / "x.png"
        result = cv2.imread(str(done.output))
        assert result is not None
        assert result[0, 0, 0] == level


@pytest.mark.parametrize("existing", [Existing.NUMBER, Existing.SKIP])
def test_a_newer_photo_never_replaces_a_result_unasked(tmp_path: Path, existing: Existing) -> None:
    options = ExportOptions(FileFormat.PNG, existing=existing)
    watched = Watched(tmp_path / "in", tmp_path / "out", options=options)
    for level in (20, 30):
        later(photo(tmp_path / "in" / "x.png", level), seconds=level)
        watched.settle()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x-2.png", "x.png"]


def test_results_that_exist_are_skipped_if_that_was_wished(tmp_path: Path) -> None:
    photo(tmp_path / "in" / "x.png")
    photo(tmp_path / "out" / "x.png")
    skip = ExportOptions(FileFormat.PNG, existing=Existing.SKIP)
    watched = Watched(tmp_path / "in", tmp_path / "out", existing=True, options=skip)
    (skipped,) = watched.settle()
    assert isinstance(skipped, Skipped)


def test_started_again_it_knows_its_results_and_does_only_what_is_missing(tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        photo(tmp_path / "in" / name, int(name[0]) * 10)
    watched = Watched(tmp_path / "in", tmp_path / "out", existing=True)
    watched.settle()
    (tmp_path / "out" / "2.png").unlink()
    told = Watched(tmp_path / "in", tmp_path / "out", existing=True).settle()
    assert [type(event) for event in told] == [Skipped, Exported]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1.png", "2.png"]


def test_a_file_that_was_only_touched_is_not_made_again(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    source = photo(tmp_path / "in" / "x.png")
    (done,) = watched.settle()
    assert isinstance(done, Exported)
    written = done.output.stat().st_mtime_ns
    later(source)
    (skipped,) = watched.settle()
    assert isinstance(skipped, Skipped)
    assert done.output.stat().st_mtime_ns == written
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize("place", ["in/out", "in", ".", None])
def test_its_own_results_are_never_done_again(tmp_path: Path, place: str | None) -> None:
    # In a folder of the watched one, among the photos, above it, where a folder of the same
    # name leads back into it, and beside the originals.
    output = None if place is None else (tmp_path / place).resolve()
    watched = Watched(tmp_path / "in", output)
    photo(tmp_path / "in" / "in" / "x.png")
    assert sources(watched.settle()) == ["x.png"]
    for _ in range(3):
        assert watched.settle() == []
    # Nor by a watch that remembers nothing of this one.
    fresh = Watched(tmp_path / "in", output, existing=True)
    for _ in range(2):
        assert sources(fresh.settle()) == []


def test_a_result_that_is_moved_into_the_folder_under_any_name_is_left_alone(
    tmp_path: Path,
) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    photo(tmp_path / "in" / "x.png")
    (done,) = watched.settle()
    assert isinstance(done, Exported)
    done.output.rename(tmp_path / "in" / "for-the-client.png")
    assert watched.settle() == []


def test_results_that_say_nothing_of_themselves_are_remembered(tmp_path: Path) -> None:
    silent = ExportOptions(FileFormat.PNG, metadata=MetadataPolicy.NOTHING)
    watched = Watched(tmp_path / "in", tmp_path / "in", options=silent)
    photo(tmp_path / "in" / "x.png")
    (done,) = watched.settle()
    assert isinstance(done, Exported)
    assert done.output == tmp_path / "in" / "x-2.png"
    assert watched.settle() == []


def test_a_done_photo_that_is_renamed_or_moved_is_not_done_again(tmp_path: Path) -> None:
    photo(tmp_path / "in" / "old.png")
    watched = Watched(tmp_path / "in", tmp_path / "out")
    arrived = photo(tmp_path / "in" / "x.png")
    watched.settle()
    (tmp_path / "in" / "best").mkdir()
    for path in (arrived, tmp_path / "in" / "old.png"):
        path.rename(tmp_path / "in" / "best" / path.name)
        assert watched.settle() == []


def test_another_photo_with_the_stamp_of_one_that_went_is_done(tmp_path: Path) -> None:
    # Uncompressed shots of one burst, on a disk that keeps whole seconds and gives the number of
    # the file that was just moved away to the next.
    plain = [cv2.IMWRITE_TIFF_COMPRESSION, 1]
    watched = Watched(tmp_path / "in", tmp_path / "out")
    first = tmp_path / "in" / "1.tif"
    assert cv2.imwrite(str(first), np.full((8, 8, 3), 20, np.uint8), plain)
    status = first.stat()
    watched.settle()
    second = first.rename(tmp_path / "in" / "2.tif")
    assert cv2.imwrite(str(tmp_path / "2.tif"), np.full((8, 8, 3), 30, np.uint8), plain)
    second.write_bytes((tmp_path / "2.tif").read_bytes())
    os.utime(second, ns=(status.st_atime_ns, status.st_mtime_ns))
    now = second.stat()
    assert (now.st_ino, now.st_size, now.st_mtime_ns) == (
        status.st_ino, status.st_size, status.st_mtime_ns,
    )  # fmt: skip
    assert sources(watched.settle()) == ["2.tif"]


def test_what_arrives_is_opened_by_nothing_but_what_is_given_for_it(tmp_path: Path) -> None:
    asked: list[str] = []

    def is_ours(path: Path) -> bool:
        asked.append(path.name)
        return path.name == "ours.png"

    watched = Watched(tmp_path / "in", tmp_path / "out", is_ours=is_ours)
    for name in ("a.png", "ours.png"):
        photo(tmp_path / "in" / name)
    assert sources(watched.settle()) == ["a.png"]
    assert asked == ["a.png", "ours.png"]


def test_a_share_that_blinks_is_told_once_and_nothing_is_done_twice(tmp_path: Path) -> None:
    folder, away = tmp_path / "in", tmp_path / "away"
    watched = Watched(folder, tmp_path / "out")
    photo(folder / "x.png")
    watched.settle()
    folder.rename(away)
    told = watched.settle() + watched.settle()
    assert [type(event) for event in told] == [FolderGone]
    assert isinstance(told[0], FolderGone)
    assert str(folder) in str(told[0].error)
    photo(away / "y.png")
    away.rename(folder)
    back = watched.settle()
    assert back[0] == FolderBack(folder)
    assert sources(back) == ["y.png"]


def test_a_copy_that_a_blink_interrupted_waits_anew(tmp_path: Path) -> None:
    folder, away = tmp_path / "in", tmp_path / "away"
    watched = Watched(folder, tmp_path / "out")
    photo(folder / "x.png")
    watched.watch.look(watched.now_s)
    folder.rename(away)
    watched.watch.look(watched.now_s + SETTLE_S)
    away.rename(folder)
    watched.watch.look(watched.now_s + 2 * SETTLE_S)  # whoever copies may begin to go on now
    assert sources(watched.events) == []
    watched.watch.look(watched.now_s + 3 * SETTLE_S)
    assert sources(watched.events) == ["x.png"]


def test_a_mount_point_that_is_empty_for_a_while_loses_and_repeats_nothing(tmp_path: Path) -> None:
    folder, away = tmp_path / "in", tmp_path / "away"
    photo(folder / "old.png")
    watched = Watched(folder, tmp_path / "out")
    folder.rename(away)
    folder.mkdir()
    watched.settle()
    folder.rmdir()
    away.rename(folder)
    assert watched.settle() == []


def test_a_broken_file_is_told_once_and_tried_again_when_it_changes(tmp_path: Path) -> None:
    data = photo(tmp_path / "x.png").read_bytes()
    watched = Watched(tmp_path / "in", tmp_path / "out")
    broken = tmp_path / "in" / "x.png"
    broken.write_bytes(data[:40])
    photo(tmp_path / "in" / "y.png")
    told = watched.settle()
    assert [type(event) for event in told] == [Failed, Exported]  # and the others go on
    watched.now_s += 60.0  # when it is tried again
    assert watched.settle() == []
    broken.write_bytes(data[:50])
    assert [type(event) for event in watched.settle()] == [Failed]  # another file, told again
    broken.write_bytes(data)
    assert sources(watched.settle()) == ["x.png"]


def test_an_empty_file_waits_a_minute_and_then_is_told(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "x.png").touch()
    assert watched.settle() == []
    watched.now_s += 60.0
    (failed,) = watched.settle()
    assert isinstance(failed, Failed)
    assert "empty" in str(failed.error)


def test_a_photo_that_goes_while_it_is_read_is_no_failure_and_is_done_when_it_is_back(
    tmp_path: Path,
) -> None:
    folder, away = tmp_path / "in", tmp_path / "away"
    real = developer(
        OutputNames(tmp_path / "out", PNG, (folder,)), ORIGINAL, Enhancer(), Progress()
    )
    blinks = [True]

    def do(path: Path) -> Outcome:
        if blinks and blinks.pop():
            folder.rename(away)
        return real(path)

    watched = Watched(folder, tmp_path / "out", do=do)
    photo(folder / "x.png")
    assert [type(event) for event in watched.settle()] == []
    assert [type(event) for event in watched.settle()] == [FolderGone]
    away.rename(folder)
    assert [type(event) for event in watched.settle()] == [FolderBack, Exported]


def test_a_photo_that_changes_while_another_is_done_has_to_settle_first(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    tried: list[str] = []

    def do(path: Path) -> Outcome:
        tried.append(path.name)
        if path.name == "1.png":
            later(folder / "2.png")
        return Skipped(path, path)

    watched = Watched(folder, tmp_path / "out", do=do)
    for name in ("1.png", "2.png"):
        photo(folder / name)
    watched.settle()
    assert tried == ["1.png"]
    watched.settle()
    assert tried == ["1.png", "2.png"]


def test_a_photo_replaced_while_it_is_done_is_done_again(tmp_path: Path) -> None:
    source = tmp_path / "in" / "x.png"
    real = developer(OutputNames(tmp_path / "out", PNG, (source.parent,)), ORIGINAL, Enhancer(), Progress())  # fmt: skip # noqa: E501
    calls: list[Path] = []

    def do(path: Path) -> Outcome:
        calls.append(path)
        outcome = real(path)
        if len(calls) == 1:
            later(photo(source, 99))
        return outcome

    watched = Watched(source.parent, tmp_path / "out", do=do)
    photo(source)
    watched.settle()
    watched.settle()
    assert calls == [source, source]


def test_a_photo_that_fails_is_given_up_after_a_night_until_it_changes(tmp_path: Path) -> None:
    tried: list[Path] = []

    def do(path: Path) -> Outcome:
        tried.append(path)
        return Failed(path, ReadError(path, Sentence("it cannot be read")))

    watched = Watched(tmp_path / "in", tmp_path / "out", do=do)
    source = photo(tmp_path / "in" / "x.png")
    for _ in range(5 * 60):  # five hours, a look or two a minute
        watched.settle()
        watched.now_s += 60.0
    assert len(tried) == 8
    later(source)
    watched.settle()
    assert len(tried) == 9


def test_a_disk_that_refuses_is_asked_again_later_and_told_once(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    watched = Watched(tmp_path / "in", tmp_path / "out" / "deep")
    photo(tmp_path / "in" / "x.png")
    (failed,) = watched.settle()
    assert isinstance(failed, Failed)
    watched.now_s += 60.0
    assert watched.settle() == []  # refused again
    (tmp_path / "out").unlink()
    assert watched.settle() == []  # twice as long a pause now
    watched.now_s += 120.0
    assert sources(watched.settle()) == ["x.png"]


def test_what_stops_all_photos_ends_the_watch(tmp_path: Path) -> None:
    def do(_path: Path) -> Outcome:
        raise DeviceError(Sentence("The device is gone."))

    watched = Watched(tmp_path / "in", tmp_path / "out", do=do)
    photo(tmp_path / "in" / "x.png")
    with pytest.raises(DeviceError):
        watched.settle()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_folder_that_cannot_be_searched_is_told_once(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    secret = photo(tmp_path / "in" / "secret" / "x.png").parent
    open_way(tmp_path / "in")
    secret.chmod(0)
    try:
        with as_nobody():
            told = watched.settle() + watched.settle()
    finally:
        secret.chmod(0o700)
    (failed,) = told
    assert isinstance(failed, Failed)
    assert failed.source == secret


def test_it_says_how_many_photos_wait_and_whose_turn_it_is(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    paths = [photo(tmp_path / "in" / f"{i}.png") for i in range(2)]
    watched.settle()
    told = [event for event in watched.events if isinstance(event, Waiting | Beginning)]
    assert told == [Waiting(2), Beginning(paths[0]), Waiting(1), Beginning(paths[1]), Waiting(0)]


def test_the_pause_is_as_long_as_nothing_can_be_ready(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "in", tmp_path / "out")
    idle_s = watched.watch.pause_s(watched.now_s)
    photo(tmp_path / "in" / "x.png")
    watched.watch.look(watched.now_s)
    assert watched.watch.pause_s(watched.now_s) == SETTLE_S <= idle_s
    assert watched.watch.pause_s(watched.now_s + 4.0) == 1.0


@pytest.mark.parametrize("poll_s", [None, 0.1])
def test_it_runs_in_a_thread_until_it_is_stopped(tmp_path: Path, poll_s: float | None) -> None:
    watching, done = threading.Event(), threading.Event()
    told: list[WatchEvent] = []

    def tell(event: WatchEvent) -> None:
        told.append(event)
        if isinstance(event, Watching):
            watching.set()
        if isinstance(event, Exported):
            done.set()

    names = OutputNames(tmp_path / "out", PNG, (tmp_path / "in",))
    (tmp_path / "in").mkdir()
    wish = WatchWish(tmp_path / "in", tmp_path / "out", settle_s=0.2, poll_s=poll_s)
    watch = Watch(wish, developer(names, ORIGINAL, Enhancer(), Progress()), tell)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        assert watching.wait(60)
        photo(tmp_path / "in" / "x.png")
        assert done.wait(60)
    finally:
        watch.stop()
        thread.join(60)
    assert not thread.is_alive()
    assert [event.listens for event in told if isinstance(event, Watching)] == [poll_s is None]


def test_a_device_out_of_memory_fails_one_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lowlight_desktop.photo.errors import OutOfMemory
    from lowlight_desktop.studio import watch_work

    def full(*_: object) -> object:
        raise OutOfMemory(Sentence("Not even the smallest tile fits."))

    monkeypatch.setattr(watch_work, "make", full)
    do = developer(OutputNames(tmp_path, PNG), ORIGINAL, Enhancer(), Progress())
    outcome = do(photo(tmp_path / "x.png"))
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, ReadError)
    assert str(outcome.error).endswith("Not even the smallest tile fits.")
