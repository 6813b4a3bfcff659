"""What becomes of photos when machines come, go and refuse: a cluster whose answers are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import pytest
from distributed import Future

from lowlight_desktop.photo.errors import Cancelled, DeviceError, ModelError, OutOfMemory, ReadError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio import cluster_run
from lowlight_desktop.studio.cluster_link import KilledMachines, Link
from lowlight_desktop.studio.cluster_run import run_on_cluster
from lowlight_desktop.studio.cluster_task import (
    Answer,
    Finished,
    Hopeless,
    NotHere,
    Recalled,
    Refused,
    Standing,
    Task,
    Unfit,
    standing,
)
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.outcome import Failed
from lowlight_desktop.studio.workers import Over

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
PNG = ExportOptions(FileFormat.PNG)
DONE = Finished(b"a file", None, (), 1.0)

Reply = Callable[[Task, Sequence[str] | None], Answer | Exception | None]


LOOKS = 8  # enough for filling the largest cluster of these tests before anything is over


class Asked:
    """A photo that was sent; `None` for an answer: it is not over."""

    def __init__(self, answer: Answer | Exception | None) -> None:
        self.answer, self.looks = answer, 0

    @property
    def status(self) -> str:
        self.looks += 1
        return "pending" if self.answer is None or self.looks < LOOKS else "finished"


class Line(Link):
    """A line to nobody: what machines answer is written in the test."""

    def __init__(self, reply: Reply, *machines: str) -> None:
        self.address = "tcp://nowhere:8786"
        self._topic = "topic"
        self.reply, self.machines = reply, list(machines)
        self.strange: dict[str, Standing | Exception] = {}
        self.asked: list[tuple[Task, Sequence[str] | None]] = []
        self.open, self.most_open = 0, 0

    def listen(self, told: Callable[[int, float], None]) -> None:
        """Nobody tells."""

    def threads(self) -> Mapping[str, int]:
        return dict.fromkeys(self.machines, 2)

    def standings(self, machines: Iterable[str]) -> dict[str, Standing | Exception]:
        return {machine: self.strange.get(machine, standing()) for machine in machines}

    def check_scheduler(self) -> None:
        """It is what it should be."""

    def submit(self, task: Task, machines: Sequence[str] | None) -> "Future[Answer]":
        self.asked.append((task, machines))
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        return cast("Future[Answer]", Asked(self.reply(task, machines)))

    def answer(self, future: "Future[Answer]") -> Answer:
        self.open -= 1
        answer = cast("Any", future).answer
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(autouse=True)
def looks_around_without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_run, "_LOOK_S", 0.0)
    monkeypatch.setattr(cluster_run, "_TICK_S", 0.001)


def always(answer: Answer | Exception) -> Reply:
    return lambda _task, _machines: answer


def jobs(folder: Path, count: int) -> Iterator[Job]:
    pixels = np.zeros((8, 9, 3), np.uint8)
    for number in range(count):
        source = folder / f"{number}.png"
        assert cv2.imwrite(str(source), pixels)
        yield Job(source, folder / "out" / source.name, OFF, PNG)


def ran(line: Link, folder: Path, count: int) -> list[Over]:
    return list(run_on_cluster(line, jobs(folder, count), Progress(), patience_s=0.0))


def test_no_more_is_under_way_than_the_machines_work_on_and_one_each(tmp_path: Path) -> None:
    line = Line(always(DONE), "a", "b")
    assert len(ran(line, tmp_path, 20)) == 20
    assert line.most_open == 6  # two machines with two threads


def test_what_was_placed_is_told_before_the_work_is_stopped(tmp_path: Path) -> None:
    token, told = CancelToken(), list[Over]()

    class Stopping(Line):
        def answer(self, future: "Future[Answer]") -> Answer:
            token.cancel()
            return super().answer(future)

    line = Stopping(always(DONE), "a")
    overs = run_on_cluster(line, jobs(tmp_path, 9), Progress(token=token))
    with pytest.raises(Cancelled):
        told.extend(overs)
    placed = [path.name for path in (tmp_path / "out").iterdir()]
    assert placed
    assert sorted(placed) == sorted(over.job.source.name for over in told)


def test_what_had_failed_before_is_passed_on(tmp_path: Path) -> None:
    folder = Failed(tmp_path, ReadError(tmp_path, Sentence("it is closed")))
    (over,) = run_on_cluster(Line(always(DONE), "a"), [folder], Progress())
    assert over == Over(0, folder, folder)


def test_bytes_are_sent_once_a_machine_has_missed_a_folder(tmp_path: Path) -> None:
    line = Line(lambda task, _: NotHere() if task.data is None else DONE, "a")
    overs = ran(line, tmp_path, 9)
    assert all(isinstance(over.outcome, Exported) for over in overs)
    # Three were under way when the first came back; the others of this folder are sent at once.
    assert [task.data is None for task, _ in line.asked].count(True) == 3
    sent = next(task for task, _ in line.asked if task.data is not None)
    assert sent.data == Path(sent.source).read_bytes()


def test_a_refused_photo_fails_alone_and_by_its_own_name(tmp_path: Path) -> None:
    line = Line(always(Refused("write", Sentence("it is too wide"), Sentence("Choose PNG."))), "a")
    (over,) = ran(line, tmp_path, 1)
    assert isinstance(over.outcome, Failed)
    assert str(over.outcome.error) == f"{tmp_path / 'out' / '0.png'}: it is too wide. Choose PNG."


def test_an_unfit_machine_gets_no_more_photos(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def reply(_task: Task, machines: Sequence[str] | None) -> Answer:
        return Unfit("a", "Its disk is full.") if machines is None else DONE

    line = Line(reply, "a", "b")
    overs = ran(line, tmp_path, 10)
    assert all(isinstance(over.outcome, Exported) for over in overs)
    assert [machines for _, machines in line.asked if machines] == [("b",)] * 10
    assert caplog.messages == ["a is given no more photos. Its disk is full."]
    caplog.clear()


@pytest.mark.parametrize(("is_memory", "kind"), [(False, DeviceError), (True, OutOfMemory)])
def test_the_last_unfit_machine_ends_the_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, is_memory: bool, kind: type[Exception]
) -> None:
    line = Line(always(Unfit("a", "It cannot.", is_memory)), "a")
    with pytest.raises(kind, match=r"No machine of the cluster can go on\. a: It cannot\."):
        ran(line, tmp_path, 5)
    caplog.clear()


def test_a_missing_model_is_missing_everywhere(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No model for light"):
        ran(Line(always(Hopeless(Sentence("No model for light."))), "a", "b"), tmp_path, 5)


def test_a_machine_with_other_weights_is_refused_before_the_work(tmp_path: Path) -> None:
    line = Line(always(DONE), "a", "b")
    line.strange["b"] = replace(standing(), models=())
    with pytest.raises(DeviceError, match="b in the cluster lacks the model alen, detail, flw"):
        ran(line, tmp_path, 1)
    assert line.asked == []


def test_a_machine_without_lowlight_is_refused_before_the_work(tmp_path: Path) -> None:
    line = Line(always(DONE), "a")
    line.strange["a"] = ModuleNotFoundError("No module named 'lowlight_desktop'")
    with pytest.raises(DeviceError, match="a in the cluster has no Lowlight"):
        ran(line, tmp_path, 1)


def test_a_strange_machine_that_comes_later_gets_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(always(DONE), "a")
    line.strange["b"] = Standing("0.0.0", ())
    for over in run_on_cluster(line, jobs(tmp_path, 10), Progress()):
        if over.number == 0:
            line.machines.append("b")
    assert {machines for _, machines in line.asked} == {None, ("a",)}
    assert "b has joined the cluster, but has Lowlight 0.0.0" in caplog.text
    caplog.clear()


def test_what_waits_for_a_machine_that_has_gone_is_given_to_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def reply(_task: Task, machines: Sequence[str] | None) -> Answer | None:
        if machines is None:
            return Unfit("sick", "Its disk is full.")
        if machines == ("a",):
            line.machines[:] = ["sick", "b"]  # it dies over what it was given
            return None
        return DONE

    line = Line(reply, "sick", "a")
    overs = ran(line, tmp_path, 1)
    assert isinstance(overs[0].outcome, Exported)
    assert [machines for _, machines in line.asked] == [None, ("a",), ("b",)]
    caplog.clear()


def test_without_any_machine_it_does_not_wait_for_ever(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(DeviceError, match="There is no machine in the cluster at tcp://nowhere"):
        ran(Line(always(DONE)), tmp_path, 1)
    assert "waiting for one" in caplog.text
    caplog.clear()


def test_a_machine_that_comes_back_is_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Returning(Line):
        looks = 0

        def threads(self) -> Mapping[str, int]:
            self.looks += 1
            return {} if self.looks < 4 else super().threads()

    line = Returning(always(DONE), "a")
    (over,) = run_on_cluster(line, jobs(tmp_path, 1), Progress(), patience_s=60.0)
    assert isinstance(over.outcome, Exported)
    assert [message for message in caplog.messages if "waiting for one" in message]
    caplog.clear()


def test_a_photo_that_kills_machines_fails_alone_and_those_beside_it_do_not(
    tmp_path: Path,
) -> None:
    order = list[int]()

    def reply(task: Task, _machines: Sequence[str] | None) -> Answer | Exception:
        order.append(task.number)
        is_beside = order.count(task.number) == 1 and task.number in (2, 4)
        return KilledMachines() if task.number == 3 or is_beside else DONE

    line = Line(reply, "a", "b")
    outcomes = {over.number: over.outcome for over in ran(line, tmp_path, 8)}
    assert sorted(outcomes) == list(range(8))
    assert [n for n, outcome in outcomes.items() if isinstance(outcome, Failed)] == [3]
    assert "died, one after the other" in str(cast("Failed", outcomes[3]).error)
    # Those with which machines died come last, each alone.
    assert sorted(order[-3:]) == [2, 3, 4]
    assert order.count(3) == 2


@pytest.mark.parametrize("answer", [Recalled(), ImportError("no lowlight_desktop")])
def test_a_photo_that_is_handed_back_again_and_again_fails(
    tmp_path: Path, answer: Recalled | ImportError
) -> None:
    line = Line(always(answer), "a")
    (over,) = ran(line, tmp_path, 1)
    assert isinstance(over.outcome, Failed)
    assert len(line.asked) == 5


def test_a_photo_that_goes_while_it_waits_fails_in_words(tmp_path: Path) -> None:
    def reply(task: Task, _machines: Sequence[str] | None) -> Answer:
        Path(task.source).unlink()
        return NotHere()

    (over,) = ran(Line(reply, "a"), tmp_path, 1)
    assert isinstance(over.outcome, Failed)
    assert "there is no such file" in str(over.outcome.error)


def test_a_result_that_cannot_be_placed_fails_alone(tmp_path: Path) -> None:
    def reply(task: Task, _machines: Sequence[str] | None) -> Answer:
        if task.number == 1:
            (tmp_path / "out").rename(tmp_path / "away")
            (tmp_path / "out").write_text("no folder")
        return DONE

    outcomes = {over.number: over.outcome for over in ran(Line(reply, "a"), tmp_path, 2)}
    assert isinstance(outcomes[1], Failed)
    assert "is a file, not a folder" in str(outcomes[1].error)
