from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from lowlight_desktop.gui.settings import RECENT_FOLDERS, Settings, load, save, with_recent
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish

WISH = ExportWish(ExportOptions(FileFormat.PNG, 16), Path("/photos/lit"), "{name}")
SETTINGS = Settings(
    theme="gray",
    device="cuda:0",
    memory_budget_gb=6,
    language="de",
    display_profile="/profiles/panel.icc",
    start_folder=Path("/photos"),
    presets_folder=Path("/presets"),
    recent_folders=(Path("/photos/夜"), Path("/photos/b")),
    export=WISH,
    export_presets=(ExportPreset("For the wall", WISH),),
    folded=frozenset({"finish"}),
    geometry=b"\x00\xff geometry",
    layout=b"layout",
)


def _store(folder: Path) -> QSettings:
    return QSettings(str(folder / "lowlight.ini"), QSettings.Format.IniFormat)


@pytest.mark.parametrize("settings", [Settings(), SETTINGS], ids=["defaults", "all set"])
def test_settings_come_back_as_they_were_saved(tmp_path: Path, settings: Settings) -> None:
    store = _store(tmp_path)
    save(settings, store)
    store.sync()
    del store
    assert load(_store(tmp_path)) == settings


def test_a_first_start_has_the_defaults(tmp_path: Path) -> None:
    assert load(_store(tmp_path)) == Settings()


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("theme", "pink"),
        ("device", ""),
        ("memory_budget_gb", "much"),
        ("memory_budget_gb", "-3"),
        ("recent_folders", "{"),
        ("recent_folders", "7"),
        ("export", '{"format": "bmp"}'),
        ("export", "[1]"),
        ("export_presets", '"x"'),
        ("folded", "null"),
    ],
)
def test_a_broken_value_falls_back_and_the_others_stay(
    tmp_path: Path, name: str, broken: str
) -> None:
    store = _store(tmp_path)
    save(SETTINGS, store)
    store.setValue(name, broken)
    found = load(store)
    assert getattr(found, name) == getattr(Settings(), name)
    others = [f.name for f in fields(Settings) if f.name != name]
    assert all(getattr(found, other) == getattr(SETTINGS, other) for other in others)


def test_one_broken_preset_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    store = _store(tmp_path)
    save(SETTINGS, store)
    good = str(store.value("export_presets"))
    store.setValue("export_presets", good[:-1] + ', {"name": "x"}, 3]')
    assert load(store).export_presets == SETTINGS.export_presets


def test_keys_of_other_versions_stay(tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.setValue("later", "1")
    save(Settings(), store)
    assert store.value("later") == "1"


def test_a_folder_that_is_opened_again_moves_to_the_front() -> None:
    folders = tuple(Path(str(i)) for i in range(RECENT_FOLDERS))
    assert with_recent(folders, Path("3"))[:3] == (Path("3"), Path("0"), Path("1"))
    assert len(with_recent(folders, Path("new"))) == RECENT_FOLDERS
