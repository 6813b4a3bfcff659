"""A batch as one page that needs nothing else: failures first, then the photos before and after.

Every word that comes from outside, file names above all, is escaped; the page allows no scripts.
"""

import base64
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from statistics import median
from typing import cast
from urllib.parse import quote

from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.look_words import options_words, recipe_words
from lowlight_desktop.studio.report_pictures import Pictures

_HOLE = re.compile(r"\{(\w+)\}")  # CSS has no braces without a space or a colon in them


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo on the page.

    Attributes:
        row: What became of it, as in the JSON.
        pictures: Gets those of a photo that is done: few are in memory at a time.
    """

    row: Mapping[str, object]
    pictures: Callable[[], Pictures]


Facts = Mapping[str, object]


def page(
    facts: Facts,
    entries: Sequence[Entry],
    recipe: Recipe,
    options: ExportOptions,
    folder: Path,
) -> Iterator[str]:
    """The page, piece by piece, so that it is never in memory as a whole.

    Args:
        facts: About the whole: started, finished, seconds, device, models, done, skipped, failed,
            and of an early end left and ended_by.
        entries: The photos.
        recipe: The look.
        options: The files.
        folder: Where the page will lie; links to files below it stay right if both move.
    """
    base = _common_folder(str(entry.row["source"]) for entry in entries)
    seconds = [cast("float", e.row["seconds"]) for e in entries if e.row.get("seconds")]
    parts: dict[str, Callable[[], Iterable[str]]] = {
        "title": lambda: [_heading(facts)],
        "heading": lambda: [_heading(facts)],
        "when": lambda: [_when(facts, base)],
        "early": lambda: _early(facts),
        "totals": lambda: _totals(facts, seconds),
        "failed": lambda: _failed(facts, _in_state(entries, "failed"), base),
        "photos": lambda: _photos(facts, _in_state(entries, "done"), base, folder),
        "skipped": lambda: _skipped(facts, _in_state(entries, "skipped"), base, folder),
        "look": lambda: _look(facts, recipe, options),
    }
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    end = 0
    for hole in _HOLE.finditer(template):
        yield template[end : hole.start()]
        yield from parts[hole[1]]()
        end = hole.end()
    yield template[end:]


def duration(seconds: float) -> str:
    """A time as people say it: "4.2 s", "3 min 20 s", "2 h 5 min"."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _count(facts: Facts, state: str) -> int:
    return cast("int", facts.get(state, 0))


def _heading(facts: Facts) -> str:
    done = _count(facts, "done")
    total = done + sum(_count(facts, state) for state in ("skipped", "failed", "left"))
    return f"{done:,} of {total:,} {_photo_word(total)} done"


def _photo_word(count: int) -> str:
    return "photo" if count == 1 else "photos"


def _when(facts: Facts, base: str) -> str:
    start, end = (datetime.fromisoformat(str(facts[key])) for key in ("started", "finished"))
    words = f"{start:%Y-%m-%d %H:%M}"
    if start.date() != end.date():
        words += f" – {end:%Y-%m-%d %H:%M}"
    elif (start.hour, start.minute) != (end.hour, end.minute):
        words += f" – {end:%H:%M}"
    return f"{words} · {_text(base)}" if base else words


def _early(facts: Facts) -> Iterator[str]:
    if reason := facts.get("ended_by"):
        left = _count(facts, "left")
        yield f'<p class="early">Ended early, {left:,} left: {_text(reason)}</p>'


def _totals(facts: Facts, seconds: list[float]) -> Iterator[str]:
    tiles = [(f"{_count(facts, state):,}", state) for state in ("done", "skipped", "failed")]
    tiles.append((duration(cast("float", facts["seconds"])), "altogether"))
    if seconds:
        tiles.append((duration(median(seconds)), "a photo, typically"))
    for value, label in tiles:
        bad = ' class="bad"' if label == "failed" and value != "0" else ""
        yield f"<li{bad}><b>{value}</b><span>{label}</span></li>"


def _in_state(entries: Sequence[Entry], state: str) -> Iterator[Entry]:
    return (entry for entry in entries if entry.row["state"] == state)


def _failed(facts: Facts, entries: Iterable[Entry], base: str) -> Iterator[str]:
    if not _count(facts, "failed"):
        return
    yield '<section class="failed"><h2>Failed</h2><ul>'
    for entry in entries:
        source = str(entry.row["source"])
        # The sentence begins with the whole path, which is said above it already.
        said = str(entry.row.get("error", "")).removeprefix(f"{source}: ")
        sentence = said[:1].upper() + said[1:]
        yield f"<li><b>{_name(source, base)}</b><p>{_text(sentence)}</p></li>\n"
    yield "</ul></section>"


def _photos(facts: Facts, entries: Iterable[Entry], base: str, folder: Path) -> Iterator[str]:
    if not _count(facts, "done"):
        return
    yield '<section><h2>Photos <span>before and after</span></h2><ul class="photos">'
    for entry in entries:
        output = str(entry.row["output"])
        link = _link(output, folder)
        name = _name(str(entry.row["source"]), base)
        pictures = entry.pictures()
        images = _image(pictures.before, "Before") + _image(pictures.after, "After")
        yield (
            f'<li><a class="pair" href="{link}">{images}</a>'
            f'<div class="words"><p class="name">{name}</p>'
            f'<p>→ <a href="{link}">{_text(Path(output).name)}</a>{_facts_of(entry.row)}</p>'
            "</div></li>\n"
        )
    yield "</ul></section>"


def _facts_of(row: Mapping[str, object]) -> str:
    facts: list[str] = []
    if (seconds := cast("float | None", row.get("seconds"))) is not None:
        facts.append(duration(seconds))
    if (target := cast("float | None", row.get("target"))) is not None:
        facts.append(f"brightness {target:.2f}")
    return "".join(f" · {fact}" for fact in facts)


def _image(jpeg: bytes | None, word: str) -> str:
    if jpeg is None:
        return f"<i>{word}: no preview</i>"
    data = base64.b64encode(jpeg).decode("ascii")
    return f'<img alt="{word}" title="{word}" decoding="async" src="data:image/jpeg;base64,{data}">'


def _skipped(facts: Facts, entries: Iterable[Entry], base: str, folder: Path) -> Iterator[str]:
    if not _count(facts, "skipped"):
        return
    why = "their results were there, or being made"
    yield f"<details><summary>Skipped <span>{why}</span></summary><ul>"
    for entry in entries:
        output = str(entry.row.get("output", ""))
        link, name = _link(output, folder), _text(Path(output).name)
        why = " · another Lowlight was doing it" if entry.row.get("elsewhere") else ""
        photo = _name(str(entry.row["source"]), base)
        yield f'<li>{photo} → <a href="{link}">{name}</a>{why}</li>\n'
    yield "</ul></details>"


def _look(facts: Facts, recipe: Recipe, options: ExportOptions) -> Iterator[str]:
    models = cast("Mapping[str, Mapping[str, str]]", facts.get("models", {}))
    networks = ", ".join(f"{m['title']} ({m['version']})" for m in models.values())
    lines = [*recipe_words(recipe), *options_words(options), ("Networks", networks)]
    lines += [("Computed on", str(facts.get("device", "")))]
    lines += [("Program", f"Lowlight {facts['lowlight']}")]
    for label, value in lines:
        if value:
            yield f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>\n"


def _common_folder(sources: Iterable[str]) -> str:
    """The deepest folder that all photos lie in, or nothing."""
    folders = {os.path.dirname(os.path.abspath(source)) for source in sources}  # noqa: PTH100, PTH120
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # on different drives
        return ""


def _name(source: str, base: str) -> str:
    """A photo's name, with the folders that tell it from others."""
    path = os.path.abspath(source)  # noqa: PTH100
    return (
        f'<bdi title="{_text(path)}">{_text(os.path.relpath(path, base) if base else path)}</bdi>'
    )


def _text(value: object) -> str:
    """Words for the page; of a name that is not Unicode, what can be shown."""
    return escape(str(value).encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


def _link(path: str, folder: Path) -> str:
    """The way to a file from the page: relative where it lies below the page's folder."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    here = Path(os.path.abspath(folder))  # noqa: PTH100
    if whole.is_relative_to(here):
        return "./" + quote(os.fsencode(whole.relative_to(here).as_posix()))
    return escape(whole.as_uri())
