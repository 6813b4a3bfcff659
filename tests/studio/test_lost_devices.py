"""In the middle of a batch a device fails, a photo is too large, a decoder is killed."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from lowlight_desktop.engine import light as light_module
from lowlight_desktop.engine import loading
from lowlight_desktop.engine.device import Device
from lowlight_desktop.engine.enhancer import Enhancer, Surveyed
from lowlight_desktop.engine.light_facts import LightFacts
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.photo.errors import OutOfMemory
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.image import Image, Pixels
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.resuming import resume_all
from lowlight_desktop.studio.workers import LostDevice
from tests.formats.isolation.unruly_decoder import COMMAND

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
    monkeypatch.setattr(loading, "fastest_format", float32)
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


def test_the_processor_goes_on_with_the_tiles_that_were_asked_for() -> None:
    stand_in = Enhancer("auto", tile_px=96, budget_bytes=1 << 20).on_processor()
    assert stand_in.device.id == "cpu"
    assert vars(stand_in)["_tile_px"] == 96
    assert vars(stand_in)["_budget_bytes"] == 1 << 20


class Small(Enhancer):
    """A machine on which photos of more than 40 rows do not fit."""

    def survey(self, photo: Image, recipe: Recipe, facts: LightFacts | None = None) -> Surveyed:
        if photo.height > 40:
            raise OutOfMemory("Memory ran out even with tiles of 32 pixels.")
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
