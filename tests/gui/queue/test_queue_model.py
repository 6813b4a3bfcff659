import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.queue.queue_model import Column, QueueModel
from lowlight_desktop.studio.journal_entry import State
from tests.gui.queue.entries import entry, news

DONE, FAILED, RUNNING = State.DONE, State.FAILED, State.RUNNING


@pytest.fixture
def model(qtbot: QtBot) -> QueueModel:
    model = QueueModel()
    # Aborts the test where the model breaks what Qt's views rely on.
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def ids(model: QueueModel) -> list[int]:
    return [entry.id for entry in model.entries()]


def test_new_photos_come_to_the_end(model: QueueModel) -> None:
    model.apply(news([entry(1), entry(2)]))
    model.apply(news([entry(3)]))
    assert ids(model) == [1, 2, 3]
    assert model.rowCount() == 3


def test_a_changed_photo_is_painted_again_and_counted_once(model: QueueModel, qtbot: QtBot) -> None:
    model.apply(news([entry(1), entry(2)]))
    with qtbot.waitSignal(model.dataChanged) as painted:
        model.apply(news([entry(2, DONE)]))
    assert painted.args is not None
    assert painted.args[0].row() == 1
    assert model.counts[DONE] == 1
    assert model.counts[State.WAITING] == 1


def test_moved_photos_stand_in_their_new_order_and_stay_selected(model: QueueModel) -> None:
    model.apply(news([entry(i) for i in range(1, 5)]))
    held = QPersistentModelIndex(model.index(3, 0))
    model.apply(news([entry(4, place=1), entry(1, place=2), entry(2, place=3), entry(3, place=4)]))
    assert ids(model) == [4, 1, 2, 3]
    assert held.row() == 0


def test_photos_that_were_cleared_away_leave_in_a_run_or_scattered(model: QueueModel) -> None:
    model.apply(news([entry(i, DONE) for i in range(1, 7)]))
    kept = QPersistentModelIndex(model.index(5, 0))
    model.apply(news([], gone=[1, 2]))
    assert ids(model) == [3, 4, 5, 6]
    gone = QPersistentModelIndex(model.index(0, 0))
    model.apply(news([], gone=[3, 5]))
    assert ids(model) == [4, 6]
    assert kept.row() == 1
    assert not gone.isValid()
    assert model.counts[DONE] == 2


def test_what_was_added_and_cleared_in_one_moment_is_not_there(model: QueueModel) -> None:
    model.apply(news([], gone=[9]))
    assert model.rowCount() == 0


def test_the_progress_of_a_photo_is_painted_and_forgotten(model: QueueModel, qtbot: QtBot) -> None:
    model.apply(news([entry(1), entry(2, RUNNING)]))
    state = model.index(1, Column.STATE)
    model.set_fractions({2: 0.5})
    assert state.data() == "Exporting, 50%"
    with qtbot.waitSignal(model.dataChanged):
        model.set_fractions({})
    assert state.data() == "Reading"


def test_equal_progress_paints_nothing(model: QueueModel, qtbot: QtBot) -> None:
    model.apply(news([entry(1, RUNNING)]))
    model.set_fractions({1: 0.5})
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_fractions({1: 0.5})


def test_a_row_is_told_to_those_who_hear_it(model: QueueModel) -> None:
    model.apply(news([entry(1, FAILED, error="The disk is full.", seconds=3.0)]))
    said = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in Column]
    assert said == ["night-1.jpg", "Failed: The disk is full.", "3.0 s"]


def test_only_those_that_wait_can_be_dragged(model: QueueModel) -> None:
    model.apply(news([entry(1), entry(2, DONE)]))
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(0, 0)) & drag
    assert not model.flags(model.index(1, 0)) & drag


@pytest.mark.parametrize(("row", "before"), [(0, 1), (3, 4), (1, 3), (-1, None)])
def test_a_drop_asks_for_a_move_before_the_row_under_it(
    model: QueueModel, qtbot: QtBot, row: int, before: int | None
) -> None:
    model.apply(news([entry(i) for i in range(1, 5)]))
    dragged = model.mimeData([model.index(1, 0), model.index(1, 1)])  # two cells of one row
    with qtbot.waitSignal(model.move_requested) as asked:
        is_done = model.dropMimeData(dragged, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert asked.args == [(2,), before]
    assert not is_done  # else the view would take the row out
    assert ids(model) == [1, 2, 3, 4]  # the journal moves it
