"""Thousands of damaged photos through the isolated reader; a script of minutes.

    python -m tests.mutated_files --files 2000 --seed 1 --keep /tmp/bad

Whole photos of every format are damaged in ways that a seeded generator chooses. Each must be read,
or refused in words by its reader. What crashes, hangs or floods the decoder is one failure and
survived; what raises something else is a bug of a reader. Files that do so are kept.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from lowlight_desktop.formats.isolation.endings import DecoderError
from lowlight_desktop.formats.isolation.reader import IsolatedReader
from lowlight_desktop.photo.errors import ReadError
from tests.mutations import MUTATIONS
from tests.photo_seeds import photo_seeds

READ, REFUSED, NONSENSE = "read", "refused", "not finite"
FINE = (READ, REFUSED)


@dataclass(frozen=True, slots=True)
class Mutated:
    """A damaged file: the name of the whole one, the damage, and the bytes."""

    name: str
    damage: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a damaged file.

    Attributes:
        kind: `READ`, `REFUSED`, `NONSENSE`, or the value of an `Ending`.
        said: The sentence, or nothing.
        seconds: How long it took.
    """

    kind: str
    said: str
    seconds: float


def mutated(seeds: dict[str, bytes], count: int, seed: int) -> Iterator[Mutated]:
    """Damaged files, every seed as often; the same for the same arguments."""
    names = list(seeds)
    for i in range(count):
        rng = np.random.default_rng((seed, i))
        name, donor = names[i % len(names)], names[int(rng.integers(len(names)))]
        chosen = [MUTATIONS[k] for k in rng.integers(len(MUTATIONS), size=rng.integers(1, 3))]
        data = seeds[name]
        for mutation in chosen:
            data = mutation(data, seeds[donor], rng) if data else data
        yield Mutated(name, "+".join(m.__name__ for m in chosen), data)


def tried(reader: IsolatedReader, path: Path, *, develop: bool) -> Outcome:
    """Read a file, and say what happened."""
    begin = time.perf_counter()
    kind, said = READ, ""
    try:
        photo = reader.read_photo(path, develop=develop)
        if not np.isfinite(photo.image.pixels).all():
            kind = NONSENSE
    except DecoderError as error:
        kind, said = error.ending.value, str(error)
    except ReadError as error:
        kind, said = REFUSED, str(error)
    return Outcome(kind, said, time.perf_counter() - begin)


def outcomes(
    files: Iterator[Mutated], reader: IsolatedReader, folder: Path, keep: Path | None
) -> Iterator[tuple[Mutated, Outcome]]:
    """Try every file, each second one as for the RAW network; those that failed are kept."""
    for i, file in enumerate(files):
        path = folder / file.name
        path.write_bytes(file.data)
        outcome = tried(reader, path, develop=i % 2 == 0)
        if outcome.kind not in FINE:
            tqdm.write(f"{i:05} {file.damage}: {outcome.kind}: {outcome.said}", file=sys.stderr)
            if keep is not None:
                (keep / f"{i:05}-{file.name}").write_bytes(file.data)
        yield file, outcome


def table(found: Sequence[tuple[Mutated, Outcome]]) -> str:
    """Markdown: a row for each format, a column for each outcome that there was."""
    kinds = [*FINE, *sorted({outcome.kind for _, outcome in found} - set(FINE))]
    rows: dict[str, Counter[str]] = {}
    slowest: Counter[str] = Counter()
    for file, outcome in found:
        form = file.name.rpartition(".")[2].lower()
        for row in (form, "all"):
            rows.setdefault(row, Counter())[outcome.kind] += 1
            slowest[row] = max(slowest[row], round(1000 * outcome.seconds))
    rows["all"] = rows.pop("all")
    columns = " | ".join(("files", *kinds, "slowest, ms"))
    lines = [f"| | {columns} |", "|---|" + "---|" * (len(kinds) + 2)]
    for form, counts in rows.items():
        cells = " | ".join(str(counts[kind]) for kind in kinds)
        lines.append(f"| {form} | {counts.total()} | {cells} | {slowest[form]} |")
    return "\n".join(lines)


def main() -> None:
    """Damage, try, count; the exit code is 1 if a reader raised what it should not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=Path, help="folder of more whole photos, small ones")
    parser.add_argument("--keep", type=Path, help="folder for the files that were not just refused")
    wish = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")  # what a decoder said as it died
    if wish.keep is not None:
        wish.keep.mkdir(parents=True, exist_ok=True)
    files = mutated(photo_seeds(wish.seeds), wish.files, wish.seed)
    with tempfile.TemporaryDirectory() as folder, IsolatedReader() as reader:
        bar = tqdm(files, total=wish.files)
        found = list(outcomes(bar, reader, Path(folder), wish.keep))  # pyright: ignore[reportArgumentType]
    sys.stdout.write(table(found) + "\n")
    sys.exit(any(outcome.kind in ("mistaken", NONSENSE) for _, outcome in found))


if __name__ == "__main__":
    main()
