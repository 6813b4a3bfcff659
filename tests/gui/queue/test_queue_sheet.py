from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.gui.strip.thumbnails import picture_of
from lowlight_desktop.studio.journal_entry import State
from tests.gui.controls import button
from tests.gui.queue.entries import entry, news
from tests.gui.window import drag_over, let_go

DONE, FAILED, RUNNING, WAITING = State.DONE, State.FAILED, State.RUNNING, State.WAITING


@pytest.fixture
def sheet(qtbot: QtBot) -> QueueSheet:
    sheet = QueueSheet()
    qtbot.addWidget(sheet)
    sheet.resize(900, 400)
    sheet.show()
    qtbot.waitExposed(sheet)
    return sheet


def test_buttons_offer_what_makes_sense(sheet: QueueSheet) -> None:
    names = ("Pause", "Cancel All", "Retry Failed", "Clear Finished")

    def offered() -> list[str]:
        return [name for name in names if button(sheet, name).isEnabled()]

    assert offered() == []
    sheet.model.apply(news([entry(1, RUNNING), entry(2)]))
    assert offered() == ["Pause", "Cancel All"]
    sheet.model.apply(news([entry(1, FAILED), entry(2, DONE)]))
    assert offered() == ["Retry Failed", "Clear Finished"]


def test_buttons_ask_for_all(sheet: QueueSheet, qtbot: QtBot) -> None:
    sheet.model.apply(news([entry(1), entry(2, FAILED), entry(3, DONE)]))
    for name, signal, args in (
        ("Pause", sheet.pause_requested, [True]),
        ("Cancel All", sheet.cancel_requested, [None]),
        ("Retry Failed", sheet.retry_requested, [None]),
        ("Clear Finished", sheet.clear_requested, []),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(button(sheet, name), Qt.MouseButton.LeftButton)
        assert asked.args == args


def test_a_paused_queue_can_go_on(sheet: QueueSheet, qtbot: QtBot) -> None:
    sheet.model.apply(news([entry(1)]))
    sheet.set_paused(on=True)
    with qtbot.waitSignal(sheet.pause_requested) as asked:
        qtbot.mouseClick(button(sheet, "Resume"), Qt.MouseButton.LeftButton)
    assert asked.args == [False]


def test_keys_are_for_the_selected_photos(sheet: QueueSheet, qtbot: QtBot) -> None:
    photos = [entry(1, DONE), entry(2), entry(3), entry(4, FAILED)]
    sheet.model.apply(news(photos))
    view, none, alt = sheet.view, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
    view.setFocus()
    view.choose([0, 2, 3])
    for key, modifier, signal, args in (
        (Qt.Key.Key_Delete, none, sheet.cancel_requested, [(3,)]),
        (Qt.Key.Key_F5, none, sheet.retry_requested, [(4,)]),
        (Qt.Key.Key_Up, alt, sheet.move_requested, [(3,), 2]),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.keyClick(view, key, modifier)
        assert asked.args == args


@pytest.mark.parametrize(
    ("row", "shown"), [(0, "/photos/night-1-lit.jpg"), (1, "/photos/night-2.jpg")]
)
def test_return_shows_the_result_or_else_the_original(
    sheet: QueueSheet, qtbot: QtBot, row: int, shown: str
) -> None:
    sheet.model.apply(news([entry(1, DONE), entry(2)]))
    sheet.view.setFocus()
    sheet.view.choose([row])
    with qtbot.waitSignal(sheet.show_requested) as asked:
        qtbot.keyClick(sheet.view, Qt.Key.Key_Return)
    assert asked.args == [Path(shown)]


def test_the_count_of_failures_selects_them(sheet: QueueSheet, qtbot: QtBot) -> None:
    sheet.model.apply(news([entry(i, FAILED if i in (40, 77) else DONE) for i in range(1, 101)]))
    qtbot.mouseClick(button(sheet, "2 failed"), Qt.MouseButton.LeftButton)
    assert sheet.view.chosen() == (40, 77)
    assert Path("/photos/night-40.jpg") in sheet.view.sources_in_view()


def test_only_photos_in_view_ask_for_a_picture_and_only_once(
    sheet: QueueSheet, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(sheet.thumbnails_wanted) as asked:
        sheet.model.apply(news([entry(i) for i in range(1, 1001)]))
    assert asked.args is not None
    wanted = asked.args[0]
    assert wanted[0] == Path("/photos/night-1.jpg")
    assert 3 < len(wanted) < 12  # 400 px are eight rows
    picture = picture_of(np.zeros((20, 30, 3), np.uint8), QSize(104, 72), 1.0)
    for path in wanted[:-1]:
        sheet.put_thumbnail(path, picture)
    sheet.put_thumbnail(wanted[-1], None)  # it cannot be read: it is not asked for again
    with qtbot.waitSignal(sheet.thumbnails_wanted) as more:
        sheet.view.verticalScrollBar().setValue(100)
    assert more.args is not None
    assert not set(more.args[0]) & set(wanted)


def test_escape_closes_the_sheet(sheet: QueueSheet, qtbot: QtBot) -> None:
    sheet.view.setFocus()
    with qtbot.waitSignal(sheet.shown) as told:
        qtbot.keyClick(sheet.view, Qt.Key.Key_Escape)
    assert told.args == [False]
    assert not sheet.isVisible()


def test_it_opens_at_the_photo_whose_turn_it_is(sheet: QueueSheet, qtbot: QtBot) -> None:
    sheet.hide()
    sheet.model.apply(news([entry(i, DONE if i < 300 else WAITING) for i in range(1, 501)]))
    sheet.show()
    qtbot.waitExposed(sheet)
    assert Path("/photos/night-300.jpg") in sheet.view.sources_in_view()


def test_five_thousand_photos_never_stop_the_window(sheet: QueueSheet, qtbot: QtBot) -> None:
    """The limit is generous, for busy machines: a change takes some milliseconds."""
    sheet.model.apply(news([entry(i) for i in range(1, 5001)]))
    longest_ms, clock = 0, QElapsedTimer()

    def beat() -> None:
        nonlocal longest_ms
        longest_ms = max(longest_ms, clock.restart())

    timer = QTimer(interval=1)
    timer.timeout.connect(beat)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 5000)
    clock.start()
    timer.start()
    bar = sheet.view.verticalScrollBar()
    for i in range(1, 61):
        bar.setValue(bar.maximum() * i // 60)
        sheet.model.apply(news([entry(i, DONE), entry(i + 1, RUNNING)]))
        sheet.model.set_fractions({i + 1: 0.5})
        QCoreApplication.processEvents()
    timer.stop()
    assert longest_ms < 250


def test_a_name_of_several_lines_stays_in_its_line(sheet: QueueSheet, qtbot: QtBot) -> None:
    """Both names are painted alike but for the sign; the lines of a row do not touch."""
    sheet.model.apply(news([entry(1, source=Path("/photos/a\nb\nc\nd.jpg"))]))
    sheet.model.apply(news([entry(2, source=Path("/photos/a�b�c�d.jpg"))]))
    view = sheet.view
    view.clearSelection()
    view.setCurrentIndex(QModelIndex())
    first, second = (view.visualRect(sheet.model.index(row, 0)) for row in (0, 1))
    assert view.viewport().grab(first).toImage() == view.viewport().grab(second).toImage()


def test_select_all_means_the_rows_while_the_keyboard_is_there(
    sheet: QueueSheet, qtbot: QtBot
) -> None:
    sheet.model.apply(news([entry(i) for i in range(1, 4)]))
    taken = QAction(sheet, shortcut=QKeySequence(QKeySequence.StandardKey.SelectAll))
    sheet.addAction(taken)
    sheet.activateWindow()
    sheet.view.setFocus()
    with qtbot.assertNotEmitted(taken.triggered):
        qtbot.keyClick(sheet.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sheet.view.chosen() == (1, 2, 3)


def test_what_a_drop_would_do_is_said_while_it_is_held_over_the_sheet(
    sheet: QueueSheet, qtbot: QtBot
) -> None:
    def title() -> str:
        return sheet.findChildren(QLabel)[0].text()

    assert title() == "Exports"
    with qtbot.waitSignal(sheet.dropped) as told:
        held = drag_over(sheet.view.viewport(), [Path("/photos/a.jpg"), Path("/photos/b")])
        assert title() == "Drop to export with the last settings"
        let_go(sheet.view.viewport(), held)
    assert told.args == [(Path("/photos/a.jpg"), Path("/photos/b"))]
    assert title() == "Exports"
