"""In the middle of a batch a device fails, a photo is too large, a decoder is killed."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.engine import light as light_module
from lowlight_desktop.engine.backends import torch_format
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import DeviceError, OutOfMemory
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio import cluster_work
from lowlight_desktop.studio.cluster_devices import Lent
from lowlight_desktop.studio.cluster_task import Task, standing
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.lost_device import computed
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.watch_work import developer
from lowlight_desktop.studio.workers import LostDevice
from tests.formats.isolation.unruly_decoder import COMMAND
from tests.studio.batches import resume_all

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
LIT = Recipe(raw=Quality.OFF, light=Light(target=0.4))
PNG = ExportOptions(FileFormat.PNG)


def photo(path: Path, height: int = 40) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(height).integers(0, 60, (height, 50, 3)).astype(np.uint8)
    assert cv2.imwrite(str(path), pixels)
    return path


class Gpu(Enhancer):
    """The processor under the name of a device."""

    @property
    def device(self) -> Device:
        return Device("cpu:0", "A fine GPU", 1 << 30)


class Failing:
    """The real network, whose k-th answer is that the device is lost."""

    def __init__(self, run: Callable[..., Pixels], k: int) -> None:
        self.calls, self._run, self._k = 0, run, k

    def __call__(self, *args: object, **named: object) -> Pixels:
        self.calls += 1
        if self.calls == self._k:
            raise torch.AcceleratorError("CUDA error: unspecified launch failure")
        return self._run(*args, **named)


def float32(_device: Device) -> torch.dtype:
    """Without seconds of measuring."""
    return torch.float32


def test_a_device_that_is_lost_at_any_tile_costs_no_photo_and_no_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_format, "fastest_format", float32)
    monkeypatch.setenv("LOWLIGHT_BACKEND", "torch")  # as what is lost here
    source, run, lost = photo(tmp_path / "x.png"), light_module.run, list[LostDevice]()

    def written(enhancer: Enhancer, k: int) -> tuple[bytes, int]:
        monkeypatch.setattr(light_module, "run", network := Failing(run, k))
        job = Job(source, tmp_path / f"{k}.png", LIT, PNG)
        (over,) = run_jobs([job], [enhancer], Progress(), device_lost=lost.append)
        assert isinstance(over.outcome, Exported), over.outcome
        return over.outcome.output.read_bytes(), network.calls

    expected, calls = written(Enhancer("cpu", tile_px=32), 0)
    assert calls > 4, "trials of the curve, and four tiles"
    for count, k in enumerate((1, *range(calls - 3, calls + 1)), 1):
        assert written(Gpu(tile_px=32), k)[0] == expected
        assert [device.name for device in lost] == ["A fine GPU"] * count


class Lost(Gpu):
    """It never answers."""

    asked = 0

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        self.asked += 1
        raise DeviceError(Sentence("A fine GPU does not answer any more."))


def test_a_watched_folder_leaves_a_lost_device_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lost = Lost()
    do = developer(OutputNames(tmp_path / "out", PNG), OFF, lost, Progress())
    for n in range(3):
        assert isinstance(do(photo(tmp_path / f"{n}.png")), Exported)
    assert lost.asked == 1, "it is left for good"
    assert caplog.messages == ["A fine GPU has failed; the processor goes on."]
    caplog.clear()


def test_a_machine_of_a_cluster_gives_the_processor_back_for_a_lost_device(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lent = Lent(Lost())

    @contextmanager
    def one_gpu(*_: object) -> Generator[Lent]:
        yield lent

    monkeypatch.setattr(cluster_work, "_DEVICES", SimpleNamespace(lent=one_gpu))
    monkeypatch.setattr(cluster_work, "_READER", SimpleNamespace(read_photo=whole))
    source = photo(tmp_path / "x.png")
    task = Task(0, str(source), "", None, OFF, PNG, "", standing(), "auto", None, "topic")
    made = cluster_work._finished(task, source, tmp_path / "y.png", Progress(), CancelToken())  # pyright: ignore[reportPrivateUsage]
    assert made.values.shape == (40, 50, 3)
    assert lent.enhancer.device.id == "cpu"
    assert caplog.messages == ["A fine GPU has failed; the processor goes on."]
    caplog.clear()


def whole(path: Path, *, develop: bool = True, token: CancelToken) -> Photograph:
    """In this process."""
    return read_photo(path, develop=develop)


def test_a_device_stays_left_even_if_the_photo_fails_on_the_processor() -> None:
    told = list[tuple[str, str]]()

    def refuse(_: Enhancer) -> None:
        raise DeviceError(Sentence("Nothing answers."))

    with pytest.raises(DeviceError, match="Nothing answers"):
        computed(refuse, Gpu(), lambda failed, rest: told.append((failed.id, rest.device.id)))
    assert told == [("cpu:0", "cpu")]
    with pytest.raises(DeviceError, match="Nothing answers"):
        computed(refuse, Enhancer("cpu"), lambda _failed, _rest: told.clear())
    assert told, "nobody stands in for the processor"


def test_the_processor_goes_on_with_the_tiles_that_were_asked_for() -> None:
    stand_in = Enhancer("auto", tile_px=96, budget_bytes=1 << 20).on_processor()
    assert stand_in.device.id == "cpu"
    assert vars(stand_in)["_tile_px"] == 96
    assert vars(stand_in)["_budget_bytes"] == 1 << 20


class Small(Enhancer):
    """A machine on which photos of more than 40 rows do not fit."""

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        if photo.height > 40:
            raise OutOfMemory(Sentence("Memory ran out even with tiles of 32 pixels."))
        return super().survey(photo, recipe, facts)


def test_a_photo_too_large_for_the_machine_fails_alone(tmp_path: Path) -> None:
    jobs = [
        Job(photo(tmp_path / f"{n}.png", height), tmp_path / "out" / f"{n}.png", OFF, PNG)
        for n, height in enumerate((40, 41, 39))
    ]
    outcomes = {over.number: over.outcome for over in run_jobs(jobs, [Small()], Progress())}
    assert [type(outcomes[n]) for n in range(3)] == [Exported, Failed, Exported]
    failed = outcomes[1]
    assert isinstance(failed, Failed)
    assert "does not fit into the memory" in str(failed.error)


def test_a_decoder_that_the_system_kills_in_the_middle_of_a_batch_costs_at_most_one_photo(
    tmp_path: Path,
) -> None:
    first, last = photo(tmp_path / "a.png"), photo(tmp_path / "z.png")
    photo(tmp_path / "good.png").rename(tmp_path / "good.jpg")  # what `once` gives in the end
    once, killed = tmp_path / "once.jpg", photo(tmp_path / "killed.png")
    once.write_text(str(tmp_path / "mark"))
    with Journal(tmp_path / "j.sqlite") as journal, IsolatedReader(command=COMMAND) as decoder:
        outcomes = list(
            resume_all(
                journal,
                [first, killed, once, last],
                OutputNames(tmp_path / "out", PNG),
                OFF,
                [Enhancer()],
                Progress(),
                reader=decoder.read_photo,
            )
        )
        states = [entry.state for entry in journal.changes().entries]
    assert [type(o) for o in outcomes] == [Exported, Failed, Exported, Exported]
    assert isinstance(outcomes[1], Failed)
    assert "the system ended the decoder" in str(outcomes[1].error)
    assert states == [State.DONE, State.FAILED, State.DONE, State.DONE]
    assert (tmp_path / "mark").exists(), "it had been killed once"
