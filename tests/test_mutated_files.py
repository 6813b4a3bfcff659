from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lowlight_desktop.formats.isolation.reader import IsolatedReader
from tests.formats.isolation.unruly_decoder import COMMAND
from tests.mutated_files import FINE, NONSENSE, Mutated, Outcome, mutated, outcomes, table, tried
from tests.mutations import MUTATIONS, Mutation
from tests.photo_seeds import photo_seeds

DONOR = bytes(range(200, 256)) * 40


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as one:
        yield one


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_changes_a_file_the_same_way_for_the_same_seed(mutation: Mutation) -> None:
    data = np.random.default_rng(1).bytes(5000)
    once, twice, other = (mutation(data, DONOR, np.random.default_rng(s)) for s in (5, 5, 6))
    assert once == twice != data
    assert other != once


def test_every_seed_is_a_whole_photo_or_the_head_of_one(
    tmp_path: Path, reader: IsolatedReader
) -> None:
    for name, data in photo_seeds().items():
        path = tmp_path / name
        path.write_bytes(data)
        outcome = tried(reader, path, develop=False)
        assert outcome.kind == "read" or (name.startswith("head.") and outcome.kind == "refused")


def test_damaged_files_are_read_or_refused_in_words(tmp_path: Path, reader: IsolatedReader) -> None:
    seeds = {name: data for name, data in photo_seeds().items() if not name.endswith(".CRW")}
    files = mutated(seeds, 2 * len(seeds), seed=3)
    found = list(outcomes(files, reader, tmp_path, None))
    assert {outcome.kind for _, outcome in found} == set(FINE)
    assert all(outcome.said for _, outcome in found if outcome.kind == "refused")


def test_what_is_not_refused_in_words_is_counted_and_kept(tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    keep.mkdir()
    files = iter([Mutated("crash.jpg", "truncated", b"one"), Mutated("mistake.jpg", "", b"two")])
    with IsolatedReader(command=COMMAND) as reader:
        found = list(outcomes(files, reader, tmp_path, keep))
    assert [outcome.kind for _, outcome in found] == ["crashed", "mistaken"]
    assert {p.name: p.read_bytes() for p in keep.iterdir()} == {
        "00000-crash.jpg": b"one",
        "00001-mistake.jpg": b"two",
    }


def test_the_table_has_a_row_for_each_format_and_one_for_all() -> None:
    found = [
        (Mutated("a.jpg", "", b""), Outcome("read", "", 0.004)),
        (Mutated("b.JPG", "", b""), Outcome(NONSENSE, "", 0.2)),
        (Mutated("c.png", "", b""), Outcome("refused", "", 0.001)),
    ]
    assert table(found).splitlines()[2:] == [
        "| jpg | 2 | 1 | 0 | 1 | 200 |",
        "| png | 1 | 0 | 1 | 0 | 1 |",
        "| all | 3 | 1 | 1 | 1 | 200 |",
    ]
