"""How results are called: text with tokens in braces, and slashes that make folders."""

import re
from dataclasses import dataclass
from datetime import datetime

from lowlight_desktop.photo.sentence import Sentence

PLAIN_TEMPLATE = "{stem}"
"""A result is called as its photo is."""

TOKENS = ("stem", "date", "time", "camera", "model", "iso", "preset", "counter", "folder")
"""What a template can say in braces."""

LONGEST_BYTES = 255
"""Of a name in UTF-8: what every usual disk takes."""

_SYNONYMS = {"name": "stem", "number": "counter"}
_OF_METADATA = frozenset({"date", "time", "camera", "model", "iso"})
_USUAL_FORMS = {"date": "%Y-%m-%d", "time": "%H-%M-%S", "counter": "03", "iso": "01"}

_TOKEN = re.compile(r"([-_ ]*)\{(\w*)(?::([^{}]*))?\}")
# Digits alone: names of months would depend on the language of the system.
_MOMENT = re.compile(r"(?:[^%]|%[YymdHMSj])*%[YymdHMSj](?:[^%]|%[YymdHMSj])*")
_WIDTH = re.compile(r"0?[1-9]")
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')  # what Windows and cards formatted there refuse
_FORBIDDEN_IN_VALUES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows' devices
_TAKEN = re.compile(r"\d{4}:\d\d:\d\d(?: \d\d:\d\d:\d\d)?")
_TAKEN_WITH_TIME = re.compile(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d")
_UNDATED = "undated"
_MISSING = "\0"  # no name holds it
_SEPARATORS = "-_ "


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a template can say of a photo.

    Attributes:
        name: The original's, without its ending.
        taken: When, as EXIF writes it ("2026:11:20 23:10:05"), or "".
        number: Place among the photos that are written together, from 1.
        preset: The look's name, or "".
        camera: Maker and model, or "".
        model: The camera's model alone, or "".
        iso: ISO speed, or None.
        folder: The name of the folder that holds the original, or "".
    """

    name: str
    taken: str = ""
    number: int = 1
    preset: str = ""
    camera: str = ""
    model: str = ""
    iso: float | None = None
    folder: str = ""


def check_template(template: str) -> None:
    """See that a template gives names.

    Raises:
        ValueError: If it is empty, leads out of the folder for results, has an unknown token or
            format, or signs that no file name may have.
    """
    if not template.strip(" .-_"):
        raise ValueError(Sentence("The name is empty"))
    known = ", ".join(f"{{{token}}}" for token in TOKENS)
    for _, token, form in _TOKEN.findall(template):
        if _SYNONYMS.get(token, token) not in TOKENS:
            raise ValueError(Sentence("{{{0}}} is unknown, there are {1}", token, known))
        if form:
            _check_form(token, form)
    rest = _TOKEN.sub(_sample, template)
    if "{" in rest or "}" in rest:
        raise ValueError(Sentence("Braces hold one of {0}", known))
    if found := _FORBIDDEN.search(rest):
        raise ValueError(Sentence("A file name cannot hold '{0}'", found.group()))
    _check_parts(rest.split("/"))


def _check_form(token: str, form: str) -> None:
    match _SYNONYMS.get(token, token):
        case "date" | "time":
            fits, wanted = _MOMENT.fullmatch(form), Sentence("%Y, %m, %d, %H, %M or %S")
        case "counter" | "iso":
            fits, wanted = _WIDTH.fullmatch(form), Sentence("a number of digits, as in 04")
        case _:
            raise ValueError(Sentence("{{{0}}} takes no format", token))
    if not fits:
        raise ValueError(Sentence("{{{0}}} takes {1}, not {2!r}", token, wanted, form))


def _sample(token: re.Match[str]) -> str:
    """Text that has the signs and the slashes of what will stand there."""
    before, _, form = token.groups()
    return before + re.sub(r"%.", "0", form or "0")


def _check_parts(parts: list[str]) -> None:
    if not parts[0].strip() and len(parts) > 1:
        raise ValueError(
            Sentence("A name begins below the folder for results, not at the top of a disk")
        )
    if any(part.strip() == ".." for part in parts):
        raise ValueError(Sentence("A name cannot lead out of the folder for results"))
    if not all(part.strip(" .") for part in parts):
        raise ValueError(Sentence("A part of the name is empty"))


def asks_metadata(template: str) -> bool:
    """Whether a template says what only the photo's tags know."""
    return any(token in _OF_METADATA for _, token, _ in _TOKEN.findall(template))


def makes_folders(template: str) -> bool:
    """Whether a template sorts results into folders."""
    return "/" in template


def name_from(template: str, facts: NameFacts, suffix: str = "") -> str:
    """The name of a result; with slashes where the template makes folders.

    What a photo does not have is left out together with the sign before it: "{stem}-{preset}"
    without a preset is the stem alone, and a folder without a name is none. A photo without a date
    is "undated". A name that is too long loses its end, never its suffix.

    Args:
        template: Text with `TOKENS` in braces; a colon begins the form of a date or a number.
        facts: About the photo.
        suffix: The ending, with its dot.

    Raises:
        ValueError: If the template gives no names.
    """
    check_template(template)
    if template in (PLAIN_TEMPLATE, "{name}"):
        return cut(facts.name, suffix)  # a name that exists needs no other care

    def said(token: re.Match[str]) -> str:
        before, name, form = token.groups()
        value = _value(_SYNONYMS.get(name, name), form, facts)
        return before + value if value else _MISSING

    *folders, name = (_cleaned(part) for part in _TOKEN.sub(said, template).split("/"))
    names = [cut(folder) for folder in folders if folder]
    return "/".join([*names, cut(name or facts.name, suffix)])


def _value(token: str, form: str | None, facts: NameFacts) -> str:
    form = form or _USUAL_FORMS.get(token, "")
    match token:
        case "date":
            return _moment(form, _TAKEN.match(facts.taken)) or _UNDATED
        case "time":
            return _moment(form, _TAKEN_WITH_TIME.match(facts.taken))
        case "counter":
            return f"{facts.number:{form}d}"
        case "iso":
            return "" if facts.iso is None else f"{round(facts.iso):{form}d}"
        case "stem":
            said = facts.name
        case _:
            said = str(getattr(facts, token))
    return _FORBIDDEN_IN_VALUES.sub("-", said).strip()


def _moment(form: str, taken: re.Match[str] | None) -> str:
    """A date, a time or both in a form; nothing where EXIF says none."""
    if taken is None:
        return ""
    said = taken.group()
    written = "%Y:%m:%d %H:%M:%S" if " " in said else "%Y:%m:%d"
    try:
        return datetime.strptime(said, written).strftime(form)
    except ValueError:  # "0000:00:00", a clock that was never set
        return ""


def _cleaned(part: str) -> str:
    """A name that every system takes, or nothing."""
    if part.lstrip(_SEPARATORS).startswith(_MISSING):
        part = part.lstrip(_SEPARATORS + _MISSING)
    name = part.replace(_MISSING, "").strip().rstrip(". ")
    return f"_{name}" if _RESERVED.match(name) else name


def cut(stem: str, tail: str = "") -> str:
    """A name that no usual disk finds too long: what stands before its tail is shortened.

    Args:
        stem: The name without its ending.
        tail: The ending, and what else must stay.
    """
    room = LONGEST_BYTES - _length(tail)
    if _length(stem) <= room:
        return stem + tail
    while _length(stem) > room:
        stem = stem[:-1]
    return stem.rstrip(". ") + tail


def _length(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))  # a disk may hold names that are no text
