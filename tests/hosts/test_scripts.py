"""What the scripts of the hosts say of the program, against the program."""

import ast
import configparser
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import cv2
import numpy as np
import pytest
from lupa.lua54 import LuaRuntime  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue]

from lowlight_desktop.formats.reading import RAW_SUFFIXES
from lowlight_desktop.hosts.install import Installer
from lowlight_desktop.hosts.places import FLATPAK_CALL, Place
from lowlight_desktop.hosts.programs.art import art_pieces
from lowlight_desktop.hosts.programs.desktop import DESKTOP, desktop_pieces, editor_pieces
from lowlight_desktop.hosts.programs.digikam import digikam_pieces
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.studio.presets import BUILT_IN
from tests.host_files import lightroom_tiff, tags_of
from tests.hosts.batch_file import words_of
from tests.hosts.machines import linux

DARKTABLE = (RESOURCES / "darktable" / "lowlight.lua").read_text()
KRITA = (RESOURCES / "krita" / "lowlight" / "__init__.py").read_text()
TRANSLATIONS = RESOURCES.parent / "translations" / "lowlight_de.ts"
GIMP = (RESOURCES / "gimp" / "lowlight" / "lowlight.py").read_text()
NAME = "/opt/my 50% $lowlight"
PROJECT = Path(__file__).resolve().parents[2]


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


def asked_of(script: str) -> set[str]:
    """The texts that a Python script says through `tr`."""
    calls = (n for n in ast.walk(ast.parse(script)) if isinstance(n, ast.Call))
    return {ast.literal_eval(n.args[0]) for n in calls if ast.unparse(n.func) == "tr"}


@pytest.mark.parametrize("script", [GIMP, KRITA], ids=["gimp", "krita"])
def test_every_text_of_a_python_script_is_there_in_german(script: str) -> None:
    german = constant(script, "GERMAN")
    assert asked_of(script) == set(german)
    assert all(english.count("{}") == text.count("{}") for english, text in german.items())


def test_every_text_of_darktables_script_is_there_in_german() -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    german = dict(lua.execute((RESOURCES / "darktable" / "german.lua").read_text()).items())
    texts = re.findall(r"\btr\(((?:\"[^\"]*\"|\s|\.\.)+)\)", DARKTABLE)
    asked = {lua.eval(text) for text in texts}
    constants = [f"local {name} = " for name in ("WINDOW", "STANDARD")]
    named = [line for line in DARKTABLE.splitlines() if line.startswith(tuple(constants))]
    asked |= {lua.execute(f"{line} return {line.split()[1]}") for line in named}
    asked |= {preset.name for preset in BUILT_IN}
    assert asked == set(german)
    assert all(english.count("%") == text.count("%") for english, text in german.items())


def test_darktable_calls_presets_in_german_as_the_window_does() -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    german = lua.execute((RESOURCES / "darktable" / "german.lua").read_text())
    messages = ET.parse(TRANSLATIONS).iter("message")
    window = {m.findtext("source"): m.findtext("translation") for m in messages}
    assert {p.name: german[p.name] for p in BUILT_IN} == {p.name: window[p.name] for p in BUILT_IN}


def test_gimp_is_offered_every_raw_that_the_program_reads() -> None:
    endings = {f".{ending}" for ending in constant(GIMP, "RAW_ENDINGS").split(",")}
    assert set(RAW_SUFFIXES) <= endings


def test_a_desktop_starts_the_program_for_pictures(tmp_path: Path) -> None:
    entry = desktop_entry(tmp_path)
    assert entry["Exec"] == r'"/opt/my 50%% \\$lowlight" edit -- %F'
    assert "image/tiff" in entry["MimeType"].split(";")


def test_a_desktops_entry_names_an_icon_that_is_installed_with_it(tmp_path: Path) -> None:
    folder = tmp_path / r"my 50% ap\plications"
    icon = Path(desktop_entry(folder)["Icon"].replace("\\\\", "\\"))
    assert icon.parent == folder
    assert ET.parse(icon).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_a_desktops_icon_leaves_with_its_entry(tmp_path: Path) -> None:
    installer = Installer(linux(tmp_path), [NAME], "1")
    (place,) = DESKTOP.places(installer.system)
    installer.install(DESKTOP, place)
    assert {path.name for path in place.folder.iterdir()} == {
        *("lowlight-edit.desktop", "lowlight-edit.svg")
    }
    installer.remove(DESKTOP, [place])
    assert not place.folder.exists()


def desktop_entry(folder: Path) -> configparser.SectionProxy:
    """The entry that is put into a folder, with what belongs to it."""
    for piece in desktop_pieces(Place("", folder), [NAME], "1"):
        piece.put()
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - keys have capitals
    parser.read(folder / "lowlight-edit.desktop", "utf-8")
    return parser["Desktop Entry"]


class Art:
    """ART as far as its files go: a key file, its escapes, words as a shell splits them."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        for piece in art_pieces(Place("", folder), words, "1"):
            piece.put()
        self.folder = folder

    def entries(self, kind: str) -> list[dict[str, str]]:
        """Those of a folder, by their keys in lower case; paths are told as `path`."""
        found = list[dict[str, str]]()
        for path in sorted((self.folder / kind).iterdir()):
            parser = configparser.ConfigParser(interpolation=None)
            parser.read(path, encoding="utf-8")
            (section,) = parser.sections()
            found.append({"section": section, **parser[section]})
        return found

    def words(self, command: str) -> list[str]:
        line = "printf '%s|' " + command.replace("\\\\", "\\")
        done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
        return done.stdout.split("|")[:-1]


def test_art_gets_commands_for_raw_and_one_for_pictures(tmp_path: Path) -> None:
    art = Art(tmp_path, [NAME])
    entries = art.entries("usercommands")
    assert {entry["section"] for entry in entries} == {"ART UserCommand"}
    told = [(entry["filetype"], art.words(entry["command"])) for entry in entries]
    assert sorted(told) == [
        ("nonraw", [NAME, "edit", "--"]),
        ("raw", [NAME, "enhance", "--format", "dng", "--"]),
        ("raw", [NAME, "enhance", "--format", "tiff", "--depth", "16", "--"]),
    ]


def test_art_writes_kinds_of_files_through_the_program(tmp_path: Path) -> None:
    art = Art(tmp_path / "ART", [sys.executable, "-m", "lowlight_desktop"])
    formats = {entry["extension"]: entry for entry in art.entries("imageio")}
    assert {entry["section"] for entry in formats.values()} == {"ART ImageIO"}
    assert {entry["format"] for entry in formats.values()} == {"tiff"}  # what it hands over
    assert {entry["saveformat"] for entry in formats.values()}.isdisjoint({"tif", "jpg", "png"})
    handed = lightroom_tiff(tmp_path / "ART-save-it's 50% ü.tif-X0Y1Z2.tif")
    for ending, shape in (("tif", (60, 90, 3)), ("jpg", (60, 90, 3))):
        target = tmp_path / f"it's 50% ü.{ending}"
        words = art.words(formats[ending]["writecommand"])
        subprocess.run([*words, str(handed), str(target)], check=True, cwd=PROJECT)
        written = cv2.imdecode(np.frombuffer(target.read_bytes(), np.uint8), -1)
        assert written is not None
        assert written.shape == shape
    assert tags_of(tmp_path / "it's 50% ü.tif") == tags_of(handed)


def test_art_in_a_sandbox_only_gets_what_reaches_its_files(tmp_path: Path) -> None:
    place = Place("", tmp_path, prefix=FLATPAK_CALL)
    pieces = art_pieces(place, [*FLATPAK_CALL, NAME], "1")
    assert {piece.path.parent.name for piece in pieces} == {"usercommands"}


def test_art_on_windows_gets_its_own_quotes(tmp_path: Path) -> None:
    art = Art(tmp_path, [r"C:\50% off\lowlight.exe"])
    command = art.entries("imageio")[0]["writecommand"]
    assert command.startswith(r'"C:\\50% off\\lowlight.exe" convert')  # a key file's escapes


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
    assert b'\r\n"C:\\50%% off\\lowlight.exe" edit -- %*\r\n' in piece.content


@pytest.mark.parametrize(
    "path",
    [
        r"\\server\share\夜 – Zürich.tif",
        r"C:\100%PATH% 50% off.tif",
        r"C:\it's (a) & b^c.tif",
        rf"\\server\{'long ' * 70}\a.tif",
    ],
)
@pytest.mark.parametrize("ending", ["exe", "cmd"])
def test_what_a_program_of_windows_hands_to_the_external_editor_arrives(
    tmp_path: Path, path: str, ending: str
) -> None:
    program = rf"\\server\50% off\lowlight.{ending}"
    (piece,) = editor_pieces(Place("", tmp_path), [program], "1")
    (line,) = [line for line in piece.content.decode().splitlines() if " edit " in line]
    arrived = words_of(line, arguments=f'"{path}" "-b.tif"')
    assert arrived == [program, "edit", "--", path, "-b.tif"]


class Queue:
    """digiKam's Batch Queue Manager: runs a script with sh, its files in double quotes."""

    def __init__(self, folder: Path, program: str) -> None:
        lowlight = folder / "lowlight"
        lowlight.write_text("#!/bin/sh\n" + program)
        lowlight.chmod(0o755)
        (piece,) = digikam_pieces(Place("", folder), [str(lowlight)], "1")
        piece.put()
        self.script = piece.path
        self.home = folder / "home"

    def reasons(self) -> list[str]:
        """What stands in the file of reasons, without the times."""
        path = self.home / ".cache" / "lowlight-digikam.txt"
        return [line.split(" ", 2)[2] for line in path.read_text().splitlines()]

    def run(
        self, source: Path, target: Path, patience_s: int = 50
    ) -> subprocess.CompletedProcess[str]:
        line = f'"{self.script}" "{source}" "{target}"'
        return subprocess.run(
            ["/bin/sh", "-c", line],
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(self.home),
                "LOWLIGHT_PATIENCE_S": str(patience_s),
            },
            capture_output=True,
            text=True,
            timeout=60,  # what digiKam waits
            check=False,
        )


# Plays `lowlight enhance`: the last word is the photo, the one after --output the folder.
MAKES_IT = """
for word; do case $last in --output) folder=$word ;; --format) kind=$word ;; esac; last=$word; done
case $kind in tiff) ending=tif ;; jpeg) ending=jpg ;; *) ending=$kind ;; esac
cat "$word" >"$folder/result.$ending"
"""
WAITS_FOR_A_SIGN = 'while [ ! -e "${0%/*}/sign" ]; do sleep 0.05; done\n' + MAKES_IT
FAILS = 'echo "lowlight: it is damaged." >&2; exit 1\n'


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "it's 50% ü.jpg"
    path.write_text("photo")
    return path


@pytest.mark.parametrize("ending", ["jpg", "JPEG", "tif", "TIFF", "png", "jxl", "avif"])
def test_a_quick_photo_of_digikams_queue_becomes_its_output(
    tmp_path: Path, photo: Path, ending: str
) -> None:
    output = tmp_path / f"out put.{ending}"
    done = Queue(tmp_path, MAKES_IT).run(photo, output)
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_text() == "photo"


@pytest.mark.parametrize("ending", ["NEF", "heic", "dng"])
def test_a_kind_that_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, photo: Path, ending: str
) -> None:
    output = tmp_path / f"output.{ending}"
    done = Queue(tmp_path, 'touch "${0%/*}/called"\n' + MAKES_IT).run(photo, output)
    assert done.returncode == 127
    assert done.stderr.startswith(f"lowlight: {photo.name}: Lowlight writes no .{ending.lower()}; ")
    assert not output.exists()
    assert not (tmp_path / "called").exists()


def test_a_photo_that_fails_is_a_failure_of_digikams_queue(tmp_path: Path, photo: Path) -> None:
    output = tmp_path / "output.jpg"
    queue = Queue(tmp_path, FAILS)
    done = queue.run(photo, output)
    assert (done.returncode, done.stderr) == (127, "lowlight: it is damaged.\n")
    assert not output.exists()
    queue.run(photo, tmp_path / "output.NEF")
    assert queue.reasons()[0] == "it is damaged."
    assert "Lowlight writes no .nef" in queue.reasons()[1]


def test_what_fails_after_digikam_has_gone_on_is_told_where_it_is_kept(
    tmp_path: Path, photo: Path
) -> None:
    waits = 'while [ ! -e "${0%/*}/sign" ]; do sleep 0.05; done\n'
    queue = Queue(tmp_path, waits + FAILS)
    queue.run(photo, tmp_path / "output.jpg", patience_s=0)
    (tmp_path / "sign").touch()
    deadline = time.monotonic() + 30
    while len(queue.reasons()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert queue.reasons()[1] == "it is damaged."


def test_the_file_of_reasons_begins_anew_when_it_is_long(tmp_path: Path, photo: Path) -> None:
    queue = Queue(tmp_path, FAILS)
    queue.run(photo, tmp_path / "output.jpg")
    path = queue.home / ".cache" / "lowlight-digikam.txt"
    path.write_text("2026-01-01 00:00:00 old\n" * 5000)
    queue.run(photo, tmp_path / "output.jpg")
    assert queue.reasons() == ["it is damaged."]


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
