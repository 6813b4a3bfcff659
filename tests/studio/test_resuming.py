import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.naming import numbered
from lowlight_desktop.formats.owner import owner
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.export_options import (
    Existing,
    ExportOptions,
    FileFormat,
    MetadataPolicy,
)
from lowlight_desktop.photo.photograph import Photograph
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Light, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.batch import journal_path
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Written
from lowlight_desktop.studio.outcome import Failed, Outcome, Skipped
from lowlight_desktop.studio.output_names import OutputNames
from tests.nobody import as_nobody, open_way
from tests.studio.batches import resume_all

OFF = Recipe(raw=Quality.OFF, light=Light(Quality.OFF))
BRIGHT = Recipe(raw=Quality.OFF, light=Light(Quality.OFF), finish=Finish(exposure_ev=1.0))
PNG = ExportOptions(FileFormat.PNG)
UNTOLD = ExportOptions(FileFormat.PNG, metadata=MetadataPolicy.NOTHING)


def photo(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (23, 31, 3)).astype(np.uint8)
    assert cv2.imwrite(str(path), pixels)
    return path


class Batch:
    """A call that can be made again and again."""

    def __init__(self, home: Path) -> None:
        self.home, self.out, self.journal = home, home / "out", home / "state" / "j.sqlite"

    def begun(
        self,
        sources: Sequence[Path],
        *,
        recipe: Recipe = OFF,
        options: ExportOptions = PNG,
        again: bool = False,
        journal: Journal | None = None,
    ) -> Iterator[Outcome]:
        names = OutputNames(self.out, options)
        with Journal(self.journal) as own:
            yield from resume_all(
                journal or own, sources, names, recipe, [Enhancer()], Progress(), again=again
            )

    def run(
        self,
        sources: Sequence[Path],
        *,
        recipe: Recipe = OFF,
        options: ExportOptions = PNG,
        again: bool = False,
    ) -> list[Outcome]:
        return list(self.begun(sources, recipe=recipe, options=options, again=again))

    def files(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.out.iterdir())}

    def forget_end_of(self, source: Path) -> None:
        """Leave the journal as a crash does between the writing of a file and of its row."""
        with Journal(self.journal) as journal:
            (id_,) = (e.id for e in journal.changes().entries if e.source == source)
            journal.retry([id_])
            journal.begin(id_)
            journal.release([id_])


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path)


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        "same" if isinstance(o, Skipped) and o.is_same else type(o).__name__.lower()
        for o in outcomes
    ]


def states(batch: Batch) -> list[State]:
    with Journal(batch.journal) as journal:
        return [entry.state for entry in journal.changes().entries]


def test_what_is_done_is_not_done_again(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(3)]
    assert kinds(batch.run(sources)) == ["exported"] * 3
    before = batch.files()
    outcomes = batch.run(sources)
    assert kinds(outcomes) == ["same"] * 3
    assert [o.output for o in outcomes if isinstance(o, Skipped)] == [
        batch.out / f"{i}.png" for i in range(3)
    ]
    assert batch.files() == before


def test_a_batch_that_was_left_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    sources = [photo(tmp_path / f"{i % 4}" / f"{i // 4}.png", i) for i in range(12)]
    calm, wild = Batch(tmp_path / "calm"), Batch(tmp_path / "wild")
    calm.run(sources)
    for _ in range(5):
        outcomes = wild.begun(sources)
        next(outcomes)
        del outcomes  # nobody listens any more
    outcomes = wild.run(sources)
    assert set(kinds(outcomes)) <= {"same", "exported"}
    assert len(outcomes) == 12
    assert wild.files() == calm.files()
    assert set(states(wild)) == {State.DONE}


def test_new_photos_in_between_do_not_shift_the_names_of_the_others(batch: Batch) -> None:
    first, second = photo(batch.home / "b" / "x.png", 1), photo(batch.home / "c" / "x.png", 2)
    batch.run([first, second])
    new = photo(batch.home / "a" / "x.png", 3)
    same, done, also_same = batch.run([first, new, second])
    assert kinds([same, done, also_same]) == ["same", "exported", "same"]
    assert isinstance(done, Exported)
    assert done.output == batch.out / "x-3.png"


def test_a_photo_that_was_replaced_is_done_under_a_name_of_its_own(batch: Batch) -> None:
    source = photo(batch.home / "x.png", 1)
    batch.run([source])
    before = batch.files()["x.png"]
    photo(source, 2)
    (done,) = batch.run([source])
    assert isinstance(done, Exported)
    assert done.output == batch.out / "x-2.png"
    assert batch.files()["x.png"] == before
    assert kinds(batch.run([source])) == ["same"]


def test_another_look_is_another_photo_and_both_are_remembered(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    for recipe, kind in ((OFF, "exported"), (BRIGHT, "exported"), (OFF, "same"), (BRIGHT, "same")):
        assert kinds(batch.run([source], recipe=recipe)) == [kind]
    assert list(batch.files()) == ["x-2.png", "x.png"]


def test_a_result_that_was_deleted_is_made_again_under_its_name(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.run([source])
    before = batch.files()
    (batch.out / "x.png").unlink()
    assert kinds(batch.run([source])) == ["exported"]
    assert batch.files() == before


def test_a_result_that_was_changed_stays_and_another_is_made(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.run([source], options=UNTOLD)
    (batch.out / "x.png").write_bytes(b"retouched")
    (done,) = batch.run([source], options=UNTOLD)
    assert isinstance(done, Exported)
    assert done.output == batch.out / "x-2.png"
    assert batch.files()["x.png"] == b"retouched"


@pytest.mark.parametrize("existing", [Existing.NUMBER, Existing.OVERWRITE])
def test_without_its_journal_a_result_tells_itself(batch: Batch, existing: Existing) -> None:
    options = ExportOptions(FileFormat.PNG, existing=existing)
    sources = [photo(batch.home / f"{i}.png", i) for i in range(3)]
    batch.run(sources, options=options)
    before = batch.files()
    shutil.rmtree(batch.journal.parent)
    photo(sources[1], 7)
    assert kinds(batch.run(sources, options=options)) == ["same", "exported", "same"]
    assert batch.files()["0.png"] == before["0.png"]


@pytest.mark.parametrize("options", [PNG, UNTOLD])
def test_a_crash_right_after_a_file_was_written_makes_no_second_one(
    batch: Batch, options: ExportOptions
) -> None:
    source = photo(batch.home / "x.png")
    photo(batch.out / "x.png", 9)  # of somebody else
    batch.run([source], options=options)
    before = batch.files()
    assert list(before) == ["x-2.png", "x.png"]
    batch.forget_end_of(source)
    (outcome,) = batch.run([source], options=options)
    assert not isinstance(outcome, Failed)
    assert outcome.output == batch.out / "x-2.png"
    assert batch.files() == before
    assert states(batch) == [State.DONE]


def test_a_name_that_was_claimed_right_before_a_crash_is_not_lost(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.run([source])
    before = batch.files()
    # Memory cards have no hard links: there an empty file stands for a moment.
    (batch.out / "x.png").write_bytes(b"")
    batch.forget_end_of(source)
    assert kinds(batch.run([source])) == ["exported"]
    assert batch.files() == before


def test_an_empty_file_of_somebody_else_stays(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.out.mkdir()
    (batch.out / "x.png").write_bytes(b"")
    assert kinds(batch.run([source])) == ["exported"]
    assert list(batch.files()) == ["x-2.png", "x.png"]


def test_again_means_again(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    for _ in range(3):
        assert kinds(batch.run([source], again=True)) == ["exported"]
    assert list(batch.files()) == ["x-2.png", "x-3.png", "x.png"]


def test_a_photo_named_twice_is_done_twice_once(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    assert kinds(batch.run([source, source])) == ["exported", "exported"]
    assert kinds(batch.run([source, source])) == ["same", "same"]
    assert list(batch.files()) == ["x-2.png", "x.png"]


def test_two_calls_at_the_same_time_make_every_photo_once(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i % 2}" / f"{i}.png", i) for i in range(10)]
    turns = [batch.begun(sources), batch.begun(sources)]
    told: list[list[Outcome]] = [[], []]
    for turn, outcomes in zip(turns, told, strict=True):
        outcomes.append(next(turn))  # both have listed all photos now, and have begun some
    for turn, outcomes in zip(turns, told, strict=True):
        outcomes.extend(turn)
    assert [len(outcomes) for outcomes in told] == [10, 10]
    assert sorted(batch.files()) == [f"{i}.png" for i in range(10)]
    assert sum(isinstance(o, Exported) for outcomes in told for o in outcomes) == 10
    others = [o for o in told[1] if not isinstance(o, Exported)]
    assert all(isinstance(o, Skipped) and (o.is_same or o.is_elsewhere) for o in others)
    assert set(states(batch)) == {State.DONE}
    assert len(states(batch)) == 10


def test_two_calls_make_lost_results_once(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(6)]
    batch.run(sources)
    shutil.rmtree(batch.out)
    turns = [batch.begun(sources), batch.begun(sources)]
    firsts = [next(turn) for turn in turns]  # both have begun some
    told = [[first, *turn] for first, turn in zip(firsts, turns, strict=True)]
    assert sorted(batch.files()) == [f"{i}.png" for i in range(6)]
    assert sum(isinstance(o, Exported) for outcomes in told for o in outcomes) == 6


def test_a_photo_in_other_hands_is_left_to_them_and_told(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(2)]
    first = batch.begun(sources)
    next(first)
    with Journal(batch.journal) as journal:  # the living keep theirs
        ids = [e.id for e in journal.changes().entries]
        journal.begin(ids[1])
        mine, others = batch_in(journal, batch, sources)
    assert kinds([mine]) == ["same"]
    assert others == Skipped(sources[1], batch.out / "1.png", is_elsewhere=True)
    list(first)


def test_a_photo_whose_hands_died_meanwhile_is_done(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(2)]
    with Journal(batch.journal) as journal:
        outcomes = batch_in(journal, batch, sources[:1])
        first = list(outcomes)
        (id_,) = (e.id for e in journal.changes().entries)
        journal.retry([id_])
        with closing(sqlite3.connect(batch.journal)) as database, database:
            machine, number, began = owner().split("-")
            gone = f"{machine}-{number}-{int(began) - 100}"  # this number, a second earlier
            database.execute("UPDATE entries SET state = 'running', owner = ?", (gone,))
        assert kinds(first + list(batch_in(journal, batch, sources[:1]))) == ["exported", "same"]


def test_a_photo_that_vanished_fails_and_is_tried_at_the_next_call(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(3)]
    sources[1].unlink()
    outcomes = batch.run(sources)
    assert kinds(outcomes) == ["exported", "failed", "exported"]
    assert isinstance(outcomes[1], Failed)
    assert "no such file" in str(outcomes[1].error)
    assert states(batch) == [State.DONE, State.FAILED, State.DONE]
    photo(sources[1], 1)
    assert kinds(batch.run(sources)) == ["same", "exported", "same"]


def test_a_source_that_changes_between_two_photos_is_done_as_it_is_then(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(8)]
    outcomes = batch.begun(sources)
    next(outcomes)
    photo(sources[7], 70)  # its turn comes much later
    list(outcomes)
    written = cv2.imread(str(batch.out / "7.png"))
    expected = cv2.imread(str(sources[7]))
    assert written is not None
    assert expected is not None
    np.testing.assert_array_equal(written, expected)
    assert kinds(batch.run(sources)) == ["same"] * 8


def test_a_target_that_is_removed_in_between_is_made_again(batch: Batch) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(3)]
    batch.run(sources)
    before = batch.files()
    shutil.rmtree(batch.out)
    assert kinds(batch.run(sources)) == ["exported"] * 3
    assert batch.files() == before


def test_a_target_that_is_removed_in_the_middle_costs_no_photo_in_the_end(tmp_path: Path) -> None:
    sources = [photo(tmp_path / f"{i}.png", i) for i in range(6)]
    calm, wild = Batch(tmp_path / "calm"), Batch(tmp_path / "wild")
    calm.run(sources)

    def removing(path: Path, *, develop: bool = True) -> Photograph:
        if path == sources[3]:
            shutil.rmtree(wild.out, ignore_errors=True)  # while one is computed, one is written
        return read_photo(path, develop=develop)

    with Journal(wild.journal) as journal:
        names = OutputNames(wild.out, PNG)
        outcomes = list(
            resume_all(journal, sources, names, OFF, [Enhancer()], Progress(), reader=removing)
        )
    assert set(kinds(outcomes)) <= {"exported", "failed"}
    assert len(outcomes) == 6
    assert "failed" not in kinds(wild.run(sources))
    assert wild.files() == calm.files()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_source_that_is_locked_fails_in_words_and_is_tried_at_the_next_call(batch: Batch) -> None:
    open_way(batch.home)  # as nobody, too, the way there is open
    sources = [photo(batch.home / f"{i}.png", i) for i in range(2)]
    batch.out.mkdir()
    batch.out.chmod(0o777)
    sources[0].chmod(0)
    with Journal(batch.journal) as journal:
        journal.paused = False  # its log is there, and its owner has it open
        with as_nobody():
            outcomes = list(batch_in(journal, batch, sources))
    assert kinds(outcomes) == ["failed", "exported"]
    assert isinstance(outcomes[0], Failed)
    assert "you are not allowed to read it" in str(outcomes[0].error)
    sources[0].chmod(0o644)
    assert kinds(batch.run(sources)) == ["exported", "same"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such permissions")
def test_a_target_that_can_only_be_read_fails_in_words_and_goes_on_later(batch: Batch) -> None:
    open_way(batch.home)  # as nobody, too, the way there is open
    sources = [photo(batch.home / f"{i}.png", i) for i in range(2)]
    batch.run(sources[:1])
    batch.out.chmod(0o555)
    with Journal(batch.journal) as journal:
        try:
            with as_nobody():  # the journal was opened by its owner
                outcomes = list(batch_in(journal, batch, sources))
        finally:
            batch.out.chmod(0o755)
    assert kinds(outcomes) == ["same", "failed"]
    assert isinstance(outcomes[1], Failed)
    assert "you may not write there" in str(outcomes[1].error)
    assert kinds(batch.run(sources)) == ["same", "exported"]


def batch_in(journal: Journal, batch: Batch, sources: Sequence[Path]) -> Iterator[Outcome]:
    names = OutputNames(batch.out, PNG)
    return resume_all(journal, sources, names, OFF, [Enhancer()], Progress())


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_a_full_disk_leaves_nothing_half_done_and_the_next_call_goes_on(batch: Batch) -> None:
    import resource

    small = photo(batch.home / "small.png")
    large = batch.home / "large.png"  # 2 MB of noise; the journal stays below 1 MB
    noise = np.random.default_rng(0).integers(0, 256, (800, 900, 3)).astype(np.uint8)
    assert cv2.imwrite(str(large), noise)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        outcomes = batch.run([large, small])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert kinds(outcomes) == ["failed", "exported"]
    assert [p.name for p in batch.out.iterdir()] == ["small.png"]
    assert kinds(batch.run([large, small])) == ["exported", "same"]


def test_a_journal_that_refuses_is_told_once_and_the_photos_go_on(
    batch: Batch, caplog: pytest.LogCaptureFixture
) -> None:
    sources = [photo(batch.home / f"{i}.png", i) for i in range(3)]
    with Journal(batch.journal) as journal:
        outcomes = batch_in(journal, batch, sources)
        next(outcomes)
        with closing(sqlite3.connect(batch.journal)) as database:
            database.execute("DROP TABLE entries")  # a journal that fails from now on
        assert kinds(list(outcomes)) == ["exported"] * 2
    assert len(caplog.records) == 1
    assert "will not be remembered" in caplog.text
    caplog.clear()
    assert len(batch.files()) == 3


def test_what_the_dead_have_left_is_removed_from_every_target_folder(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.run([source])
    machine, number, began = owner().split("-")
    left = batch.out / f".lowlight-{machine}-{number}-{int(began) - 100}-0a.tmp"
    left.write_text("half a photo")
    assert kinds(batch.run([source])) == ["same"]
    assert not left.exists()


def test_every_target_has_a_journal_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = photo(tmp_path / "shoot" / "x.png")
    paths = {
        journal_path(Path("out"), [source]),
        journal_path(tmp_path / "out", [Path("elsewhere")]),  # the same
        journal_path(tmp_path / "other", [source]),
        journal_path(None, [source]),
        journal_path(None, [source.parent]),  # the same as the one before
    }
    assert len(paths) == 3


def test_a_failure_is_kept_without_the_photos_in_its_frames(batch: Batch) -> None:
    source = photo(batch.home / "x.png")

    def broken(path: Path, *, develop: bool = True) -> Photograph:
        held = read_photo(path)
        raise PhotoError(held.path, Sentence("it is broken")) from ValueError(held)

    with Journal(batch.journal) as journal:
        names = OutputNames(batch.out, PNG)
        (failed,) = resume_all(
            journal, [source], names, OFF, [Enhancer()], Progress(), reader=broken
        )
    assert isinstance(failed, Failed)
    assert failed.error.__traceback__ is None
    assert failed.error.__cause__ is None


def test_outputs_are_recorded_with_size_and_hash(batch: Batch) -> None:
    source = photo(batch.home / "x.png")
    batch.run([source])
    with Journal(batch.journal) as journal:
        (entry,) = journal.changes().entries
    assert isinstance(entry.written, Written)
    assert entry.written.output == (batch.out / "x.png").absolute()
    assert entry.written.size_bytes == (batch.out / "x.png").stat().st_size
    assert entry.output == next(numbered(batch.out / "x.png"))
