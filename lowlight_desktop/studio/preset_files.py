"""Presets of the photographer's own: a folder with a JSON file for each."""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from lowlight_desktop.formats.disk_errors import write_error
from lowlight_desktop.formats.json_object import read_json, write_json
from lowlight_desktop.formats.recipe_fields import SCHEMA_VERSION
from lowlight_desktop.formats.recipe_json import (
    VERSION,
    checked_entries,
    recipe_from_json,
    recipe_to_json,
)
from lowlight_desktop.photo.errors import ReadError, RecipeError, WriteError
from lowlight_desktop.photo.sentence import Sentence, said_by
from lowlight_desktop.studio.presets import BUILT_IN, LONGEST_NAME, Preset, find_preset, spelled
from lowlight_desktop.studio.user_folders import config_folder

_SUFFIX = ".json"
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # Windows' devices


def default_folder(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Path:
    """Where presets lie if nobody says otherwise; the folder may not exist yet.

    Args:
        platform: As `sys.platform`.
        environment: LOWLIGHT_CONFIG in it comes first, then what the system has for this.
        home: The user's home folder.
    """
    return config_folder(platform, environment, home) / "presets"


@dataclass(frozen=True, slots=True)
class OwnPresets:
    """What a folder of presets holds.

    Attributes:
        presets: In the order of their names.
        skipped: Why a file is not among them, for people.
    """

    presets: tuple[Preset, ...] = ()
    skipped: tuple[ReadError, ...] = ()


def load_presets(folder: Path) -> OwnPresets:
    """Every preset of a folder; one that does not exist is empty.

    A file that cannot be used is skipped, and so is a second one of the same name.
    """
    try:
        paths = _paths(folder)
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        return OwnPresets(skipped=(ReadError(folder, Sentence("it cannot be read ({0})", told)),))
    presets, skipped = list[Preset](), list[ReadError]()
    for path in paths:
        try:
            preset = read_preset(path)
        except ReadError as error:
            skipped.append(error)
            continue
        if find_preset(preset.name, (*BUILT_IN, *presets)):
            skipped.append(
                ReadError(path, Sentence("there is another preset called {0}", preset.name))
            )
        else:
            presets.append(preset)
    return OwnPresets(tuple(sorted(presets, key=lambda p: p.name.casefold())), tuple(skipped))


def read_preset(path: Path) -> Preset:
    """The preset in a file.

    Raises:
        ReadError: If there is none, or it cannot be used.
    """
    try:
        entries = checked_entries(read_json(path), Sentence("a preset"))
        name, about = entries.get("name", path.stem), entries.get("about", "")
        return Preset(str(name), recipe_from_json(entries.get("recipe")), str(about))
    except FileNotFoundError as error:
        raise ReadError(path, Sentence("there is no such file")) from error
    except (RecipeError, ValueError) as error:
        raise ReadError(
            path, Sentence("this preset cannot be used, {0}", said_by(error))
        ) from error


def export_preset(preset: Preset, path: Path) -> None:
    """Write a preset to a file, over an older one.

    Raises:
        WriteError: If the disk refuses.
    """
    entries = {"name": preset.name, "about": preset.about, "recipe": recipe_to_json(preset.recipe)}
    write_json(path, {VERSION: SCHEMA_VERSION, **entries})


def save_preset(folder: Path, preset: Preset) -> Path:
    """Keep a preset, in the place of an own one of the same name.

    Args:
        folder: Is made if there is none.
        preset: A look with a name that no preset of the program has.

    Returns:
        Its file.

    Raises:
        WriteError: If the name is that of a built-in preset, or the disk refuses.
    """
    path = _path_in(folder, preset.name)
    if find_preset(preset.name, BUILT_IN):
        raise WriteError(
            path,
            Sentence("{0} comes with Lowlight", preset.name),
            Sentence("Choose another name."),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error
    export_preset(preset, path)
    _forget(folder, preset.name, but=path)
    return path


def delete_preset(folder: Path, name: str) -> None:
    """Forget an own preset; of one that is not there, nothing is left to forget.

    Raises:
        WriteError: If the disk refuses.
    """
    _forget(folder, name)


def import_preset(folder: Path, path: Path) -> Preset:
    """Take over a preset from a file; a taken name gets a number.

    Returns:
        The preset as it is called now.

    Raises:
        ReadError: If the file cannot be used.
        WriteError: If it cannot be kept.
    """
    preset = read_preset(path)
    known = (*BUILT_IN, *load_presets(folder).presets)
    if preset in known:
        return preset
    named = Preset(_free_name(preset.name, known), preset.recipe, preset.about)
    save_preset(folder, named)
    return named


def _free_name(name: str, known: Iterable[Preset]) -> str:
    taken = tuple(known)
    tries = (name if n == 1 else f"{name[: LONGEST_NAME - 5]} {n}" for n in count(1))
    return next(name for name in tries if find_preset(name, taken) is None)


def _paths(folder: Path) -> list[Path]:
    """The files that may be presets.

    Raises:
        OSError: If the folder cannot be looked into.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == _SUFFIX)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _forget(folder: Path, name: str, *, but: Path | None = None) -> None:
    """Delete every file with the preset of a name, but one."""
    path = folder
    try:
        for path in _paths(folder):
            if path != but and _holds(path, name):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise write_error(path, error) from error


def _holds(path: Path, name: str) -> bool:
    try:
        return spelled(read_preset(path).name) == spelled(name)
    except ReadError:
        return False


def _path_in(folder: Path, name: str) -> Path:
    """A file name that every disk takes: one for each name that `spelled` tells apart."""
    stem = spelled(name)
    if _RESERVED.fullmatch(stem):
        stem += "_"  # which no spelled name has
    return folder / f"{stem}{_SUFFIX}"
