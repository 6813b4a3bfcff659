from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.strip.photo_state import PhotoState
from lowlight_desktop.gui.strip.strip_model import NO_INDEX, Role, StripModel

PHOTOS = [Path(f"/shoot/{i}.CRW") for i in range(60)]


@pytest.fixture
def model(qtmodeltester: ModelTester) -> StripModel:
    model = StripModel()
    model.add(PHOTOS)
    qtmodeltester.check(model)  # watches every later change too
    return model


def _said(model: StripModel, path: Path, role: int) -> object:
    return model.index_of(path).data(role)


def test_a_photo_is_there_once(model: StripModel) -> None:
    new = Path("/new.CRW")
    assert model.add([PHOTOS[3], new, new]) == (new,)
    assert model.paths() == (*PHOTOS, new)


@pytest.mark.parametrize(
    "gone", [PHOTOS[3:5], [PHOTOS[0], PHOTOS[2], PHOTOS[59]], PHOTOS[::2], PHOTOS]
)
def test_photos_leave_and_the_others_keep_their_order(model: StripModel, gone: list[Path]) -> None:
    model.remove(gone)
    left = [path for path in PHOTOS if path not in gone]
    assert list(model.paths()) == left
    assert model.rowCount(NO_INDEX) == len(left)
    assert all(model.index_of(path).row() == row for row, path in enumerate(left))


def test_a_photo_that_comes_back_is_untouched(model: StripModel) -> None:
    model.set_state(PHOTOS[0], PhotoState(is_edited=True))
    model.set_rating(PHOTOS[0], 5)
    model.remove(PHOTOS[:1])
    model.add(PHOTOS[:1])
    assert _said(model, PHOTOS[0], Role.STATE) == PhotoState()
    assert _said(model, PHOTOS[0], Role.RATING) == 0


def test_why_a_photo_failed_is_told_by_its_tooltip(model: StripModel) -> None:
    model.set_state(PHOTOS[1], PhotoState(is_edited=True, failure="The disk is full."))
    tip = str(_said(model, PHOTOS[1], Qt.ItemDataRole.ToolTipRole))
    assert tip.splitlines() == [str(PHOTOS[1]), "edited", "The disk is full."]
    spoken = str(_said(model, PHOTOS[1], Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "1.CRW, edited, The disk is full."


@pytest.mark.parametrize(("stars", "shown"), [(0, 0), (5, 5), (None, 0), (-1, 0), (6, 0)])
def test_stars_outside_of_none_to_five_are_not_shown(
    model: StripModel, stars: int | None, shown: int
) -> None:
    model.set_rating(PHOTOS[0], stars)
    assert _said(model, PHOTOS[0], Role.RATING) == shown


def test_a_change_paints_that_photo_alone(qtbot: QtBot, model: StripModel) -> None:
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_state(PHOTOS[7], PhotoState(is_missing=True))
    assert changed.args is not None
    assert [index.row() for index in changed.args[:2]] == [7, 7]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_state(PHOTOS[7], PhotoState(is_missing=True))  # as before
        model.set_state(Path("/elsewhere"), PhotoState())


def test_the_nearest_photo_follows_one_that_leaves(model: StripModel) -> None:
    model.set_current(PHOTOS[10])
    assert model.neighbor_without({PHOTOS[3]}) == PHOTOS[10]
    assert model.neighbor_without({PHOTOS[10], PHOTOS[11]}) == PHOTOS[12]
    assert model.neighbor_without(set(PHOTOS[10:])) == PHOTOS[9]
    assert model.neighbor_without(set(PHOTOS)) is None
