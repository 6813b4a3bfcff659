import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lowlight_desktop.formats.owner import owner
from lowlight_desktop.photo.errors import WriteError
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State, Treatment, Wanted, Written
from lowlight_desktop.studio.journal_file import check_is_journal

PLAIN = Treatment(Recipe(), ExportWish())
BRIGHT = Treatment(
    Recipe(finish=Finish(exposure_ev=0.7)),
    ExportWish(ExportOptions(FileFormat.TIFF, 16), Path("out"), "{name}-bright"),
    "Bright",
)
WRITTEN = Written(Path("out/a.jpg"), 4711, "d" * 64, "k" * 64)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "state" / "queue.sqlite") as journal:
        yield journal


def add(journal: Journal, *names: str) -> tuple[int, ...]:
    return journal.add([Wanted(Path(name), PLAIN) for name in names])


def names(journal: Journal, state: State | None = None) -> list[str]:
    entries = journal.changes().entries
    return [e.source.name for e in entries if state is None or e.state is state]


def damage(path: Path) -> None:
    """Zeros over the middle of a file, as a bad sector leaves it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(bytes(size // 2))


def test_photos_are_claimed_in_their_order_and_by_one_only(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as one, Journal(tmp_path / "j") as other:
        add(one, "a", "b", "c")
        claimed = [one.claim(), other.claim(), one.claim(), other.claim()]
    assert [entry and entry.source.name for entry in claimed] == ["a", "b", "c", None]
    assert all(e.state is State.RUNNING and e.tries == 1 for e in claimed if e)


def test_what_shall_be_done_comes_back_as_it_was_told(journal: Journal) -> None:
    journal.add([Wanted(Path("a"), BRIGHT, counter=7), Wanted(Path("b"), PLAIN)])
    first, second = journal.changes().entries
    assert journal.treatment(first.treatment) == BRIGHT
    assert journal.treatment(second.treatment) == PLAIN
    assert first.counter == 7
    assert [e.source.name for e in journal.entries_for(BRIGHT)] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="names that are no text exist on POSIX only")
def test_a_name_that_is_no_text_comes_back_to_the_byte(journal: Journal) -> None:
    strange = Path(os.fsdecode(b"caf\xe9\n.jpg"))
    (id_,) = add(journal, str(strange))
    journal.failed(id_, f"{strange}: it is broken.")
    (entry,) = journal.changes().entries
    assert entry.source == strange
    assert entry.error.endswith("it is broken.")


def test_a_finished_photo_is_told_with_its_file(journal: Journal) -> None:
    (id_,) = add(journal, "a")
    journal.claim()
    journal.name(id_, Path("out/wanted.jpg"))
    journal.done(id_, WRITTEN, seconds=1.5)
    entry = journal.entry(id_)
    assert entry is not None
    assert (entry.state, entry.written, entry.seconds) == (State.DONE, WRITTEN, 1.5)
    assert entry.output == Path("out/wanted.jpg")
    assert entry.ended_at is not None
    assert entry.ended_at >= entry.added_at


def test_only_what_has_changed_is_told_again(journal: Journal) -> None:
    first, second, third = add(journal, "a", "b", "c")
    before = journal.changes().change
    assert journal.changes(before).entries == ()
    journal.failed(second, "b: broken.")
    journal.cancel([third])
    journal.clear([State.CANCELLED])
    news = journal.changes(before)
    assert [e.id for e in news.entries] == [second]
    assert news.gone == {third}
    assert news.change == journal.change > before
    assert first not in news.gone


def test_counts_by_state(journal: Journal) -> None:
    a, b, c, d, _ = add(journal, "a", "b", "c", "d", "e")
    journal.done(a, WRITTEN, 1.0)
    journal.failed(b, "b: broken.")
    journal.skipped(c)
    journal.cancel([d])
    assert journal.counts() == {
        State.DONE: 1,
        State.FAILED: 1,
        State.SKIPPED: 1,
        State.CANCELLED: 1,
        State.WAITING: 1,
    }


def test_failed_and_cancelled_photos_can_be_tried_again_and_keep_their_names(
    journal: Journal,
) -> None:
    a, b, c = add(journal, "a", "b", "c")
    journal.name(a, Path("out/a-2.jpg"))
    journal.failed(a, "a: broken.")
    journal.cancel([b])
    journal.done(c, WRITTEN, 1.0)
    journal.retry()
    assert names(journal, State.WAITING) == ["a", "b"]
    entry = journal.entry(a)
    assert entry is not None
    assert (entry.error, entry.ended_at, entry.output) == ("", None, Path("out/a-2.jpg"))


def test_cancelling_all_leaves_what_is_over(journal: Journal) -> None:
    a, *_ = add(journal, "a", "b", "c")
    journal.done(a, WRITTEN, 1.0)
    journal.claim()
    journal.cancel()
    assert names(journal, State.CANCELLED) == ["b", "c"]
    assert names(journal, State.DONE) == ["a"]


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("d", "b", "adbc"),
        ("cb", "a", "cbad"),
        ("a", None, "bcda"),
        ("ab", "a", "cdab"),  # before one that moves itself: to the end
        ("", "a", "abcd"),
    ],
)
def test_photos_are_moved(journal: Journal, moved: str, before: str | None, order: str) -> None:
    ids = dict(zip("abcd", add(journal, *"abcd"), strict=True))
    journal.move([ids[name] for name in moved], None if before is None else ids[before])
    assert "".join(names(journal)) == order


def test_moving_tells_only_those_whose_place_is_another(journal: Journal) -> None:
    ids = add(journal, *"abcd")
    before = journal.change
    journal.move([ids[3]], ids[2])
    assert [e.source.name for e in journal.changes(before).entries] == ["d", "c"]


def test_a_paused_journal_gives_nothing_away_even_after_a_restart(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        add(journal, "a")
        journal.paused = True
        assert journal.claim() is None
    with Journal(tmp_path / "j") as journal:
        assert journal.paused
        journal.paused = False
        assert journal.claim() is not None


def test_clearing_leaves_what_waits_runs_or_has_failed(journal: Journal) -> None:
    a, b, *_ = add(journal, "a", "b", "c", "d")
    journal.done(a, WRITTEN, 1.0)
    journal.failed(b, "b: broken.")
    journal.begin(b + 1)
    journal.clear()
    assert names(journal) == ["b", "c", "d"]
    (new,) = add(journal, "e")
    assert new > b + 2, "an id is never given twice"


def test_what_a_killed_process_had_in_hands_waits_again_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "j"
    killed = (
        "import os, sys\nfrom pathlib import Path\n"
        "from lowlight_desktop.studio.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]))\n"
        "entry = journal.claim()\n"
        "journal.name(entry.id, Path('out/a-2.jpg'))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    with Journal(path) as journal:
        add(journal, "a", "b")
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    with Journal(path) as journal:
        entry = journal.claim()
    assert entry is not None
    assert (entry.source.name, entry.tries) == ("a", 2)
    assert entry.output == Path("out/a-2.jpg")


def test_what_a_living_process_has_in_hands_stays_his(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        (id_,) = add(journal, "a")
        journal.claim()
        with Journal(tmp_path / "j") as other:
            assert other.claim() is None
            assert other.begin(id_) is None
        journal.release([id_])
        assert journal.claim() is not None


def test_what_became_of_a_try_counts_only_while_it_is_the_one_at_work(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        (id_,) = add(journal, "a")
        first = journal.claim()
        assert first is not None
        journal.cancel([id_])
        journal.failed(id_, "a: it hung.", tries=first.tries)
        journal.skipped(id_, first.tries)
        journal.release([id_], first.tries)
        assert [e.state for e in journal.changes().entries] == [State.CANCELLED]
        journal.retry([id_])
        second = journal.claim()
        assert second is not None
        journal.failed(id_, "a: it hung.", tries=first.tries)
        journal.release([id_], first.tries)
        assert [e.state for e in journal.changes().entries] == [State.RUNNING]
        journal.failed(id_, "a: broken.", tries=second.tries)
        assert [e.state for e in journal.changes().entries] == [State.FAILED]


def test_what_somebody_has_not_let_go_of_is_not_begun_again(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        first, second = add(journal, "a", "b")
        assert (claimed := journal.claim([first])) is not None
        assert claimed.id == second
        assert journal.claim([first]) is None
        assert (claimed := journal.claim()) is not None
        assert claimed.id == first


def test_a_number_that_another_process_has_now_does_not_hide_a_death(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        add(journal, "a")
        journal.claim()
    machine, number, began = owner().split("-")
    before_us = f"{machine}-{number}-{int(began) - 100}"  # this number, a second earlier
    with sqlite3.connect(path) as database:
        database.execute("UPDATE entries SET owner = ?", (before_us,))
    database.close()
    with Journal(path) as journal:
        assert names(journal, State.WAITING) == ["a"]


def test_a_damaged_journal_is_kept_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal(path) as journal:
        assert journal.put_aside is None
        add(journal, *map(str, range(200)))
    damage(path)
    damaged = path.read_bytes()
    with Journal(path) as journal:
        assert journal.put_aside == tmp_path / "j.sqlite.bak"
        assert (tmp_path / "j.sqlite.bak").read_bytes() == damaged
        add(journal, "new")
    with Journal(path) as journal:
        assert journal.put_aside is None
        assert names(journal) == ["new"]


def test_an_older_copy_of_a_damaged_journal_stays(tmp_path: Path) -> None:
    path = tmp_path / "j"
    (tmp_path / "j.bak").write_text("kept")
    path.write_bytes(b"no database at all" * 99)
    with Journal(path) as journal:
        assert journal.put_aside == tmp_path / "j.bak-2"
    assert (tmp_path / "j.bak").read_text() == "kept"


def test_a_journal_of_a_newer_version_is_refused_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        add(journal, "a")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()
    before = path.read_bytes()
    with pytest.raises(WriteError, match="newer version"):
        Journal(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["j"]


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0"])
def test_a_file_that_is_no_journal_is_kept_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "j"
    path.write_bytes(content)
    with Journal(path) as journal:
        assert journal.put_aside is not None
        assert journal.put_aside.read_bytes() == content


def test_the_database_of_another_program_is_not_written_into(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE precious (x)")
    database.close()
    with Journal(path) as journal:
        assert journal.put_aside is not None
        database = sqlite3.connect(journal.put_aside)
        assert database.execute("SELECT count(*) FROM precious").fetchone() == (0,)
        database.close()


def test_a_disk_that_refuses_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    with pytest.raises(WriteError, match="state"):
        Journal(tmp_path / "state" / "j")


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_after_a_full_disk_the_journal_goes_on(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "j.sqlite"
    with Journal(path) as journal:
        first, _ = add(journal, "a", "b")
        written = path.with_name("j.sqlite-wal").stat().st_size
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, before[1]))
        try:
            for _ in range(2):
                with pytest.raises(WriteError):
                    journal.done(first, WRITTEN, seconds=1.0)
            assert names(journal) == ["a", "b"]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        journal.done(first, WRITTEN, seconds=1.0)
        assert names(journal, State.DONE) == ["a"]


def test_a_clock_that_is_set_back_changes_no_order(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = add(journal, "a", "b")
    monkeypatch.setattr(time, "time", lambda: 0.0)  # back to 1970
    add(journal, "c")
    before = journal.change
    journal.done(first, WRITTEN, seconds=2.0)
    (entry,) = journal.changes(before).entries
    assert entry.seconds == 2.0
    assert names(journal) == ["a", "b", "c"]


def test_thousands_are_added_whole_or_not_at_all(journal: Journal) -> None:
    def photos() -> Iterator[Wanted]:
        for n in range(5000):
            yield Wanted(Path(f"{n}.jpg"), PLAIN, n + 1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        journal.add(photos())
    assert journal.counts() == {}
    assert len(journal.add([Wanted(Path(f"{n}.jpg"), PLAIN) for n in range(5000)])) == 5000


def test_a_journal_whose_mark_is_still_in_its_log_is_known_as_one(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    with Journal(tmp_path / "j") as journal:
        add(journal, "a")
        for ending in ("", "-wal"):  # what is on the disk when its process is killed now
            (tmp_path / f"killed{ending}").write_bytes((tmp_path / f"j{ending}").read_bytes())
    assert killed.read_bytes()[68:72] == bytes(4)  # the file itself does not say so yet
    check_is_journal(killed)
    with Journal(killed) as journal:
        assert names(journal) == ["a"]
