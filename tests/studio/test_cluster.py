"""Photos done by a real cluster of two machines, which are processes of this one."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.engine.machine import cache_folder, remembered
from lowlight_desktop.photo.errors import Cancelled, DeviceError, UsageError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.progress import CancelToken, Progress
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.studio import cluster_link
from lowlight_desktop.studio.batch import resume_with
from lowlight_desktop.studio.cluster import cluster_runner
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.outcome import Failed, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from lowlight_desktop.studio.pipeline import run_jobs
from lowlight_desktop.studio.workers import Over
from tests.studio.clusters import PATIENCE_S, Cluster, cluster

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
LIT = Recipe(raw=Quality.OFF)
DEEP = ExportOptions(FileFormat.PNG, depth=16)


def photos(folder: Path, count: int, side: int = 40) -> list[Path]:
    folder.mkdir(parents=True)
    made = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(made):
        pixels = np.random.default_rng(number).integers(0, 60, (side, side + 20, 3))
        assert cv2.imwrite(str(path), pixels.astype(np.uint8))
    return made


def jobs(sources: Sequence[Path], out: Path, recipe: Recipe = OFF) -> Iterator[Job]:
    for source in sources:
        yield Job(source, out / source.name, recipe, DEEP)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def made_here(sources: Sequence[Path], out: Path, recipe: Recipe = OFF) -> dict[str, bytes]:
    for over in run_jobs(jobs(sources, out, recipe), [Enhancer()], Progress()):
        assert isinstance(over.outcome, Exported)
    return files(out)


def made_there(
    there: Cluster, sources: Sequence[Path], out: Path, recipe: Recipe = OFF
) -> list[Over]:
    run = cluster_runner(there.address)
    return list(run(jobs(sources, out, recipe), progress=Progress()))


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    with cluster(2) as running:
        yield running


def test_other_machines_make_the_same_bytes(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = photos(tmp_path / "in", 4)
    # All cores here, too, whatever the tests are told: with another number of threads those there
    # would measure for themselves, and on a busy machine might find another format the fastest.
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    # First here, where the fastest format of numbers is measured: those there read it.
    here = made_here(sources, tmp_path / "here", LIT)
    measured = remembered(cache_folder() / "ways.json")
    overs = made_there(two, sources, tmp_path / "there", LIT)
    assert remembered(cache_folder() / "ways.json") == measured
    assert sorted(over.number for over in overs) == [0, 1, 2, 3]
    assert all(isinstance(over.outcome, Exported) for over in overs)
    assert files(tmp_path / "there") == here
    made = overs[0].outcome
    assert isinstance(made, Exported)
    assert made.models == ("flw",)


def test_what_a_killed_machine_had_others_do(two: Cluster, tmp_path: Path) -> None:
    sources = photos(tmp_path / "in", 16, 500)  # a tenth of a second each: it dies at work
    overs = list[Over]()
    for over in cluster_runner(two.address)(jobs(sources, tmp_path / "there"), progress=Progress()):
        overs.append(over)
        if len(overs) == 2:
            two.kill_worker(0)
    assert len(overs) == 16
    assert files(tmp_path / "there") == made_here(sources, tmp_path / "here")


@pytest.mark.skipif(
    not Path("/proc/self/cwd").exists(), reason="a path that each process sees anew"
)
@pytest.mark.parametrize("others", [None, b"other bytes under the same path"])
def test_bytes_are_sent_to_machines_that_do_not_see_them(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: bytes | None
) -> None:
    (source,) = photos(tmp_path / "in", 1)
    monkeypatch.chdir(source.parent)
    if others is not None:
        (two.home / source.name).write_bytes(others)
    mine = Path("/proc/self/cwd") / source.name
    (over,) = made_there(two, [mine], tmp_path / "there")
    assert isinstance(over.outcome, Exported)
    assert files(tmp_path / "there") == made_here([source], tmp_path / "here")


def test_a_photo_fails_there_in_the_words_that_it_fails_in_here(
    two: Cluster, tmp_path: Path
) -> None:
    good, bad = photos(tmp_path / "in", 2)
    bad.write_bytes(b"no photo")
    gone = tmp_path / "in" / "gone.png"
    sources = [bad, good, gone]
    there = {over.number: over.outcome for over in made_there(two, sources, tmp_path / "there")}
    here = {
        over.number: over.outcome
        for over in run_jobs(jobs(sources, tmp_path / "there"), [Enhancer()], Progress())
    }
    for number in (0, 2):
        mine, its = here[number], there[number]
        assert isinstance(mine, Failed)
        assert isinstance(its, Failed)
        assert str(its.error) == str(mine.error)
        assert type(its.error) is type(mine.error)
    assert isinstance(there[1], Exported)
    # Made there, and known here as what would be made here.
    assert isinstance(here[1], Skipped)
    assert here[1].is_same


def test_the_journal_knows_what_other_machines_have_done(two: Cluster, tmp_path: Path) -> None:
    sources = photos(tmp_path / "in", 3)
    with Journal(tmp_path / "j.sqlite") as journal:
        for expected in (Exported, Skipped):
            names = OutputNames(tmp_path / "out", DEEP)
            run = cluster_runner(two.address)
            outcomes = list(resume_with(run, journal, sources, names, OFF, Progress()))
            assert [type(outcome) for outcome in outcomes] == [expected] * 3
            assert [outcome.source for outcome in outcomes] == sources
        assert journal.counts() == {State.DONE: 3}


def test_progress_grows_to_the_number_of_photos(two: Cluster, tmp_path: Path) -> None:
    sources, told = photos(tmp_path / "in", 5), list[float]()
    run = cluster_runner(two.address)
    list(run(jobs(sources, tmp_path / "out"), progress=Progress(told.append)))
    assert told == sorted(told)
    assert told[-1] == 5.0


def test_stopping_leaves_nothing_half_done(two: Cluster, tmp_path: Path) -> None:
    sources, token = photos(tmp_path / "in", 30, 300), CancelToken()
    overs = cluster_runner(two.address)(
        jobs(sources, tmp_path / "out"), progress=Progress(token=token)
    )
    next(overs)
    token.cancel()
    with pytest.raises(Cancelled):
        list(overs)
    left = files(tmp_path / "out")
    assert 0 < len(left) < 30
    whole = made_here(sources, tmp_path / "here")
    assert all(data == whole[name] for name, data in left.items())


def test_a_scheduler_that_goes_away_leaves_the_rest_in_the_journal(
    tmp_path: Path,
) -> None:
    sources = photos(tmp_path / "in", 12, 300)
    with cluster(1) as one, Journal(tmp_path / "j.sqlite") as journal:
        names = OutputNames(tmp_path / "out", DEEP)
        run = cluster_runner(one.address)
        outcomes = resume_with(run, journal, sources, names, OFF, Progress())
        next(outcomes)
        one.scheduler.kill()
        with pytest.raises(DeviceError, match="does not answer any more"):
            list(outcomes)
        counts = journal.counts()
        assert counts[State.DONE] == len(files(tmp_path / "out"))
        assert counts[State.WAITING] == 12 - counts[State.DONE] > 0


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_link, "_CONNECT_S", 0.3)
    with pytest.raises(DeviceError, match=r"No cluster answers at tcp://127\.0\.0\.1:9"):
        list(cluster_runner("tcp://127.0.0.1:9")([], progress=Progress()))


def test_encryption_without_certificates_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="no certificates are named"):
        list(cluster_runner("tls://127.0.0.1:8786")([], progress=Progress()))


@pytest.mark.parametrize("address", ["", "host", "tcp://host", "tcp://host:port", "nowhere.json"])
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(UsageError, match="address of a scheduler"):
        cluster_runner(address)


def test_without_dask_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("lowlight_desktop.studio.clus")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "dask", None)
    from lowlight_desktop.studio.cluster import cluster_runner as anew

    with pytest.raises(UsageError, match=r"pip install 'lowlight\[cluster\]'"):
        anew("tcp://127.0.0.1:8786")


def test_dask_is_not_imported_before_it_is_wanted() -> None:
    script = (
        "import sys, lowlight_desktop.cli.main as m; m.parser(); "
        "import lowlight_desktop.studio.cluster, lowlight_desktop.studio.batch; "
        "sys.exit('dask' in sys.modules or 'distributed' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONWARNINGS": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0
