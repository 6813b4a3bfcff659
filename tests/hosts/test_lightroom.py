"""The plug-in of Lightroom Classic in Lua 5.1, against a Lightroom that takes notes."""

import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lupa.lua51 import LuaRuntime  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue]

from lowlight_desktop.hosts.pieces import Script
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.programs.lightroom import lightroom_pieces
from lowlight_desktop.hosts.resources import RESOURCES
from lowlight_desktop.studio.presets import BUILT_IN

PLUGIN = RESOURCES / "lightroom" / "Lowlight.lrplugin"
FAKE = Path(__file__).with_name("fake_lightroom.lua")

Execute = Callable[[list[str]], int]
"""Plays Lowlight: gets the words of the command, answers with an exit code."""


class Lightroom:
    """A Lightroom with photos, in which Lowlight is what `execute` does."""

    def __init__(self, folder: Path, execute: Execute, language: str | None = None) -> None:
        self.lua: Any = LuaRuntime(unpack_returned_tuples=True)
        self.lua.globals().world_language = language
        self.folder = folder
        self.calls: list[list[str]] = []

        def started(line: str) -> int:
            words = shlex.split(line.removesuffix(" 2>&1").rpartition(" >")[0])
            self.calls.append(words)
            log = Path(shlex.split(line.removesuffix(" 2>&1").rpartition(" >")[2])[0])
            log.write_text("WARNING: something\nlowlight: The device does not answer.\n")
            return execute(words)

        temp = folder / "temp"
        temp.mkdir()
        self.world = self.lua.execute(FAKE.read_text())(str(PLUGIN), str(temp), started)

    def photo(self, path: Path, raw: dict[str, Any] | None = None, **texts: str) -> Any:
        facts = {"path": str(path), "isVideo": False, "keywords": []} | (raw or {})
        table = self.lua.table_from(facts | {"keywords": self.lua.table_from(facts["keywords"])})
        return self.world.photo(table, self.lua.table_from(texts))

    def select(self, *photos: Any) -> None:
        self.world.catalog.photos = self.lua.table_from(photos)

    def load(self, name: str) -> Any:
        return self.lua.execute((PLUGIN / name).read_text())

    def leftovers(self) -> list[Path]:
        return list((self.folder / "temp").iterdir())


def enhance(output: Path | None, error: str = "", code: int = 0) -> Execute:
    """A Lowlight that makes one result, or fails."""

    def run(words: list[str]) -> int:
        if "--report" in words:
            row: dict[str, object] = {"state": "failed", "source": words[-1], "error": error}
            if output is not None:
                output.write_text("result")
                row = {"state": "done", "source": words[-1], "output": str(output)}
            report = Path(words[words.index("--report") + 1])
            if output is not None or error:
                report.write_text(json.dumps({"recipe": {}, "photos": [row]}, indent=1))
        return code

    return run


def always(path: str) -> Callable[[int], str]:
    """What is rendered for every photo."""

    def render(_number: int) -> str:
        return path

    return render


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "it's 50% ü.CR3"
    path.write_text("raw")
    return path


@pytest.mark.parametrize("path", sorted(PLUGIN.glob("*.lua")), ids=lambda p: p.name)
def test_every_file_is_lua_5_1(path: Path) -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    assert lua.globals().loadstring(path.read_text()) is not None


WINDOWS = r"C:\Users\Zoë 50%\lowlight.exe"


def pieces_of(folder: Path, program: str) -> dict[str, bytes]:
    pieces = lightroom_pieces(Place("", folder), [program], "1")
    return {str(p.path.relative_to(folder)): p.content for p in pieces if isinstance(p, Script)}


def test_edit_in_gets_a_preset_in_lua_5_1_that_starts_the_file_beside_the_plug_in(
    tmp_path: Path,
) -> None:
    pieces = pieces_of(tmp_path, WINDOWS)
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    lua.execute(pieces["External Editor Presets/Lowlight.lrtemplate"].decode())
    preset = lua.globals().s
    assert (preset.type, preset.title, preset.version) == ("ExternalEditor", "Lowlight", 0)
    assert dict(preset.value.items()) == {
        "externalEditingFormat": "TIFF_None_16_ProPhotoRGB",
        "externalEditingFormat_dpi": 240,
        "externalEditorFullPath": str(
            tmp_path / "Modules" / "Lowlight.lrplugin" / "lowlight-edit.cmd"
        ),
    }
    editor = pieces["Modules/Lowlight.lrplugin/lowlight-edit.cmd"]
    assert WINDOWS.replace("%", "%%").encode() in editor


@pytest.mark.parametrize("name", ["plain", 'it\'s "50%" ü'])
def test_the_preset_spells_every_folder(tmp_path: Path, name: str) -> None:
    pieces = pieces_of(tmp_path / name, WINDOWS)
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    lua.execute(pieces["External Editor Presets/Lowlight.lrtemplate"].decode())
    assert lua.globals().s.value.externalEditorFullPath.startswith(str(tmp_path / name))


def test_macs_get_no_preset_that_could_not_be_started(tmp_path: Path) -> None:
    program = "/Applications/Lowlight.app/Contents/MacOS/lowlight"
    names = pieces_of(tmp_path, program)
    assert all(name.startswith("Modules/Lowlight.lrplugin/") for name in names)


ZSTRING = re.compile(r"LOC\(?\s*((?:'[^']*'|\s|\.\.)+)")


def test_every_text_is_there_in_german() -> None:
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    asked: dict[str, str] = {}
    for path in PLUGIN.glob("*.lua"):
        for text in ZSTRING.findall(path.read_text()):
            key, _, english = lua.eval(text).partition("=")
            assert asked.setdefault(key, english) == english
    lines = (PLUGIN / "TranslatedStrings_de.txt").read_text().splitlines()
    german = dict(line.strip('"').split("=", 1) for line in lines)
    assert set(german) == set(asked)
    for key, text in german.items():
        assert re.findall(r"\^\d", text) == re.findall(r"\^\d", asked[key])


def test_lightroom_in_german_is_spoken_to_in_german(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None, code=768), "de")
    lightroom.select(lightroom.photo(raw), lightroom.photo(raw.with_suffix(".gone")))
    lightroom.load("Menu.lua")
    assert lightroom.world.dialog.title == "2 Fotos mit Lowlight aufhellen"
    assert lightroom.world.dialogs[1].text == "0 von 2 Fotos sind fertig."
    assert lightroom.world.dialogs[1].info.startswith("1 Fotos haben hier keine eigene Datei")


def test_info_names_files_that_exist(tmp_path: Path) -> None:
    info = Lightroom(tmp_path, enhance(None)).load("Info.lua")
    files = [info.LrPluginInfoProvider, info.LrExportServiceProvider.file]
    files += [info.LrExportFilterProvider.file, info.LrLibraryMenuItems[1].file]
    assert all((PLUGIN / name).is_file() for name in files)


def test_presets_are_those_of_the_program(tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None))
    presets = lightroom.lua.execute('return require("Settings").PRESETS')
    assert list(presets.values()) == [preset.name for preset in BUILT_IN]


def test_menu_sends_the_original_and_stacks_the_result_above_it(raw: Path, tmp_path: Path) -> None:
    output = tmp_path / "it's 50% ü-lowlight.dng"
    lightroom = Lightroom(tmp_path, enhance(output))
    facts = {"rating": 4, "colorNameForLabel": "red", "pickStatus": 1, "keywords": ["Berlin"]}
    photo = lightroom.photo(raw, facts, title="A title")
    lightroom.select(photo)
    lightroom.load("Menu.lua")
    words = lightroom.calls[0]
    assert words[:2] == ["lowlight", "enhance"]
    assert words[-2:] == ["--", str(raw)]
    assert words[words.index("--format") + 1] == "dng"
    added = lightroom.world.added[1]
    assert (added.path, added.position) == (str(output), "above")
    assert added.beside.raw.path == str(raw)
    written = dict(added.photo.written.items())
    assert written == {"rating": 4, "colorNameForLabel": "red", "pickStatus": 1, "title": "A title"}
    assert list(added.photo.added_keywords.values()) == ["Berlin"]
    assert lightroom.world.finished
    assert not list(lightroom.world.dialogs.values())
    assert not lightroom.leftovers()


def test_menu_asks_and_does_nothing_when_the_user_cancels(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None))
    lightroom.world.answer = "cancel"
    lightroom.select(lightroom.photo(raw))
    lightroom.load("Menu.lua")
    assert not lightroom.calls
    assert dict(lightroom.world.prefs.items()) == {}


def test_menu_remembers_what_was_chosen(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(tmp_path / "out.tif"))
    lightroom.world.prefs.lowlight_preset = "Stars"
    lightroom.world.prefs.lowlight_format = "tiff"
    lightroom.select(lightroom.photo(raw))
    lightroom.load("Menu.lua")
    words = lightroom.calls[0]
    assert words[words.index("--preset") + 1] == "Stars"
    assert words[words.index("--space") + 1] == "prophoto"


def test_menu_says_why_a_photo_failed_and_does_the_others(raw: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.NEF"
    other.write_text("raw")
    output = tmp_path / "other-lowlight.dng"

    def run(words: list[str]) -> int:
        if words[-1] == str(raw):
            return enhance(None, error="it's 50% ü.CR3: it is damaged.", code=256)(words)
        return enhance(output)(words)

    lightroom = Lightroom(tmp_path, run)
    lightroom.select(lightroom.photo(raw), lightroom.photo(other))
    lightroom.load("Menu.lua")
    assert [entry.path for entry in lightroom.world.added.values()] == [str(output)]
    dialog = lightroom.world.dialogs[1]
    assert dialog.text == "1 of 2 photos are done."
    assert dialog.info == "it's 50% ü.CR3: it is damaged."


def test_menu_stops_after_a_failure_that_would_meet_every_photo(raw: Path, tmp_path: Path) -> None:
    # 768: exit code 3, no device, as a wait status
    lightroom = Lightroom(tmp_path, enhance(None, code=768))
    other = tmp_path / "other.NEF"
    other.write_text("raw")
    lightroom.select(lightroom.photo(raw), lightroom.photo(other))
    lightroom.load("Menu.lua")
    assert len(lightroom.calls) == 1
    assert lightroom.world.dialogs[1].info == "The device does not answer."


def test_menu_ends_between_photos_when_its_bar_is_cancelled(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(tmp_path / "out.dng"))
    lightroom.world.cancel_after = 1
    other = tmp_path / "other.NEF"
    other.write_text("raw")
    lightroom.select(lightroom.photo(raw), lightroom.photo(other))
    lightroom.load("Menu.lua")
    assert len(lightroom.calls) == 1


def test_virtual_copies_and_videos_are_left_out_and_told(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(tmp_path / "out.dng"))
    video = lightroom.photo(raw.with_suffix(".MOV"), {"isVideo": True})
    lightroom.select(lightroom.photo(raw), lightroom.photo(raw), video)
    lightroom.load("Menu.lua")
    assert len(lightroom.calls) == 1
    assert "2 photos have no file of their own" in lightroom.world.dialogs[1].info


def test_a_result_that_the_catalog_knows_is_not_added_twice(raw: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.dng"
    lightroom = Lightroom(tmp_path, enhance(output))
    known = lightroom.photo(output)
    lightroom.world.catalog.known[str(output)] = known
    lightroom.select(lightroom.photo(raw, {"rating": 5}))
    lightroom.load("Menu.lua")
    assert not list(lightroom.world.added.values())
    assert known.written.rating == 5


def test_export_of_originals_sends_the_raw_itself(raw: Path, tmp_path: Path) -> None:
    output, copy = tmp_path / "out.dng", tmp_path / "copy.CR3"
    copy.write_text("raw")
    lightroom = Lightroom(tmp_path, enhance(output))
    settings = {"LR_format": "ORIGINAL", "lowlight_format": "dng", "lowlight_preset": "Stars"}
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    table = lightroom.lua.table_from(settings)
    context = lightroom.world.export(photos, table, always(str(copy)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    assert lightroom.calls[0][-1] == str(raw)
    assert lightroom.world.added[1].path == str(output)
    assert not copy.exists()
    assert raw.exists()
    assert not lightroom.leftovers()


def test_export_never_deletes_an_original(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(tmp_path / "out.dng"))
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"LR_format": "ORIGINAL"})
    context = lightroom.world.export(photos, settings, always(str(raw)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    assert raw.exists()


def test_export_edits_what_was_rendered_and_keeps_it_beside_the_original(
    raw: Path, tmp_path: Path
) -> None:
    rendered = tmp_path / "rendered.tif"
    rendered.write_text("pixels")
    lightroom = Lightroom(tmp_path, enhance(None))
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"LR_format": "TIFF", "lowlight_preset": "Indoor"})
    context = lightroom.world.export(photos, settings, always(str(rendered)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    words = lightroom.calls[0]
    assert words[1:] == ["edit", "--apply", "Indoor", "--progress", "none", "--", str(rendered)]
    assert lightroom.world.added[1].path == str(tmp_path / "it's 50% ü-lowlight.tif")
    assert not rendered.exists()


def test_export_tells_lightroom_of_every_failure(raw: Path, tmp_path: Path) -> None:
    rendered = tmp_path / "rendered.tif"
    rendered.write_text("pixels")
    lightroom = Lightroom(tmp_path, enhance(None, code=256))
    photos = lightroom.lua.table_from([lightroom.photo(raw), lightroom.photo(raw)])

    def render(number: int) -> Any:
        return str(rendered) if number == 1 else (None, "The disk is full.")

    settings = lightroom.lua.table_from({"LR_format": "TIFF"})
    context = lightroom.world.export(photos, settings, render)
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    failed = list(lightroom.world.failed.values())
    assert failed == ["The device does not answer.", "The disk is full."]
    assert not list(lightroom.world.added.values())
    assert lightroom.world.dialogs[1].text == "0 of 2 photos are done."


def test_post_process_edits_in_place_with_the_standard_look(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, lambda _words: 0)
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"lowlight_preset": "standard look"})
    context = lightroom.world.export(photos, settings, always(str(tmp_path / "a.jpg")))
    lightroom.load("PostProcess.lua").postProcessRenderedPhotos(None, context)
    words = ["lowlight", "edit", "--apply", "standard look", "--progress", "none", "--"]
    assert lightroom.calls == [[*words, str(tmp_path / "a.jpg")]]
    assert lightroom.world.done[1].ok
    assert not lightroom.leftovers()


def test_post_process_leaves_videos_as_they_are_and_in_the_export(
    raw: Path, tmp_path: Path
) -> None:
    lightroom = Lightroom(tmp_path, lambda _words: 0)
    video = lightroom.photo(raw.with_suffix(".MOV"), {"isVideo": True})
    settings = lightroom.lua.table_from({"lowlight_preset": "Stars"})
    photos = lightroom.lua.table_from([video])
    context = lightroom.world.export(photos, settings, always(str(tmp_path / "a.mov")))
    post_process = lightroom.load("PostProcess.lua")
    assert post_process.shouldRenderPhoto is None  # what it refuses is not exported at all
    post_process.postProcessRenderedPhotos(None, context)
    assert lightroom.calls == []
    assert [entry.ok for entry in lightroom.world.done.values()] == [True]


def test_export_brings_a_result_to_the_disk_of_its_original(raw: Path, tmp_path: Path) -> None:
    rendered = tmp_path / "rendered.tif"
    rendered.write_text("pixels")
    lightroom = Lightroom(tmp_path, lambda _words: 0)
    lightroom.world.is_another_disk = True
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"LR_format": "TIFF"})
    context = lightroom.world.export(photos, settings, always(str(rendered)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    assert (tmp_path / "it's 50% ü-lowlight.tif").read_text() == "pixels"
    assert len(list(lightroom.world.added.values())) == 1
    assert not rendered.exists()


def test_a_result_that_a_busy_catalog_does_not_take_is_told(raw: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.dng"
    lightroom = Lightroom(tmp_path, enhance(output))
    lightroom.world.is_busy = True
    lightroom.select(lightroom.photo(raw))
    lightroom.load("Menu.lua")
    dialog = lightroom.world.dialogs[1]
    assert dialog.text == "0 of 1 photos are done."
    assert dialog.info.startswith(f"{output} is done, but Lightroom was too busy")
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"LR_format": "ORIGINAL"})
    context = lightroom.world.export(photos, settings, always(str(raw)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    (failed,) = lightroom.world.failed.values()
    assert failed == dialog.info


def test_export_says_where_a_result_cannot_be_moved_to(raw: Path, tmp_path: Path) -> None:
    rendered = tmp_path / "rendered.tif"
    lightroom = Lightroom(tmp_path, lambda _words: rendered.unlink() or 0)
    rendered.write_text("pixels")
    photos = lightroom.lua.table_from([lightroom.photo(raw)])
    settings = lightroom.lua.table_from({"LR_format": "TIFF"})
    context = lightroom.world.export(photos, settings, always(str(rendered)))
    lightroom.load("ExportService.lua").processRenderedPhotos(None, context)
    (failed,) = lightroom.world.failed.values()
    assert failed.startswith(str(tmp_path / "it's 50% ü-lowlight.tif") + ": ")
    assert not list(lightroom.world.added.values())


def test_post_process_passes_failures_on(raw: Path, tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None, code=256))
    photos = lightroom.lua.table_from([lightroom.photo(raw), lightroom.photo(raw)])

    def render(number: int) -> Any:
        return str(raw) if number == 1 else (None, "The photo is missing.")

    settings = lightroom.lua.table_from({"lowlight_preset": "Stars"})
    context = lightroom.world.export(photos, settings, render)
    lightroom.load("PostProcess.lua").postProcessRenderedPhotos(None, context)
    done = [(entry.ok, entry.text) for entry in lightroom.world.done.values()]
    assert done == [(False, "The device does not answer."), (False, "The photo is missing.")]


@pytest.mark.parametrize(
    "name", ['a "quoted" \\ name', "📷 ü 写真", 'x", "output": "y', "line\nbreak", "caf\udce9"]
)
def test_every_name_comes_out_of_a_report_as_it_is(tmp_path: Path, name: str) -> None:
    runtime: Any = LuaRuntime
    lua = runtime(unpack_returned_tuples=True, encoding=None)  # bytes, as on a disk
    lua.execute(b"package.path = '%s/?.lua'" % str(PLUGIN).encode())
    row = {"state": "done", "source": "a", "output": name, "seconds": 1.5}
    report = json.dumps({"recipe": {"state": 1}, "photos": [row, row]}, indent=1)
    rows = lua.eval(b"require('Report').rows")(report.encode())
    assert [entry[b"output"] for entry in rows.values()] == [os.fsencode(name)] * 2


def test_settings_panel_chooses_and_tries_the_program(tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None))
    lightroom.world.chosen = lightroom.lua.table_from(["/opt/my lowlight"])
    sections = lightroom.load("PluginInfoProvider.lua").sectionsForTopOfDialog(
        lightroom.world.factory
    )
    row = sections[1][1]
    row[3].action()
    row[4].action()
    assert lightroom.calls == [["/opt/my lowlight", "--version"]]
    assert lightroom.world.dialogs[1].text == "Lowlight starts."


def test_windows_gets_a_line_that_cmd_reads_as_meant(tmp_path: Path) -> None:
    lightroom = Lightroom(tmp_path, enhance(None))
    lightroom.lua.globals().WIN_ENV = True
    line = lightroom.lua.execute(
        r"""
        local arguments = { "edit", "--", [[C:\50% off\a b.tif]] }
        return require("Command").line(arguments, [[C:\log.txt]])
        """
    )
    # The outer pair goes to cmd /c; the percent sign stands outside of quotes, behind a caret.
    expected = r'""lowlight" "edit" "--" "C:\50"^%" off\a b.tif" >"C:\log.txt" 2>&1"'
    assert line == expected
