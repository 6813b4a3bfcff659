import json
from pathlib import Path

import pytest

from lowlight_desktop.photo.errors import ReadError, WriteError
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.studio.preset_files import (
    default_folder,
    delete_preset,
    export_preset,
    import_preset,
    load_presets,
    read_preset,
    save_preset,
)
from lowlight_desktop.studio.presets import BUILT_IN, Preset

HOME = Path("/home/ada")


def rain(exposure_ev: float = 0.5, name: str = "Rain & neon") -> Preset:
    return Preset(name, Recipe(finish=Finish(exposure_ev=exposure_ev)), "Wet streets.")


def test_a_saved_preset_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    assert save_preset(folder, rain()) == folder / "rain neon.json"
    assert load_presets(folder).presets == (rain(),)
    assert load_presets(folder).skipped == ()


def test_no_folder_is_no_presets(tmp_path: Path) -> None:
    assert load_presets(tmp_path / "nowhere").presets == ()


def test_presets_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "C", "a"):
        save_preset(tmp_path, rain(name=name))
    assert [p.name for p in load_presets(tmp_path).presets] == ["a", "b", "C"]


def test_saving_again_replaces_the_preset_wherever_it_lies(tmp_path: Path) -> None:
    export_preset(rain(0.1), tmp_path / "copied by hand.json")
    save_preset(tmp_path, rain(0.2, "rain-NEON"))
    save_preset(tmp_path, rain(0.3))
    assert load_presets(tmp_path).presets == (rain(0.3),)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc passwd.json"),
        (r"C:\night?*", "c night.json"),
        ("Con", "con_.json"),
        ("com1", "com1_.json"),
        ("Nächte über Köln", "nächte über köln.json"),
        ("夜景", "夜景.json"),
        (".hidden. ", "hidden.json"),
    ],
)
def test_a_name_becomes_a_file_name_that_every_disk_takes(
    tmp_path: Path, name: str, file: str
) -> None:
    assert save_preset(tmp_path, rain(name=name)) == tmp_path / file
    assert load_presets(tmp_path).presets == (rain(name=name),)


def test_a_built_in_preset_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="STARS comes with Lowlight"):
        save_preset(tmp_path, rain(name="STARS"))
    assert list(tmp_path.iterdir()) == []


def test_a_deleted_preset_is_gone(tmp_path: Path) -> None:
    save_preset(tmp_path, rain())
    save_preset(tmp_path, rain(name="other"))
    delete_preset(tmp_path, "Rain & neon")
    delete_preset(tmp_path, "never there")
    assert [p.name for p in load_presets(tmp_path).presets] == ["other"]


def test_a_preset_travels_as_a_file(tmp_path: Path) -> None:
    file, folder = tmp_path / "for a friend.json", tmp_path / "mine"
    export_preset(BUILT_IN[2], file)
    assert read_preset(file) == BUILT_IN[2]
    assert import_preset(folder, file) == BUILT_IN[2]
    assert not folder.exists(), "it is there already"
    export_preset(rain(), file)
    assert import_preset(folder, file) == rain()
    assert import_preset(folder, file) == rain()
    assert load_presets(folder).presets == (rain(),)


def test_an_imported_preset_with_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    file, folder = tmp_path / "x.json", tmp_path / "mine"
    save_preset(folder, rain(0.1))
    for exposure_ev in (0.2, 0.3):
        export_preset(rain(exposure_ev), file)
        import_preset(folder, file)
    names = ["Rain & neon", "Rain & neon 2", "Rain & neon 3"]
    assert [p.name for p in load_presets(folder).presets] == names
    long = "x" * 60
    save_preset(folder, rain(0.1, long))
    export_preset(rain(0.2, long), file)
    assert import_preset(folder, file).name == "x" * 55 + " 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "damaged, or not JSON"),
        ("[]", "not a preset"),
        ('{"version": 1, "name": "x"}', "not a recipe"),
        ('{"version": 1, "name": "", "recipe": {"version": 1}}', "name has 1 to 60"),
        ('{"version": 9, "name": "x"}', "newer version"),
        (
            '{"version": 1, "name": "x", "recipe": {"version": 1, "finish": {"contrast": 3}}}',
            "Contrast must be",
        ),
        ('{"version": 1, "name": "Stars", "recipe": {"version": 1}}', "another preset called"),
    ],
)
def test_a_broken_preset_is_skipped_and_said(tmp_path: Path, text: str, said: str) -> None:
    save_preset(tmp_path, rain())
    (tmp_path / "broken.json").write_text(text)
    (tmp_path / "notes.txt").write_text("not meant")
    own = load_presets(tmp_path)
    assert own.presets == (rain(),)
    (reason,) = own.skipped
    assert "broken.json" in str(reason)
    assert said in str(reason)


def test_a_file_without_a_name_has_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "Harbor.json").write_text(json.dumps({"version": 1, "recipe": {"version": 1}}))
    assert [p.name for p in load_presets(tmp_path).presets] == ["Harbor"]


def test_importing_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        import_preset(tmp_path, tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, HOME / ".config/lowlight/presets"),
        ("linux", {"XDG_CONFIG_HOME": "/cfg"}, Path("/cfg/lowlight/presets")),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, HOME / ".config/lowlight/presets"),
        ("darwin", {}, HOME / "Library/Application Support/Lowlight/presets"),
        ("win32", {"APPDATA": "/roaming"}, Path("/roaming/Lowlight/presets")),
        ("win32", {}, HOME / "AppData/Roaming/Lowlight/presets"),
        ("linux", {"LOWLIGHT_CONFIG": "/mine"}, Path("/mine/presets")),
    ],
)
def test_each_system_has_its_folder(
    platform: str, environment: dict[str, str], folder: Path
) -> None:
    assert default_folder(platform, environment, HOME) == folder
