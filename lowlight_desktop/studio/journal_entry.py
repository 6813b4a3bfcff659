"""What a journal knows of a photo."""

import json
import os
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from lowlight_desktop.formats.recipe_json import recipe_from_json, recipe_to_json
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.photo.sentence import Sentence, unpacked
from lowlight_desktop.studio.export_wish import ExportWish, wish_from_json, wish_to_json


class State(StrEnum):
    """How far a photo has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"  # its name was taken, and taken names were to be left alone
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.WAITING, State.RUNNING)
OVER = (State.DONE, State.SKIPPED, State.CANCELLED)
"""Ends that nobody needs to look at; FAILED is neither."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What shall be done with photos; many share one.

    Attributes:
        recipe: The look.
        wish: The files.
        preset: The name of the look, or "".
    """

    recipe: Recipe
    wish: ExportWish
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo to be put into a journal.

    Attributes:
        source: The original.
        treatment: What shall be done with it.
        counter: Its place among those that are exported together, from 1, for its name.
    """

    source: Path
    treatment: Treatment
    counter: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A finished photo, told from every other one.

    Attributes:
        output: The name that it got.
        size_bytes: Of the file.
        digest: SHA-256 of the file, in hexadecimal.
        key: What it was made of, see `studio.photo_key`.
    """

    output: Path
    size_bytes: int
    digest: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo in a journal.

    Attributes:
        id: Never given twice.
        place: Its turn: the lowest comes first. Unique.
        source: The original.
        treatment: Id of what shall be done, see `Journal.treatment`.
        counter: For its name.
        state: How far it is.
        tries: How often it was begun.
        output: The wanted name, once it was given one; the same at every try.
        written: The finished file; None if it is not done.
        seconds: What it took, by a clock that nobody sets; 0 if it is not over.
        error: A sentence, if it failed.
        added_at: For people, by the clock on the wall: seconds since 1970.
        ended_at: Likewise; None if it is not over.
    """

    id: int
    place: int
    source: Path
    treatment: int
    counter: int
    state: State
    tries: int
    output: Path | None
    written: Written | None
    seconds: float
    error: Sentence
    added_at: float
    ended_at: float | None


def entry_of(row: sqlite3.Row) -> Entry:
    """An entry out of a row with all columns."""
    written = _path(row["written"])
    return Entry(
        id=row["id"],
        place=row["place"],
        source=Path(os.fsdecode(row["source"])),
        treatment=row["treatment"],
        counter=row["counter"],
        state=State(row["state"]),
        tries=row["tries"],
        output=_path(row["output"]),
        written=written and Written(written, row["size_bytes"], row["digest"], row["key"]),
        seconds=row["seconds"],
        error=unpacked(row["error"]),
        added_at=row["added_at"],
        ended_at=row["ended_at"],
    )


def _path(stored: bytes | None) -> Path | None:
    return None if stored is None else Path(os.fsdecode(stored))


@lru_cache(maxsize=64)  # thousands of photos of a shoot share one
def treatment_to_text(treatment: Treatment) -> str:
    """A treatment as JSON; equal ones give equal texts."""
    parts = {
        "recipe": recipe_to_json(treatment.recipe),
        "wish": wish_to_json(treatment.wish),
        "preset": treatment.preset,
    }
    return json.dumps(parts, sort_keys=True)


@lru_cache(maxsize=64)
def treatment_from_text(text: str) -> Treatment:
    """A treatment out of what `treatment_to_text` made.

    Raises:
        RecipeError: If the look is not understood.
        ValueError: If the rest is not.
    """
    try:
        parts = json.loads(text)
        wish, preset = wish_from_json(parts["wish"]), str(parts["preset"])
        return Treatment(recipe_from_json(parts["recipe"]), wish, preset)
    except (KeyError, TypeError) as error:
        raise ValueError(f"What shall be done cannot be read: {error}") from error
