"""darktable's script in Lua 5.4, against a darktable without a window and a Lowlight of shell."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from lupa.lua54 import LuaRuntime  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue]

from lowlight_desktop.hosts.command import stamped
from lowlight_desktop.hosts.places import Place
from lowlight_desktop.hosts.programs.darktable import darktable_pieces
from lowlight_desktop.hosts.resources import RESOURCES
from tests.hosts.batch_file import words_of

SCRIPT = (RESOURCES / "darktable" / "lowlight.lua").read_text()
FAKE = Path(__file__).with_name("fake_darktable.lua")

# Plays `lowlight enhance`: says that it makes NAME-lowlight.dng of every photo.
ENHANCES = r"""
printf '{"event": "start", "photos": 2}\n'
while [ "$1" != -- ]; do echo "$1" >>"${0%/*}/words"; shift; done; shift
n=0
for photo; do
    printf '{"event": "progress", "photo": %s, "fraction": 0.5}\n' $n
    [ -z "$(cat "${0%/*}/wait" 2>/dev/null)" ] || sleep 60 & wait $!
    printf '{"event": "photo", "state": "done", "source": "%s", "output": "%s"}\n' \
        "$photo" "${photo%.*}-lowlight.dng"
    n=$((n + 1))
done
"""
FAILS = r"""
while [ "$1" != -- ]; do shift; done
printf '{"event": "photo", "state": "failed", "source": "%s", ' "$2"
printf '"error": "it is \\"damaged\\""}\n'
exit 1
"""
NO_DEVICE = 'echo "WARNING: x" >&2; echo "lowlight: The device does not answer." >&2; exit 3\n'
# Plays `lowlight edit`: a new file in the place of the old, as the program saves.
SAVES = """
echo "$*" >"${0%/*}/words"
for file; do :; done
echo edited >"$file.new"; mv "$file.new" "$file"
"""
CANCELS = "exit 0\n"


class Darktable:
    """A darktable with the script, in which Lowlight is a shell script."""

    def __init__(
        self,
        folder: Path,
        program: str,
        scripts: Path | None = None,
        preferences: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        path = folder / "low light"
        path.write_text("#!/bin/sh\n" + program)
        path.chmod(0o755)
        self.folder = folder
        (folder / "cache").mkdir()
        (folder / "photos").mkdir()
        self.lua: Any = LuaRuntime(unpack_returned_tuples=True)
        self.world = self.lua.execute(FAKE.read_text())(str(folder / "cache"))
        self.lua.globals().package.path = f"{scripts}/?.lua"
        for name, value in preferences.items():
            self.world.preferences[name] = value
        self.script = self.lua.execute(stamped(SCRIPT, [str(path)], "1"))

    def photo(self, name: str) -> Any:
        photo = self.world.image(str(self.folder / "photos" / name))
        photo.rating = 3
        photo.tags = self.lua.table_from({"places|Berlin": True, "darktable|format|crw": True})
        return photo

    def enhance(self, *photos: Any) -> None:
        self.world.action(None, self.lua.table_from(photos))

    def export(self, photo: Any, look: str) -> Path:
        rendered = self.folder / "cache" / "night.tif"
        rendered.write_text("rendered")
        past = rendered.stat().st_mtime - 10  # before the call, whatever the disk's clock
        os.utime(rendered, (past, past))
        self.script.choose_look(look)
        extra = self.lua.table()
        self.world.storage.initialize(None, None, None, None, extra)
        table = self.lua.execute("local k, v = ... return { [k] = v }", photo, str(rendered))
        self.world.storage.finish(None, table, extra)
        return rendered

    def imported(self) -> list[str]:
        return list(self.world.imported.values())

    def said(self) -> str:
        return list(self.world.said.values())[-1]

    def words(self) -> list[str]:
        return (self.folder / "words").read_text().split()


def test_results_are_grouped_and_get_what_was_said_of_the_original(tmp_path: Path) -> None:
    darktable = Darktable(tmp_path, ENHANCES)
    first, second = darktable.photo("it's 50% $HOME ü.CRW"), darktable.photo("b.CRW")
    darktable.enhance(first, second)
    path = str(tmp_path / "photos" / "it's 50% $HOME ü-lowlight.dng")
    result = darktable.world.library[path]
    assert (result.rating, list(result.tags)) == (3, ["places|Berlin"])
    assert result.leads
    assert result.group_leader.filename == first.filename
    assert darktable.said() == "Lowlight: 2 of 2 RAW files are done"
    assert "dng" in darktable.words()
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_preset_and_the_format_of_the_preferences_are_asked_for(tmp_path: Path) -> None:
    darktable = Darktable(tmp_path, ENHANCES)
    darktable.world.preferences.preset = "Stars"
    darktable.world.preferences.result = "TIFF, clean and lit"
    darktable.enhance(darktable.photo("a.CRW"))
    words = darktable.words()
    assert words[words.index("--preset") + 1] == "Stars"
    assert words[words.index("--format") + 1] == "tiff"


def test_photos_that_are_no_raw_are_left_out_and_told(tmp_path: Path) -> None:
    darktable = Darktable(tmp_path, ENHANCES)
    darktable.enhance(darktable.photo("a.jpg"))
    assert "no RAW file is selected" in darktable.said()
    darktable.enhance(darktable.photo("a.CRW"), darktable.photo("a.jpg"), darktable.photo("a.CRW"))
    assert darktable.imported() == ["a-lowlight.dng"]
    assert "1 selected photos are no RAW files" in darktable.said()


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (FAILS, '0 of 1 RAW files are done. it is "damaged"'),
        (NO_DEVICE, "0 of 1 RAW files are done. The device does not answer."),
        ("exit 127\n", "cannot be started; run: lowlight hosts install darktable"),
        ("kill -9 $$\n", "0 of 1 RAW files are done. Lowlight ended with error 137"),
    ],
)
def test_what_went_wrong_is_a_sentence(tmp_path: Path, program: str, sentence: str) -> None:
    darktable = Darktable(tmp_path, program)
    darktable.enhance(darktable.photo("a.CRW"))
    assert sentence in darktable.said().replace("\n", " ")
    assert darktable.imported() == []
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_long_sentence_is_told_in_lines_since_darktable_hides_the_middle(tmp_path: Path) -> None:
    sentence = "There is no preset called 'ü', there are: " + ", ".join(["City lights"] * 9) + "."
    darktable = Darktable(tmp_path, f'echo "lowlight: {sentence}" >&2; exit 2\n')
    darktable.enhance(darktable.photo("a.CRW"))
    lines = darktable.said().split("\n")
    assert max(map(len, lines)) <= 80
    assert " ".join(lines) == f"Lowlight: 0 of 1 RAW files are done. {sentence}"


def test_the_cross_of_the_bar_ends_the_program(tmp_path: Path) -> None:
    (tmp_path / "wait").write_text("yes")
    darktable = Darktable(tmp_path, "trap 'exit 5' TERM\n" + ENHANCES)
    darktable.world.cancel_at = 0.1
    darktable.enhance(darktable.photo("a.CRW"))
    assert "It was stopped." in darktable.said()
    assert darktable.imported() == []


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("choose in Lowlight's window", "edit -- "),
        ("Stars", "edit --apply Stars --progress json -- "),
        ("standard look", "edit --apply standard look --progress json -- "),
        ("My own", "edit --apply My own --progress json -- "),
    ],
)
def test_an_export_that_was_saved_lies_beside_its_original(
    tmp_path: Path, look: str, words: str
) -> None:
    darktable = Darktable(tmp_path, SAVES)
    rendered = darktable.export(darktable.photo("night.CRW"), look)
    result = tmp_path / "photos" / "night-lowlight.tif"
    assert result.read_text() == "edited\n"
    assert not rendered.exists()
    assert (tmp_path / "words").read_text() == f"{words}{rendered}\n"
    assert darktable.imported() == ["night-lowlight.tif"]
    darktable.export(darktable.photo("night.CRW"), look)
    assert darktable.imported()[1] == "night-lowlight-2.tif"


def test_an_export_that_was_cancelled_leaves_nothing(tmp_path: Path) -> None:
    darktable = Darktable(tmp_path, CANCELS)
    rendered = darktable.export(darktable.photo("night.CRW"), "choose in Lowlight's window")
    assert darktable.said() == "Lowlight: nothing was saved, nothing is changed"
    assert not rendered.exists()
    assert list((tmp_path / "photos").iterdir()) == []


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A darktable that speaks German, with the script as it is installed."""

    def started(program: str) -> Darktable:
        monkeypatch.setenv("LANGUAGE", "de_DE:en")
        settings = tmp_path / "settings"
        for piece in darktable_pieces(Place("", settings), ["lowlight"], "1"):
            piece.put()
        return Darktable(tmp_path, program, settings / "lua")

    return started


def test_in_german_what_is_shown_is_german_and_what_is_asked_for_is_known(
    tmp_path: Path, german: Callable[[str], Darktable]
) -> None:
    darktable = german(SAVES)
    assert darktable.world.label == "RAW aufhellen (Lowlight)"
    for look, told in (("Sterne", "Stars"), ("Standard-Aussehen", "standard look")):
        rendered = darktable.export(darktable.photo("night.CRW"), look)
        wanted = f"edit --apply {told} --progress json -- {rendered}\n"
        assert (tmp_path / "words").read_text() == wanted
    assert darktable.said() == "Lowlight: 1 von 1 Fotos sind fertig"
    rendered = darktable.export(darktable.photo("night.CRW"), "in Lowlights Fenster wählen")
    assert (tmp_path / "words").read_text() == f"edit -- {rendered}\n"


@pytest.mark.parametrize("result", ["TIFF, clean and lit", "TIFF, entrauscht und aufgehellt"])
def test_preferences_of_either_language_are_understood(
    german: Callable[[str], Darktable], result: str
) -> None:
    darktable = german(ENHANCES)
    darktable.world.preferences.result = result
    darktable.world.preferences.preset = "Stadtlichter"
    darktable.enhance(darktable.photo("a.CRW"))
    words = darktable.words()
    assert words[words.index("--format") + 1] == "tiff"
    assert " ".join(words[words.index("--preset") + 1 :][:2]) == "City lights"


@pytest.mark.parametrize(
    ("variables", "is_german"),
    [
        ({"LANG": "de_CH.UTF-8"}, True),
        ({"LANG": "de_CH.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "de_CH.UTF-8", "LANGUAGE": "fr"}, False),
        ({"LANG": "den_CA.UTF-8"}, False),  # Slavey
        ({"LANG": "fr_FR.UTF-8", "ui_last/gui_language": "de"}, True),
    ],
)
def test_darktable_speaks_as_it_was_told_or_as_its_system_does(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    is_german: bool,
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    for piece in darktable_pieces(Place("", tmp_path / "settings"), ["lowlight"], "1"):
        piece.put()
    darktable = Darktable(tmp_path, SAVES, tmp_path / "settings" / "lua", variables)
    assert (darktable.world.label == "RAW aufhellen (Lowlight)") == is_german


WINDOWS_NAMES = ["50% off.CRW", "100%PATH% ü.CRW", "it's (a) & b.CRW"]


def handed_over_on_windows(folder: Path, program: str, name: str) -> list[str]:
    """What cmd hands to Lowlight for a photo on a share."""
    lua: Any = LuaRuntime(unpack_returned_tuples=True)
    world = lua.execute(FAKE.read_text())(str(folder), "windows")
    batches: list[str] = []

    def execute(line: str) -> None:
        if line.startswith("start "):
            script = Path(line.split('"')[-2])
            batches.append(script.read_text(encoding="utf-8"))
            script.with_suffix(".code").write_text("0")

    lua.globals().os.execute = execute
    lua.execute(stamped(SCRIPT, [program], "1"))
    photo = world.image("/" + name)
    photo.path = r"\\server\our photos"
    world.action(None, lua.table_from([photo]))
    (line,) = [line for line in batches[0].splitlines() if "enhance" in line]
    return words_of(line)


@pytest.mark.parametrize("ending", ["exe", "cmd"])
@pytest.mark.parametrize("name", WINDOWS_NAMES)
def test_cmd_hands_every_name_on_a_share_to_the_program(
    tmp_path: Path, name: str, ending: str
) -> None:
    program = rf"C:\100% ours\lowlight.{ending}"
    words = handed_over_on_windows(tmp_path, program, name)
    assert words[:2] == [program, "enhance"]
    assert words[-2:] == ["--", rf"\\server\our photos\{name}"]


def test_a_caret_in_a_name_reaches_an_installed_program(tmp_path: Path) -> None:
    words = handed_over_on_windows(tmp_path, r"C:\lowlight.exe", "a^b.CRW")
    assert words[-1] == r"\\server\our photos\a^b.CRW"


def test_the_script_manager_can_stop_and_start_it(tmp_path: Path) -> None:
    darktable = Darktable(tmp_path, ENHANCES)
    darktable.script.destroy()
    assert darktable.world["storage"] is None
    darktable.script.restart()
    assert darktable.world["storage"].supported(
        None, darktable.lua.table_from({"extension": "tif"})
    )
