import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import Cancelled, DeviceError, ReadError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.workers import Belt, Ended, LostDevice, Over, write
from tests.formats.isolation.unruly_decoder import COMMAND

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
LIT = Recipe(raw=Quality.OFF)
PNG = ExportOptions(FileFormat.PNG)
PATIENCE_S = 60.0  # only a test that fails waits that long


def photo(path: Path, height: int = 23) -> Path:
    pixels = np.random.default_rng(0).integers(0, 60, (height, 31, 3)).astype(np.uint8)
    assert cv2.imwrite(str(path), pixels)
    return path


def jobs(folder: Path, count: int, recipe: Recipe = OFF) -> list[Job]:
    return [
        Job(photo(folder / f"{i}.png"), folder / "out" / f"{i}.png", recipe, PNG)
        for i in range(count)
    ]


def names(overs: list[Over]) -> list[str]:
    return [over.outcome.source.name for over in overs if over.outcome]


class Reader:
    """Reads photos, and says which."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.has_read = threading.Condition()

    def __call__(self, path: Path, *, develop: bool = True) -> Photograph:
        with self.has_read:
            self.read.append(path.name)
            self.has_read.notify_all()
        return read_photo(path, develop=develop)

    def wait_for(self, count: int) -> None:
        with self.has_read:
            assert self.has_read.wait_for(lambda: len(self.read) >= count, PATIENCE_S)


class Watcher(Enhancer):
    """Looks around before it computes."""

    def __init__(self, reader: Reader, ahead: int) -> None:
        super().__init__()
        self._reader, self._ahead = reader, ahead
        self.seen: list[int] = []

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        done = len(self.seen) + 1
        self._reader.wait_for(min(done + self._ahead, 6))
        self.seen.append(len(self._reader.read) - done)
        return super().survey(photo, recipe, facts)


def test_the_next_photo_is_read_while_one_is_computed_but_no_more_than_one(
    tmp_path: Path,
) -> None:
    reader = Reader()
    enhancer = Watcher(reader, ahead=1)  # it would wait for ever if nobody read meanwhile
    overs = list(run_jobs(jobs(tmp_path, 6), [enhancer], Progress(), reader_for=lambda _: reader))
    assert names(overs) == [f"{i}.png" for i in range(6)]
    assert max(enhancer.seen) == 1


def test_jobs_are_taken_only_when_there_is_room(tmp_path: Path) -> None:
    taken = list[str]()
    most = 0

    def one_by_one() -> Iterator[Job]:
        for job in jobs(tmp_path, 8):
            taken.append(job.source.name)
            yield job

    for done, _ in enumerate(run_jobs(one_by_one(), [Enhancer()], Progress()), 1):
        most = max(most, len(taken) - done)
    assert most <= 5  # wanted, read, computed, waiting to be written, written


def test_a_photo_that_cannot_be_read_fails_alone(tmp_path: Path) -> None:
    many = jobs(tmp_path, 4)
    many[2].source.write_bytes(b"no photo")
    outcomes = {over.number: over.outcome for over in run_jobs(many, [Enhancer()], Progress())}
    assert [type(outcomes[n]) for n in range(4)] == [Exported, Exported, Failed, Exported]


def test_what_had_failed_before_is_passed_on_in_its_place(tmp_path: Path) -> None:
    first, last = jobs(tmp_path, 2)
    folder = Failed(tmp_path, ReadError(tmp_path, Sentence("it is closed")))
    overs = list(run_jobs([first, folder, last], [Enhancer()], Progress()))
    assert {over.number: over.job for over in overs} == {0: first, 1: folder, 2: last}
    assert next(over for over in overs if over.number == 1).outcome is folder


def test_nobody_waits_for_a_tick_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_tidy_up(belt: Belt) -> None:
        write(belt)
        time.sleep(0.3)

    monkeypatch.setattr("lowlight_desktop.studio.pipeline._TICK_S", PATIENCE_S)
    monkeypatch.setattr("lowlight_desktop.studio.pipeline.write", write_and_tidy_up)
    begin = time.monotonic()
    assert len(list(run_jobs(jobs(tmp_path, 2), [Enhancer()], Progress()))) == 2
    assert time.monotonic() - begin < PATIENCE_S / 2


class _Struck(SimpleQueue[object]):
    """Ctrl-C comes right after the first end of a thread was taken from it."""

    struck = False

    def get(self, block: bool = True, timeout: float | None = None) -> object:
        told = super().get(block, timeout)
        if isinstance(told, Ended) and not self.struck:
            self.struck = True
            raise KeyboardInterrupt
        return told


def test_an_interruption_that_swallows_an_end_does_not_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def belt(computing: int) -> Belt:
        made = Belt(computing)
        monkeypatch.setattr(made, "told", _Struck())
        return made

    monkeypatch.setattr("lowlight_desktop.studio.pipeline.Belt", belt)
    with pytest.raises(KeyboardInterrupt):
        list(run_jobs([], [Enhancer()], Progress()))


def test_progress_grows_to_the_number_of_photos(tmp_path: Path) -> None:
    told = list[float]()
    list(run_jobs(jobs(tmp_path, 5), [Enhancer()], Progress(told.append)))
    assert told == sorted(told)
    assert told[-1] == 5.0
    assert len(told) > 5, "more than a word a photo"


def test_progress_and_jobs_stay_in_the_thread_of_who_asks(tmp_path: Path) -> None:
    threads = set[threading.Thread]()

    def mine() -> Iterator[Job]:
        for job in jobs(tmp_path, 3):
            threads.add(threading.current_thread())
            yield job

    def show(_photos: float) -> None:
        threads.add(threading.current_thread())

    list(run_jobs(mine(), [Enhancer()], Progress(show)))
    assert threads == {threading.current_thread()}


def test_cancelling_is_noticed_between_two_tiles(tmp_path: Path) -> None:
    # One band of two tiles: 64 pixels are the smallest.
    job = Job(photo(tmp_path / "x.png", 40), tmp_path / "out" / "x.png", LIT, PNG)
    token, looks = CancelToken(), list[int]()

    def cancel_at_the_second_look() -> None:
        looks.append(1)
        if len(looks) == 2:
            token.cancel()
            job.token.cancel()

    enhancer = Enhancer("cpu", tile_px=32)
    with pytest.raises(Cancelled):
        list(run_jobs([job], [enhancer], Progress(token=token), give_way=cancel_at_the_second_look))
    assert len(looks) == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_one_photo_can_be_given_up_and_the_others_go_on(tmp_path: Path) -> None:
    many = jobs(tmp_path, 3)
    unwanted, held = many[1], threading.Event()

    def slow(path: Path, *, develop: bool = True) -> Photograph:
        if path == unwanted.source:  # in work until somebody has asked whether it is wanted
            assert held.wait(PATIENCE_S)
        return read_photo(path, develop=develop)

    def is_wanted(job: Job) -> bool:
        if job is unwanted:
            held.set()
        return job is not unwanted

    overs = run_jobs(many, [Enhancer()], Progress(), reader_for=lambda _: slow, is_wanted=is_wanted)
    outcomes = {over.number: over.outcome for over in overs}
    assert outcomes[1] is None
    assert isinstance(outcomes[0], Exported)
    assert isinstance(outcomes[2], Exported)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["0.png", "2.png"]


class Failing(Enhancer):
    """A device that is there, and fails."""

    @property
    def device(self) -> Device:
        return Device("cuda:0", "A fine GPU", 0)

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        raise DeviceError(Sentence("A fine GPU does not answer any more."))


def test_when_the_device_fails_the_processor_goes_on(tmp_path: Path) -> None:
    lost = list[LostDevice]()
    overs = list(run_jobs(jobs(tmp_path, 3), [Failing()], Progress(), device_lost=lost.append))
    assert all(isinstance(over.outcome, Exported) for over in overs)
    assert lost == [LostDevice("cuda:0", "A fine GPU")], "it is left for good"


def test_a_device_that_never_was_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="cuda:77"):
        list(run_jobs(jobs(tmp_path, 3, LIT), [Enhancer("cuda:77")], Progress()))


def test_several_devices_share_the_photos(tmp_path: Path) -> None:
    together = threading.Barrier(2, timeout=PATIENCE_S)  # breaks if one works alone

    class Paired(Enhancer):
        def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
            together.wait()
            return super().survey(photo, recipe, facts)

    overs = list(run_jobs(jobs(tmp_path, 6), [Paired(), Paired()], Progress()))
    assert sorted(names(overs)) == [f"{i}.png" for i in range(6)]


def test_an_interruption_lets_what_is_computed_be_written_and_told(tmp_path: Path) -> None:
    def show(photos: float) -> None:
        if photos >= 2.0:
            raise KeyboardInterrupt

    told = list[Over]()
    with pytest.raises(KeyboardInterrupt):
        told.extend(run_jobs(jobs(tmp_path, 30), [Enhancer()], Progress(show)))
    # `extend` keeps what came before the error.
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert written == set(names(told))
    assert 0 < len(written) < 30


def test_who_stops_listening_leaves_no_thread_and_no_half_file(tmp_path: Path) -> None:
    overs = run_jobs(jobs(tmp_path, 30), [Enhancer()], Progress())
    next(overs)
    overs.close()
    assert not [t for t in threading.enumerate() if t.name == "batch"]
    written = list((tmp_path / "out").iterdir())
    assert len(written) < 30
    assert all(cv2.imread(str(path)) is not None for path in written)


def test_each_photo_tells_how_far_it_is(tmp_path: Path) -> None:
    told: dict[str, list[float]] = {}

    def at(job: Job, fraction: float) -> None:
        told.setdefault(job.source.name, []).append(fraction)

    todo = jobs(tmp_path, 2)
    assert len(list(run_jobs(todo, [Enhancer()], Progress(), at=at))) == 2
    assert set(told) == {job.source.name for job in todo}
    for fractions in told.values():
        assert fractions == sorted(fractions)
        assert 0.0 <= fractions[0] <= fractions[-1] <= 1.0


@pytest.mark.skipif(os.name == "nt", reason="the unruly decoder uses signals")
def test_a_photo_that_hangs_its_decoder_can_be_given_up_at_once(tmp_path: Path) -> None:
    many = jobs(tmp_path, 2)
    hanging = replace(many[0], source=many[0].source.rename(tmp_path / "hang.png"))

    def is_wanted(job: Job) -> bool:
        return job is not hanging or not (tmp_path / "begun").exists()

    begin = time.monotonic()
    with IsolatedReader(command=COMMAND) as decoder:
        todo = [hanging, many[1]]
        overs = list(
            run_jobs(
                todo,
                [Enhancer()],
                Progress(),
                reader_for=decoder.reader_for,
                is_wanted=is_wanted,
            )
        )
    assert time.monotonic() - begin < PATIENCE_S  # the decoder's own limit is a minute
    assert [over.outcome for over in overs if over.job is hanging] == [None]
    assert sum(isinstance(over.outcome, Exported) for over in overs) == 1
