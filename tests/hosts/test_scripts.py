"""What the scripts of the hosts say of the program, against the program."""

import ast
import configparser
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lupa.lua54 import LuaRuntime  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue]

from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.formats.recipe_json import recipe_from_json
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.programs.art import art_pieces
from lowlight_desktop.hosts.programs.desktop import desktop_pieces, editor_pieces
from lowlight_desktop.hosts.programs.digikam import digikam_pieces
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.presets import BUILT_IN

DARKTABLE = (RESOURCES / "darktable" / "lowlight.lua").read_text()
GIMP = (RESOURCES / "gimp" / "lowlight" / "lowlight.py").read_text()
NAME = "/opt/my 50% $lowlight"


def constant(script: str, name: str) -> Any:
    """A constant of a Python script that cannot be imported here."""
    for node in ast.parse(script).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(name)


def test_darktables_script_is_lua_5_4() -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    assert lua.globals().load(DARKTABLE) is not None


def test_darktable_offers_the_presets_of_the_program() -> None:
    line = next(one for one in DARKTABLE.splitlines() if one.startswith("local PRESETS"))
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    names = lua.execute(line + " return PRESETS").values()
    assert list(names) == [preset.name for preset in BUILT_IN]


def test_the_recipe_that_changes_nothing_is_the_standard_look() -> None:
    import json

    recipe = json.loads(constant(GIMP, "STANDARD_RECIPE"))
    assert recipe_from_json(recipe) == Recipe()
    assert constant(GIMP, "STANDARD_RECIPE") in DARKTABLE


def test_gimp_is_offered_every_raw_that_the_program_reads() -> None:
    endings = {f".{ending}" for ending in constant(GIMP, "RAW_ENDINGS").split(",")}
    assert set(RAW_SUFFIXES) <= endings


def test_a_desktop_starts_the_program_for_pictures(tmp_path: Path) -> None:
    (piece,) = desktop_pieces(Place("", tmp_path), [NAME], "1")
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(piece.content.decode())
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == r'"/opt/my 50%% \\$lowlight" edit -- %F'
    assert "image/tiff" in entry["MimeType"].split(";")


def test_art_gets_a_command_for_raw_and_one_for_pictures(tmp_path: Path) -> None:
    pieces = art_pieces(Place("", tmp_path), [NAME], "1")
    kinds: dict[str, list[str]] = {}
    for piece in pieces:
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(piece.content.decode())
        entry = parser["ART UserCommand"]
        # A key file takes one level of backslashes away before the words are split.
        line = "printf '%s|' " + entry["Command"].replace("\\\\", "\\")
        done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
        words = done.stdout.split("|")[:-1]
        kinds[entry["FileType"]] = words
    assert kinds["raw"][:2] == [NAME, "enhance"]
    assert kinds["nonraw"] == [NAME, "edit", "--"]


def test_the_external_editor_is_one_file_that_takes_photos(tmp_path: Path) -> None:
    program = tmp_path / "low light"
    program.write_text("#!/bin/sh\nprintf '%s|' \"$@\"; exit 5\n")
    program.chmod(0o755)
    (piece,) = editor_pieces(Place("", tmp_path), [str(program)], "1")
    piece.put()
    done = subprocess.run(
        [piece.path, "-a.tif", "b c.tif"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (5, "edit|--|-a.tif|b c.tif|")


def test_the_external_editor_of_windows_is_a_file_for_cmd(tmp_path: Path) -> None:
    (piece,) = editor_pieces(Place("", tmp_path), [r"C:\50% off\lowlight.exe"], "1")
    assert piece.path.name == "lowlight-edit.cmd"
    # A percent sign is doubled in a batch file, or it would begin a variable.
    assert b'call "C:\\50%% off\\lowlight.exe" edit -- %*\r\n' in piece.content


class Queue:
    """digiKam's Batch Queue Manager: runs a script with sh, its files in double quotes."""

    def __init__(self, folder: Path, program: str) -> None:
        lowlight = folder / "lowlight"
        lowlight.write_text("#!/bin/sh\n" + program)
        lowlight.chmod(0o755)
        (piece,) = digikam_pieces(Place("", folder), [str(lowlight)], "1")
        piece.put()
        self.script = piece.path

    def run(
        self, source: Path, target: Path, patience_s: int = 50
    ) -> subprocess.CompletedProcess[str]:
        line = f'"{self.script}" "{source}" "{target}"'
        return subprocess.run(
            ["/bin/sh", "-c", line],
            env={"PATH": "/usr/bin:/bin", "LOWLIGHT_PATIENCE_S": str(patience_s)},
            capture_output=True,
            text=True,
            timeout=60,  # what digiKam waits
            check=False,
        )


# Plays `lowlight enhance`: the last word is the photo, the one after --output the folder.
MAKES_IT = """
for word; do case $last in --output) folder=$word ;; --format) kind=$word ;; esac; last=$word; done
case $kind in tiff) ending=tif ;; jpeg) ending=jpg ;; esac
cat "$word" >"$folder/result.$ending"
"""
WAITS_FOR_A_SIGN = 'while [ ! -e "${0%/*}/sign" ]; do sleep 0.05; done\n' + MAKES_IT
FAILS = 'echo "lowlight: it is damaged." >&2; exit 1\n'


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "it's 50% ü.jpg"
    path.write_text("photo")
    return path


@pytest.mark.parametrize("ending", ["jpg", "tif"])
def test_a_quick_photo_of_digikams_queue_becomes_its_output(
    tmp_path: Path, photo: Path, ending: str
) -> None:
    output = tmp_path / f"out put.{ending}"
    done = Queue(tmp_path, MAKES_IT).run(photo, output)
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_text() == "photo"


def test_a_photo_that_fails_is_a_failure_of_digikams_queue(tmp_path: Path, photo: Path) -> None:
    output = tmp_path / "output.jpg"
    done = Queue(tmp_path, FAILS).run(photo, output)
    assert (done.returncode, done.stderr) == (127, "lowlight: it is damaged.\n")
    assert not output.exists()


def test_a_slow_photo_is_refused_in_time_and_finished_beside_the_original(
    tmp_path: Path, photo: Path
) -> None:
    queue, output = Queue(tmp_path, WAITS_FOR_A_SIGN), tmp_path / "output.jpg"
    done = queue.run(photo, output, patience_s=0)
    assert done.returncode == 127
    assert "will lie beside it as it's 50% ü-lowlight.jpg" in done.stderr
    assert not output.exists()
    (tmp_path / "sign").touch()
    beside = tmp_path / "it's 50% ü-lowlight.jpg"
    subprocess.run(
        ["sh", "-c", 'until [ -s "$1" ]; do sleep 0.05; done', "sh", str(beside)],
        timeout=30,
        check=True,
    )
    assert beside.read_text() == "photo"
