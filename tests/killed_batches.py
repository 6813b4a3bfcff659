"""Kill a batch again and again; it must end as if nothing had happened. Minutes.

    python -m tests.killed_batches --kills 50

A batch of small photos is killed with SIGKILL at random moments, from the start of the process on,
and started again with the same command until every photo is there. Then every file is compared
with an undisturbed run, byte for byte, and every finished file must still be the one that it was
when it was first seen. Exits with 1 if anything differs.
"""

import argparse
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
_HEIGHT, _WIDTH = 300, 400
# Most kills fall among the photos; some while the program still starts.
_EARLY = 0.15


@dataclass(slots=True)
class Disturbed:
    """What was seen while batches were killed again and again."""

    batches: int = 0
    kills: int = 0
    with_a_new_photo: int = 0
    leftovers_seen: int = 0
    leftovers_left: int = 0
    rewritten: list[str] = field(default_factory=list[str])
    different: list[str] = field(default_factory=list[str])
    statuses: set[int] = field(default_factory=set[int])


def finished(out: Path) -> list[Path]:
    """The files of a target that are no temporary ones."""
    return sorted(p for p in out.rglob("*") if p.is_file() and not p.name.startswith("."))


def leftovers(out: Path) -> list[Path]:
    """Its temporary files."""
    return [p for p in out.rglob(".*") if p.is_file()]


def make_photos(folder: Path, count: int) -> None:
    """Dark photos of several kinds in two folders, with names in common."""
    noise = np.random.default_rng(0)
    for number in range(count):
        suffix = (".jpg", ".png", ".tif")[number % 3]
        path = folder / f"10{number % 2}" / f"IMG_{number // 4:04d}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        light = noise.gamma(0.6, 12.0, (_HEIGHT // 10, _WIDTH // 10, 3))
        smooth = cv2.resize(light, (_WIDTH, _HEIGHT), interpolation=cv2.INTER_CUBIC)
        grain = noise.normal(0.0, 3.0, smooth.shape)
        assert cv2.imwrite(str(path), np.clip(smooth + grain, 0, 255).astype(np.uint8))


def command(program: Sequence[str], photos: Path, out: Path, flags: Sequence[str]) -> list[str]:
    """The one command, every time."""
    words = ["enhance", str(photos), "--output", str(out), "--progress", "json"]
    return [*program, *words, *flags]


def environment(state: Path) -> dict[str, str]:
    """With journals of its own."""
    return {**os.environ, "LOWLIGHT_STATE": str(state)}


def is_done(line: bytes) -> bool:
    """Whether a line of the program tells that a photo was made, now and not before."""
    event = json.loads(line)
    return event["event"] == "photo" and event["state"] == "done"


def undisturbed(words: Sequence[str], state: Path) -> tuple[float, float]:
    """Run to the end; seconds until a photo was done, and in all."""
    begin = time.monotonic()
    with subprocess.Popen(words, env=environment(state), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        next((line for line in child.stdout if is_done(line)), None)
        started = time.monotonic() - begin
        child.stdout.read()
    if child.returncode != 0:
        raise SystemExit(f"the undisturbed run ended with {child.returncode}")
    return started, time.monotonic() - begin


def killed(
    words: Sequence[str], state: Path, dice: random.Random, pace: tuple[float, float]
) -> bool:
    """Start, and kill at a random moment.

    Args:
        words: The command.
        state: For the journal.
        dice: Where moments come from.
        pace: Seconds until the first photo is done, and from then on at most.

    Returns:
        Whether it was killed; else it had come to its end.
    """
    with subprocess.Popen(words, env=environment(state), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        if dice.random() < _EARLY:
            time.sleep(dice.uniform(0.0, pace[0]))
        else:
            next((line for line in child.stdout if is_done(line)), None)
            time.sleep(dice.uniform(0.0, pace[1]))
        ended = child.poll() is not None
        child.kill()
    return not ended


def differences(one: Path, other: Path) -> list[str]:
    """Names that only one folder has, or whose files differ."""
    first = {str(p.relative_to(one)): p for p in finished(one)}
    second = {str(p.relative_to(other)): p for p in finished(other)}
    both = first.keys() & second.keys()
    unequal = {name for name in both if first[name].read_bytes() != second[name].read_bytes()}
    return sorted((first.keys() ^ second.keys()) | unequal)


def batch(
    words: Sequence[str], home: Path, dice: random.Random, pace: tuple[float, float], kills: int
) -> Disturbed:
    """One batch, killed until it is done or there were enough kills, and then left alone."""
    out, state = home / "wild", home / "state-wild"
    said, seen = Disturbed(batches=1), dict[Path, tuple[int, int]]()

    def look() -> None:
        for path in finished(out):
            stat = path.stat()
            told = (stat.st_ino, stat.st_mtime_ns)
            if seen.setdefault(path, told) != told:
                said.rewritten.append(str(path))
        said.leftovers_seen += len(leftovers(out))

    while said.kills < kills:
        before = len(seen)
        was_killed = killed(words, state, dice, pace)
        look()
        if not was_killed:
            break
        said.kills += 1
        said.with_a_new_photo += len(seen) > before
    last = subprocess.run(words, env=environment(state), stdout=subprocess.DEVNULL, check=False)
    said.statuses.add(last.returncode)
    look()
    said.leftovers_left = len(leftovers(out))
    said.different = differences(home / "calm", out)
    return said


def sum_of(one: Disturbed, other: Disturbed) -> Disturbed:
    """Two batches together."""
    return Disturbed(
        one.batches + other.batches,
        one.kills + other.kills,
        one.with_a_new_photo + other.with_a_new_photo,
        one.leftovers_seen + other.leftovers_seen,
        one.leftovers_left + other.leftovers_left,
        one.rewritten + other.rewritten,
        one.different + other.different,
        one.statuses | other.statuses,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--program", default=str(ROOT / "lowlight"), help="one word for a shell")
    parser.add_argument("--flags", default="", help="more flags of `lowlight enhance`, likewise")
    wish = parser.parse_args(arguments)
    dice, program, flags = random.Random(wish.seed), shlex.split(wish.program), wish.flags.split()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_photos(home / "photos", wish.photos)
        words = command(program, home / "photos", home / "calm", flags)
        started, whole = undisturbed(words, home / "state-calm")
        # So that a batch is done about when the kills are.
        pace = started, 2.0 * max(whole - started, 0.1) / max(wish.kills * (1 - _EARLY), 1)
        words = command(program, home / "photos", home / "wild", flags)
        said = Disturbed()
        while said.kills < wish.kills:
            said = sum_of(said, batch(words, home, dice, pace, wish.kills - said.kills))
            for used in ("wild", "state-wild"):
                shutil.rmtree(home / used, ignore_errors=True)
    print(f"| undisturbed | {whole:.1f} s, {started:.1f} s of them until a photo was done |")  # noqa: T201
    for text, value in (
        (f"batches of {wish.photos} photos", said.batches),
        ("kills", said.kills),
        ("of them after which there were more photos than before", said.with_a_new_photo),
        ("temporary files seen after a kill", said.leftovers_seen),
        ("temporary files in the end", said.leftovers_left),
        ("finished files written again", len(said.rewritten)),
        ("files that differ from the undisturbed run, or are missing", len(said.different)),
        ("exit status of the last runs", said.statuses),
    ):
        print(f"| {text} | {value} |")  # noqa: T201
    for name in (*said.different, *said.rewritten):
        print("!", name)  # noqa: T201
    is_right = said.statuses == {0} and not said.leftovers_left
    return 0 if is_right and not (said.different or said.rewritten) else 1


if __name__ == "__main__":
    sys.exit(main())
