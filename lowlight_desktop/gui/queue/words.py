"""What the queue says, in words."""

import unicodedata
from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lowlight_desktop.gui.bars.words import time_left
from lowlight_desktop.gui.declared_words import count, number, sentence_words, with_unit
from lowlight_desktop.studio.journal_entry import Entry, State

_MINUTE_S, _HOUR_S = 60, 3600
_FEW_S = 8
# Controls, ends of lines and of paragraphs, bytes of names that are no text.
_UNSEEN = frozenset({"Cc", "Zl", "Zp", "Cs"})
_SIGN = "\N{REPLACEMENT CHARACTER}"  # unlike the pictures of controls, every font has it


def state_word(entry: Entry, fraction: float | None = None) -> str:
    """How far a photo is: "Waiting", "Exporting, 42 %", "Exported".

    Args:
        entry: Of the journal.
        fraction: How much of it is done, 0 to 1, where that is known.
    """
    match entry.state:
        case State.WAITING:
            return QCoreApplication.translate("Queue", "Waiting")
        case State.RUNNING:
            if not fraction:
                return QCoreApplication.translate("Queue", "Reading")
            text = QCoreApplication.translate("Queue", "Exporting, {0}")
            return text.format(with_unit(number(100 * fraction), "%"))
        case State.DONE:
            return QCoreApplication.translate("Queue", "Exported")
        case State.SKIPPED:
            return QCoreApplication.translate("Queue", "Skipped")
        case State.FAILED:
            return QCoreApplication.translate("Queue", "Failed")
        case State.CANCELLED:
            return QCoreApplication.translate("Queue", "Canceled")


def explanation(entry: Entry) -> str:
    """What there is to say beyond the state: the result's name, what went wrong, or nothing."""
    match entry.state:
        case State.DONE if entry.written is not None:
            return entry.written.output.name
        case State.SKIPPED:
            return QCoreApplication.translate("Queue", "A file has this name already")
        case State.FAILED:
            said = sentence_words(entry.error).removeprefix(f"{entry.source}: ")
            return said.removeprefix(f"{entry.output}: ")
        case _:
            return ""


def in_one_line(text: str) -> str:
    """A text with a sign in place of each line break and other control character."""
    return "".join(_SIGN if unicodedata.category(c) in _UNSEEN else c for c in text)


def duration(seconds: float) -> str:
    """A time that was taken: "0.4 s", "12 s", "3 min 5 s", "1 h 12 min"; "" for none."""
    if seconds <= 0:
        return ""
    if seconds < _MINUTE_S - 0.5:
        text = QCoreApplication.translate("Queue", "{0} s")
        return text.format(number(seconds, 1 if seconds < 9.95 else 0))
    if seconds < _HOUR_S - 0.5:
        minutes, rest = divmod(round(seconds), _MINUTE_S)
        text = QCoreApplication.translate("Queue", "{minutes} min {seconds} s")
        return text.format(minutes=minutes, seconds=rest)
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    text = QCoreApplication.translate("Queue", "{hours} h {minutes} min")
    return text.format(hours=hours, minutes=minutes)


def about(seconds: float) -> str:
    """A time that is expected, rounded as people speak: "About 40 seconds", "About 3 minutes"."""
    if seconds < _FEW_S:
        return QCoreApplication.translate("Queue", "A few seconds")
    if seconds < _MINUTE_S - 5:
        text = QCoreApplication.translate("Queue", "About {0} seconds")
        return text.format(max(round(seconds / 5), 2) * 5)
    minutes = seconds / _MINUTE_S
    if minutes < 1.5:
        return QCoreApplication.translate("Queue", "About a minute")
    if minutes < 55:
        text = QCoreApplication.translate("Queue", "About {0} minutes")
        return text.format(round(minutes) if minutes < 20 else round(minutes / 5) * 5)
    halves = round(minutes / 30)
    if halves <= 2:
        return QCoreApplication.translate("Queue", "About an hour")
    text = QCoreApplication.translate("Queue", "About {0} hours")
    return text.format(f"{count(halves // 2)}{'½' * (halves % 2)}")


def over_and_all(counts: Mapping[State, int]) -> tuple[int, int]:
    """How many photos are over, and how many there are; those that were canceled count nowhere."""
    whole = Counter(counts)
    waiting = whole[State.WAITING] + whole[State.RUNNING]
    over = whole[State.DONE] + whole[State.SKIPPED] + whole[State.FAILED]
    return over, over + waiting


def totals(
    counts: Mapping[State, int],
    *,
    paused: bool,
    per_hour: float | None,
    seconds_left: float | None,
) -> str:
    """The whole queue in a line: "18 of 40 · 212 photos per hour · 6 min left".

    Args:
        counts: Photos in each state.
        paused: Whether nothing new is begun.
        per_hour: How many photos are done in an hour, where that is known.
        seconds_left: How long the rest takes, where that is known.
    """
    over, whole = over_and_all(counts)
    said = [QCoreApplication.translate("Queue", "{0} of {1}").format(count(over), count(whole))]
    if whole == over:
        return said[0]
    if paused:
        said.append(QCoreApplication.translate("Queue", "paused"))
    if per_hour is not None:
        text = QCoreApplication.translate("Queue", "{0} photos per hour")
        said.append(text.format(_rounded(per_hour)))
    if seconds_left is not None and not paused:
        said.append(time_left(seconds_left))
    return "  ·  ".join(said)


def _rounded(per_hour: float) -> str:
    """Two digits that count: the pace is not known better."""
    if per_hour < 10:
        return number(per_hour, 1)
    step = 10 if per_hour >= 100 else 1
    return count(round(per_hour / step) * step)
