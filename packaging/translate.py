"""Collect the window's words, for translators, and compile what they wrote.

    python packaging/translate.py            after words have changed, or translations
    python packaging/translate.py --check    is everything up to date? 1 if not

`resources/translations/lowlight_de.ts` is written anew: new words come in unfinished, words that
are gone leave, translations stay. `lowlight_en.ts` holds nothing but plurals. The compiled `.qm`
files lie beside them. Words that are declared in tables below the window, such as the names of
sliders, are read from their declarations: a new slider is a new entry. What errors say is read
where they are raised (`sentences.py`).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import PySide6
from sentences import templates

from lowlight_desktop.gui import menus
from lowlight_desktop.gui.editing_window import offers
from lowlight_desktop.gui.language import LANGUAGES, TRANSLATIONS
from lowlight_desktop.hosts.catalog import HOSTS
from lowlight_desktop.hosts.words import TEXTS
from lowlight_desktop.photo.network_map import ATTENTION, GAIN, LOCAL
from lowlight_desktop.photo.noise_words import SOURCE_WORDS
from lowlight_desktop.photo.param import params_of
from lowlight_desktop.photo.recipe import TARGET, Finish, Light, Noise, Repair
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.presets import BUILT_IN

_PACKAGE = Path(__file__).resolve().parents[1] / "lowlight_desktop"
_GUI = _PACKAGE / "gui"
_DECLARING = (Light, Noise, Repair, Finish, Stroke)
_PLAIN = LANGUAGES[0][0]


def declared() -> Iterator[tuple[str, str]]:
    """Context and text of every word in a table."""
    for title, specs in menus.MENUS:
        yield "Menus", title
        for spec in specs:
            yield from (("Actions", text) for text in (spec.text, spec.hint))
    for spec in offers.SPECS:
        yield from (("Actions", text) for text in (spec.text, spec.hint))
    maps = [ATTENTION, GAIN, LOCAL]
    params = [TARGET, *(p for declaring in _DECLARING for p in params_of(declaring))]
    for param in params:
        yield from (("Recipe", text) for text in (param.label, param.help))
    yield from (("NetworkMap", map_.label) for map_ in maps)
    yield from (("Unit", unit.unit) for unit in (*params, *maps))
    yield from (("NoiseSource", words) for words in SOURCE_WORDS.values())
    yield from (("Errors", text) for text in templates(_PACKAGE) if text not in TEXTS)
    of_hosts = (text for host in HOSTS for text in (host.title, host.next_step))
    yield from (("Hosts", text) for text in (*TEXTS, *of_hosts))
    for preset in BUILT_IN:
        yield from (("Preset", text) for text in (preset.name, preset.about))


def collect(folder: Path) -> None:
    """Bring the `.ts` files of a folder up to date with the window's sources.

    Raises:
        subprocess.CalledProcessError: If Qt's tool fails.
    """
    words = dict.fromkeys(pair for pair in declared() if pair[1])
    calls = [f"translate({_quoted(context)}, {_quoted(text)})" for context, text in words]
    with tempfile.TemporaryDirectory() as tables:
        table = Path(tables) / "tables.py"
        table.write_text("\n".join([*calls, ""]), "utf-8")
        sources = [*sorted(map(str, _GUI.rglob("*.py"))), str(table)]
        for code, _ in LANGUAGES:
            only = ["-pluralonly"] if code == _PLAIN else []
            heuristics = ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
            how = ["-silent", "-no-obsolete", "-locations", "none", *heuristics, *only]
            languages = ["-source-language", _PLAIN, "-target-language", code]
            _run("lupdate", *sources, *how, *languages, "-ts", str(folder / _name(code, "ts")))


def compile_all(folder: Path) -> None:
    """Make the `.qm` files of a folder out of its `.ts` files.

    Raises:
        subprocess.CalledProcessError: If Qt's tool fails.
    """
    for code, _ in LANGUAGES:
        ts, qm = (folder / _name(code, kind) for kind in ("ts", "qm"))
        _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def outdated() -> list[str]:
    """The names of the files that differ from what they should be."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(TRANSLATIONS, folder, dirs_exist_ok=True)
        collect(folder)
        compile_all(folder)
        names = [_name(code, kind) for code, _ in LANGUAGES for kind in ("ts", "qm")]
        return [name for name in names if _text(folder / name) != _text(TRANSLATIONS / name)]


def _text(path: Path) -> bytes:
    """What is in a file, however a checkout ends its lines."""
    data = path.read_bytes() if path.exists() else b""
    return data.replace(b"\r\n", b"\n") if path.suffix == ".ts" else data


def _name(code: str, kind: str) -> str:
    return f"lowlight_{code}.{kind}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _run(tool: str, *words: str) -> None:
    """Run a tool of Qt that PySide6 brings along."""
    ending = ".exe" if sys.platform == "win32" else ""
    program = Path(next(iter(PySide6.__path__))) / f"{tool}{ending}"
    subprocess.run([str(program), *words], check=True)


def main() -> int:
    """Do what the command says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is old")
    if not parser.parse_args().check:
        TRANSLATIONS.mkdir(exist_ok=True)
        collect(TRANSLATIONS)
        compile_all(TRANSLATIONS)
        return 0
    old = outdated()
    if old:
        print("not up to date:", *old, file=sys.stderr)  # noqa: T201
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main())
