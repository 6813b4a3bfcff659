from dataclasses import replace
from pathlib import Path

import pytest

from lowlight_desktop.gui.queue.words import (
    about,
    duration,
    explanation,
    in_one_line,
    over_and_all,
    state_word,
    totals,
)
from lowlight_desktop.studio.journal_entry import State
from tests.gui.queue.entries import entry

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, ""),
        (0.42, "0.4 s"),
        (12.4, "12 s"),
        (59.6, "1 min 0 s"),
        (185.0, "3 min 5 s"),
        (4320.0, "1 h 12 min"),
    ],
)
def test_durations_are_as_exact_as_one_wants_to_know(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1.0, "A few seconds"),
        (8.1, "About 10 seconds"),
        (41.0, "About 40 seconds"),
        (56.0, "About a minute"),
        (89.0, "About a minute"),
        (91.0, "About 2 minutes"),
        (200.0, "About 3 minutes"),
        (720.0, "About 12 minutes"),
        (1250.0, "About 20 minutes"),
        (3250.0, "About 55 minutes"),
        (3400.0, "About an hour"),
        (5400.0, "About 1½ hours"),
        (7000.0, "About 2 hours"),
        (36000.0, "About 10 hours"),
    ],
)
def test_expected_times_are_rounded_as_people_speak(seconds: float, said: str) -> None:
    assert about(seconds) == said


def test_a_photo_in_hand_is_read_and_then_exported() -> None:
    running = entry(1, State.RUNNING)
    assert state_word(running, 0.0) == "Reading"
    assert state_word(running, 0.421) == "Exporting, 42%"


def test_an_error_does_not_name_its_photo_again() -> None:
    source = Path("/photos/a.jpg")
    failed = entry(1, State.FAILED, source=source, error=f"{source}: it is no photo.")
    assert explanation(failed) == "it is no photo."


def test_a_finished_photo_names_its_result() -> None:
    assert explanation(entry(1, State.DONE)) == "night-1-lit.jpg"


def test_canceled_photos_count_nowhere() -> None:
    counts = {State.DONE: 3, State.FAILED: 1, State.RUNNING: 1, State.CANCELLED: 7}
    assert over_and_all(counts) == (4, 5)


def test_the_whole_is_told_in_a_line() -> None:
    counts = {State.DONE: 1498, State.WAITING: 2}
    said = totals(counts, paused=False, per_hour=212.0, seconds_left=400.0)
    assert said == "1,498 of 1,500  ·  210 photos per hour  ·  7 min left"


def test_a_pause_has_no_time_left() -> None:
    said = totals({State.WAITING: 2}, paused=True, per_hour=None, seconds_left=400.0)
    assert said == "0 of 2  ·  paused"


def test_what_is_over_needs_no_forecast() -> None:
    assert totals({State.DONE: 2}, paused=False, per_hour=9.0, seconds_left=0.0) == "2 of 2"


def test_an_error_does_not_name_the_result_by_its_whole_path() -> None:
    output = Path("/lit/night-1-lit.jpg")
    error = f"{output}: the disk is full. Free some space there."
    failed = replace(entry(1, State.FAILED, error=error), output=output)
    assert explanation(failed) == "the disk is full. Free some space there."


def test_an_error_of_another_file_names_it() -> None:
    error = "/lit/mask.png: it cannot be read."
    failed = replace(entry(1, State.FAILED, error=error), output=Path("/lit/night-1-lit.jpg"))
    assert explanation(failed) == error


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("two\nlines\r.jpg", "two�lines�.jpg"),
        ("a\ttab, \x1b[31m and \x7f", "a�tab, �[31m and �"),
        ("\x85 \u2028 \u2029 \udcff", "� � � �"),  # C1, separators, a byte that is no text
        ("Zürich 夜 👩\u200d🚀 é.jpg", "Zürich 夜 👩\u200d🚀 é.jpg"),
    ],
)
def test_what_cannot_be_seen_in_a_name_is_shown_by_a_sign(name: str, seen: str) -> None:
    assert in_one_line(name) == seen
