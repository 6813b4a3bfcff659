from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats import exiv2
from lowlight_desktop.formats.recipe_xmp import recipe_from_xmp
from lowlight_desktop.formats.sidecar import Sidecar, write_sidecar
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.xmp_desk import XmpDesk
from lowlight_desktop.photo.recipe import Finish, Recipe
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, drop, open_window, wait_until_refined

BRIGHTER, DARKER = (Recipe(finish=Finish(exposure_ev=ev)) for ev in (1.0, -1.0))


@dataclass
class Desk:
    action: QAction
    album: Album
    strip: Filmstrip
    desk: XmpDesk
    qtbot: QtBot

    def write(self) -> tuple[str, str, bool]:
        """Use the menu; what is told then."""
        with self.qtbot.waitSignal(self.desk.told, timeout=LONG_MS) as told:
            self.action.trigger()
        assert told.args is not None
        sentence, details, failed = told.args
        return sentence, details, failed


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    action, album, strip = QAction(), Album(), Filmstrip()
    qtbot.addWidget(strip)
    desk = XmpDesk(action, album, strip)
    yield Desk(action, album, strip, desk, qtbot)
    desk.stop()
    album.close()


def read(path: Path) -> Recipe | None:
    return recipe_from_xmp(exiv2.read_tags(path).xmp)


def test_the_selected_photos_have_their_edits_beside_them(desk: Desk, tmp_path: Path) -> None:
    photos = [dark_photo(tmp_path / f"{name}.png") for name in "abc"]
    desk.strip.add(photos)
    desk.strip.select(photos[:2])
    for photo, recipe in zip(photos, (BRIGHTER, DARKER, BRIGHTER), strict=True):
        desk.album.apply(photo, recipe, "Exposure")
    assert desk.write() == ("The edits of 2 photos are in XMP files beside them now.", "", False)
    assert read(tmp_path / "a.xmp") == BRIGHTER
    assert read(tmp_path / "b.xmp") == DARKER
    assert not (tmp_path / "c.xmp").exists()


def test_edits_of_an_earlier_day_count_for_a_photo_that_nobody_has_opened(
    desk: Desk, tmp_path: Path
) -> None:
    photo = dark_photo(tmp_path / "a.png")
    write_sidecar(photo, Sidecar(DARKER))
    desk.strip.add([photo])
    desk.strip.select([photo])
    assert desk.write() == ("The edits are in a.xmp now.", "", False)
    assert read(tmp_path / "a.xmp") == DARKER
    desk.album.apply(photo, BRIGHTER, "A preset")
    desk.write()
    assert read(tmp_path / "a.xmp") == BRIGHTER


def test_a_damaged_file_is_told_and_the_others_are_written(desk: Desk, tmp_path: Path) -> None:
    photos = [dark_photo(tmp_path / f"{name}.png") for name in "ab"]
    (tmp_path / "a.xmp").write_text("<x:xmpmeta")
    desk.strip.add(photos)
    desk.strip.select(photos)
    sentence, details, failed = desk.write()
    assert failed
    assert sentence == (
        "The edits are in b.xmp now. a.xmp: the edits cannot be put into it, it is damaged in "
        "line 1. The file stays as it is; repair it, or take it away and write anew."
    )
    assert str(tmp_path / "a.xmp") in details
    assert (tmp_path / "a.xmp").read_text() == "<x:xmpmeta"


def test_several_failures_are_counted(desk: Desk, tmp_path: Path) -> None:
    photos = [tmp_path / "gone" / f"{name}.png" for name in "ab"]
    desk.strip.add(photos)
    desk.strip.select(photos)
    sentence, details, failed = desk.write()
    assert failed
    assert sentence == "The edits of 2 photos could not be written."
    assert details.count("the folder does not exist") == 2


def test_the_menu_writes_the_edits_of_the_open_photo(tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(tmp_path, qtbot)
    write = window.parts.actions["write_xmp"]
    assert not write.isEnabled()
    photo = dark_photo(tmp_path / "night.png")
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    window.parts.album.apply(photo, BRIGHTER, "Exposure")
    write.trigger()
    qtbot.waitUntil(lambda: len(window.parts.messages.messages()) == 1)
    assert window.parts.messages.messages()[0].text == "The edits are in night.xmp now."
    assert read(tmp_path / "night.xmp") == BRIGHTER
    window.close()
