from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip.photo_state import PhotoState
from lowlight_desktop.gui.strip.strip_menu import StripMenu
from lowlight_desktop.gui.strip.strip_view import StripView

PHOTOS = [Path(f"/shoot/IMG_{i:04d}.CRW") for i in range(40)]
CELL_PX = 120  # of `strip_delegate`
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def strip(qtbot: QtBot) -> Filmstrip:
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.resize(1000, 140)
    strip.add(PHOTOS)
    strip.show()
    qtbot.waitExposed(strip)
    strip.set_current(PHOTOS[0])
    return strip


def _view(strip: Filmstrip) -> StripView:
    (view,) = strip.findChildren(StripView)
    return view


def _click(qtbot: QtBot, strip: Filmstrip, number: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    place = QPoint(number * CELL_PX + 40, 40)
    qtbot.mouseClick(_view(strip).viewport(), LEFT, keys, place)


def test_a_click_shows_a_photo_and_selects_it_alone(qtbot: QtBot, strip: Filmstrip) -> None:
    told: list[object] = []
    strip.current_changed.connect(told.append)
    strip.selection_changed.connect(told.append)
    _click(qtbot, strip, 3)
    assert told == [PHOTOS[3], (PHOTOS[3],)]
    assert strip.current() == PHOTOS[3]


def test_the_shown_photo_stays_while_others_are_selected(qtbot: QtBot, strip: Filmstrip) -> None:
    _click(qtbot, strip, 1)
    with qtbot.assertNotEmitted(strip.current_changed):
        _click(qtbot, strip, 4, SHIFT)
        _click(qtbot, strip, 6, CTRL)
    assert strip.current() == PHOTOS[1]
    assert strip.selected() == (*PHOTOS[1:5], PHOTOS[6])


def test_arrow_keys_show_the_neighbors(qtbot: QtBot, strip: Filmstrip) -> None:
    qtbot.keyClick(_view(strip), Qt.Key.Key_Right)
    qtbot.keyClick(_view(strip), Qt.Key.Key_Right)
    qtbot.keyClick(_view(strip), Qt.Key.Key_Left)
    assert strip.current() == PHOTOS[1]
    assert strip.selected() == (PHOTOS[1],)


def test_return_shows_one_photo_of_a_selection(qtbot: QtBot, strip: Filmstrip) -> None:
    _click(qtbot, strip, 3, SHIFT)
    with qtbot.waitSignal(strip.current_changed) as told:
        qtbot.keyClick(_view(strip), Qt.Key.Key_Return)
    assert told.args == [PHOTOS[3]]


def test_stepping_stops_at_the_ends(strip: Filmstrip) -> None:
    strip.step(-1)
    assert strip.current() == PHOTOS[0]
    strip.step(1)
    assert strip.current() == PHOTOS[1]
    strip.step(1000)
    assert strip.current() == PHOTOS[-1]


def test_there_is_a_scroll_bar_only_where_there_is_more_to_see(
    qtbot: QtBot, strip: Filmstrip
) -> None:
    view, height = _view(strip), strip.height()
    place = view.visualRect(view.model().index(0, 0)).topLeft()
    assert view.horizontalScrollBar().isVisible()
    strip.remove(PHOTOS[3:])
    qtbot.waitUntil(lambda: not view.horizontalScrollBar().isVisible())
    assert strip.height() == height
    assert view.visualRect(view.model().index(0, 0)).topLeft() == place  # nothing moves


def test_what_the_program_sets_is_not_told(qtbot: QtBot, strip: Filmstrip) -> None:
    with (
        qtbot.assertNotEmitted(strip.current_changed),
        qtbot.assertNotEmitted(strip.selection_changed),
        qtbot.assertNotEmitted(strip.removed),
    ):
        strip.set_current(PHOTOS[5])
        strip.select(PHOTOS[5:8])
        strip.remove([PHOTOS[6]])
        strip.set_state(PHOTOS[5], PhotoState(is_edited=True))
        strip.set_rating(PHOTOS[5], 3)
    assert strip.current() == PHOTOS[5]
    assert strip.selected() == (PHOTOS[5], PHOTOS[7])
    assert strip.state(PHOTOS[5]).is_edited


def test_delete_takes_the_selected_photos_out_and_shows_the_nearest(
    qtbot: QtBot, strip: Filmstrip
) -> None:
    strip.set_current(PHOTOS[2])
    strip.select(PHOTOS[2:4])
    told: list[object] = []
    strip.removed.connect(told.append)
    strip.current_changed.connect(told.append)
    qtbot.keyClick(_view(strip), Qt.Key.Key_Delete)
    assert told == [tuple(PHOTOS[2:4]), PHOTOS[4]]
    assert strip.paths() == (*PHOTOS[:2], *PHOTOS[4:])
    assert strip.selected() == (PHOTOS[4],)


def test_taking_out_everything_leaves_nothing_to_show(qtbot: QtBot, strip: Filmstrip) -> None:
    strip.select_all()
    with qtbot.waitSignal(strip.current_changed) as told:
        qtbot.keyClick(_view(strip), Qt.Key.Key_Delete)
    assert told.args == [None]
    assert strip.paths() == strip.selected() == ()
    qtbot.keyClick(_view(strip), Qt.Key.Key_Delete)  # nothing left: nothing happens


def test_delete_never_touches_the_file(qtbot: QtBot, strip: Filmstrip, tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"photo")
    strip.add([photo])
    strip.set_current(photo)
    qtbot.keyClick(_view(strip), Qt.Key.Key_Delete)
    assert photo not in strip.paths()
    assert photo.read_bytes() == b"photo"


def test_pictures_are_wanted_for_what_is_in_view_and_once(qtbot: QtBot, strip: Filmstrip) -> None:
    fresh = Filmstrip()
    qtbot.addWidget(fresh)
    fresh.resize(3 * CELL_PX, 140)
    with qtbot.waitSignal(fresh.thumbnails_wanted) as told:
        fresh.add(PHOTOS)
        fresh.show()
    assert told.args is not None
    wanted = told.args[0]
    assert wanted[:3] == tuple(PHOTOS[:3])
    assert len(wanted) <= 5  # three in view and a half one at each end
    with qtbot.assertNotEmitted(fresh.thumbnails_wanted, wait=20):
        fresh.resize(3 * CELL_PX - 10, 140)
    with qtbot.waitSignal(fresh.thumbnails_wanted) as told:
        fresh.set_current(PHOTOS[20])  # scrolls there
    assert told.args is not None
    assert PHOTOS[20] in told.args[0]
    assert PHOTOS[0] not in told.args[0]


def test_pictures_that_have_not_come_are_wanted_again_with_the_others_in_view(
    qtbot: QtBot, strip: Filmstrip
) -> None:
    strip.set_thumbnail(PHOTOS[0], np.zeros((9, 9, 3), np.uint8))
    strip.set_state(PHOTOS[1], PhotoState(failure="It is broken."))
    with qtbot.waitSignal(strip.thumbnails_wanted) as told:
        strip.ask_again()
    assert told.args is not None
    assert told.args[0][0] == PHOTOS[2]  # one is here, and one can never come


def test_a_picture_is_painted_as_it_arrives(qtbot: QtBot, strip: Filmstrip) -> None:
    before = strip.grab().toImage()
    strip.set_thumbnail(PHOTOS[1], np.full((72, 104, 3), (250, 10, 10), np.uint8))
    strip.set_thumbnail(Path("/gone.CRW"), np.zeros((1, 1, 3), np.uint8))
    after = strip.grab().toImage()
    assert after != before
    center = after.pixelColor(CELL_PX + CELL_PX // 2, 40)
    assert (center.red(), center.green()) == (250, 10)


def test_the_wheel_scrolls_sideways(qtbot: QtBot, strip: Filmstrip) -> None:
    bar = _view(strip).horizontalScrollBar()
    center = QPointF(_view(strip).viewport().rect().center())
    event = QWheelEvent(
        center,
        center,
        QPoint(),
        QPoint(0, -120),  # one notch towards the user
        Qt.MouseButton.NoButton,
        NO_KEY,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(_view(strip).viewport(), event)
    assert bar.value() > 0


def _menu(strip: Filmstrip) -> StripMenu:
    (menu,) = strip.findChildren(StripMenu)
    return menu


def _choose(menu: QMenu, words: str) -> None:
    (action,) = [a for a in menu.actions() if a.text().startswith(words)]
    assert action.isEnabled()
    action.trigger()


@pytest.mark.parametrize(
    ("words", "signal", "args"),
    [
        ("Copy Settings", "copy_requested", [PHOTOS[1]]),
        ("Paste Settings", "paste_requested", [tuple(PHOTOS[1:4])]),
        ("Sync Selection", "sync_requested", [tuple(PHOTOS[1:4])]),
        ("Export 3", "export_requested", [tuple(PHOTOS[1:4])]),
        ("Show in Folder", "show_in_folder_requested", [PHOTOS[1]]),
        ("Remove", "removed", [tuple(PHOTOS[1:4])]),
    ],
)
def test_the_menu_asks_for_the_selected_photos(
    qtbot: QtBot, strip: Filmstrip, words: str, signal: str, args: list[object]
) -> None:
    strip.set_can_paste(True)
    strip.set_current(PHOTOS[1])
    strip.select(PHOTOS[1:4])
    _view(strip).customContextMenuRequested.emit(QPoint(CELL_PX + 40, 40))
    with qtbot.waitSignal(getattr(strip, signal)) as told:
        _choose(_menu(strip), words)
    _menu(strip).close()
    assert told.args == args


@pytest.mark.parametrize(
    ("offer", "title", "signal"),
    [
        (Filmstrip.set_presets, "Apply Preset", "preset_requested"),
        (Filmstrip.set_export_presets, "Export With Preset", "export_with_requested"),
    ],
)
def test_the_menu_offers_presets_by_name(
    qtbot: QtBot,
    strip: Filmstrip,
    offer: Callable[[Filmstrip, Sequence[str]], None],
    title: str,
    signal: str,
) -> None:
    offer(strip, ["City & lights", "Stars"])
    _view(strip).customContextMenuRequested.emit(QPoint(40, 40))
    (presets,) = [a.menu() for a in _menu(strip).actions() if a.text() == title]
    assert isinstance(presets, QMenu)
    with qtbot.waitSignal(getattr(strip, signal)) as told:
        _choose(presets, "City")
    _menu(strip).close()
    assert told.args == ["City & lights", (PHOTOS[0],)]


def test_the_menu_offers_only_what_makes_sense(qtbot: QtBot, strip: Filmstrip) -> None:
    _view(strip).customContextMenuRequested.emit(QPoint(40, 40))
    possible = {a.text() for a in _menu(strip).actions() if a.isEnabled()}
    _menu(strip).close()
    assert not any(word.startswith(("Paste", "Sync", "Apply", "Export With")) for word in possible)


def test_letters_are_left_to_the_window(qtbot: QtBot, strip: Filmstrip) -> None:
    strip.set_current(PHOTOS[3])
    qtbot.keyClick(_view(strip), "I")  # a list would jump to the next name with I
    assert strip.current() == PHOTOS[3]


def test_thousands_of_photos_are_taken_in_at_once(strip: Filmstrip) -> None:
    many = [Path(f"/many/{i}") for i in range(5000)]
    assert strip.add(many) == tuple(many)
    strip.set_current(many[-1])
    strip.select(many[::2])
    assert strip.selected() == tuple(many[::2])
    strip.remove(many[::2])
    assert strip.paths() == (*PHOTOS, *many[1::2])
    assert strip.current() == many[-1]
