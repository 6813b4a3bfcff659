"""Own presets, kept, replaced, imported and forgotten in the window."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.presets_desk import PresetParts, PresetsDesk
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.studio.presets import BUILT_IN, Preset
from tests.gui.photos import dark_photo

BRIGHT, DIM = (Recipe(finish=Finish(exposure_ev=ev)) for ev in (1.0, -1.0))
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


def says(*answer: object) -> Callable[..., tuple[object, ...]]:
    """A dialog that is answered so."""

    def asked(*_: object) -> tuple[object, ...]:
        return answer

    return asked


class Desk:
    """A photo, and presets in a folder; the photographer's answers are set."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
        self.folder, self._patch = folder / "presets", patch
        self.photo = dark_photo(folder / "night.png")
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions, self.album = make_actions(self.window), Album()
        strip, self.glances = Filmstrip(), Glances()
        strip.add([self.photo])
        strip.set_current(self.photo)
        parts = PresetParts(self.album, strip, StripDesk(strip, self.album, self.glances))
        menu = self.window.menuBar().addMenu("Photo")
        menu.addAction(self.actions["save_preset"])
        self.desk = PresetsDesk(menu, self.actions, parts, self.window)
        self.told: list[str] = []
        self.desk.failed.connect(self._on_failed)
        self.desk.set_folder(self.folder)

    def _on_failed(self, error: Exception) -> None:
        self.told.append(str(error))

    @property
    def own(self) -> dict[str, Recipe]:
        return {preset.name: preset.recipe for preset in self.desk.presets[len(BUILT_IN) :]}

    def save(self, name: str, recipe: Recipe, answer: QMessageBox.StandardButton = NO) -> list[str]:
        """Save the photo's look under a name; what is asked is answered so, and returned."""
        asked: list[str] = []

        def question(_window: object, _title: str, text: str) -> QMessageBox.StandardButton:
            asked.append(text)
            return answer

        def typed(dialog: QInputDialog) -> bool:
            dialog.setTextValue(name)
            return True

        self._patch.setattr(QInputDialog, "exec", typed)
        self._patch.setattr(QMessageBox, "question", question)
        self.album.apply(self.photo, recipe, "edited")
        self.actions["save_preset"].trigger()
        return asked

    def bring(self, file: Path) -> None:
        """Import a preset."""
        self._patch.setattr(QFileDialog, "getOpenFileName", says(str(file), ""))
        self.actions["import_preset"].trigger()

    def delete(self, name: str) -> None:
        """Choose a preset to forget."""
        self._patch.setattr(QInputDialog, "getItem", says(name, True))
        self.actions["delete_preset"].trigger()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path, monkeypatch, qtbot)
    yield desk
    desk.album.close()
    desk.glances.stop()


def test_an_own_preset_is_replaced_only_by_whoever_says_so(desk: Desk) -> None:
    assert desk.save("Harbor", BRIGHT) == []
    assert desk.save("harbor", DIM, NO) == ["There is a preset called Harbor. Replace it?"]
    assert desk.own == {"Harbor": BRIGHT}
    assert len(desk.save("harbor", DIM, YES)) == 1
    assert desk.own == {"harbor": DIM}
    assert desk.told == []


def test_a_name_that_comes_with_the_program_is_refused_by_that_name(desk: Desk) -> None:
    assert desk.save("city lights", BRIGHT) == []
    assert desk.told == ["City lights comes with Lowlight. Choose another name."]
    assert desk.own == {}


def test_an_imported_preset_replaces_none(desk: Desk, tmp_path: Path) -> None:
    desk.save("Harbor", BRIGHT)
    (kept,) = desk.folder.iterdir()
    told = json.loads(kept.read_text())
    told["recipe"]["finish"]["exposure_ev"] = -1.0
    file = tmp_path / "from a friend.json"
    file.write_text(json.dumps(told))
    desk.bring(file)
    assert desk.own == {"Harbor": BRIGHT, "Harbor 2": DIM}


def test_a_preset_is_forgotten(desk: Desk) -> None:
    assert not desk.actions["delete_preset"].isEnabled()
    desk.save("Harbor", BRIGHT)
    desk.save("Bridge", DIM)
    desk.delete("Harbor")
    assert desk.own == {"Bridge": DIM}
    desk.delete("Bridge")
    assert not desk.actions["delete_preset"].isEnabled()
    assert list(desk.folder.iterdir()) == []


def test_a_broken_file_among_the_presets_is_told_once(desk: Desk) -> None:
    desk.save("Harbor", BRIGHT)
    (desk.folder / "broken.json").write_text("{")
    desk.save("Bridge", DIM)
    desk.save("Pier", DIM)
    assert len(desk.told) == 1
    assert "broken.json" in desk.told[0]
    assert Preset("Pier", DIM) in desk.desk.presets
