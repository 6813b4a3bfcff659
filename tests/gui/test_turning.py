"""What is seen while a photo is being opened."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.photo.recipe import Light, Quality, Recipe
from lowlight_desktop.photo.stroke import Stroke
from tests.gui.controls import button
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, canvas_of, drop, seen, slider, wait_until_refined

SAMPLE = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
LARGE = (1200, 1800)


def two_photos(window: MainWindow, folder: Path, qtbot: QtBot) -> tuple[Path, Path]:
    """Two photos in the filmstrip, the first of them open and lit."""
    first, other = (
        dark_photo(folder / name, LARGE, seed) for seed, name in enumerate(("a.jpg", "b.jpg"))
    )
    drop(window, [first, other])
    wait_until_refined(window, qtbot)
    return first, other


def test_a_photo_that_has_a_thumbnail_is_seen_at_once_where_it_will_be(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    _, other = two_photos(window, tmp_path, qtbot)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: strip.thumbnail(other) is not None, timeout=LONG_MS)
    window.show_photo(other)
    at_once = seen(canvas_of(window))  # nothing was read yet: the event loop did not turn
    wait_until_refined(window, qtbot)
    lit = seen(canvas_of(window))
    np.testing.assert_allclose(rim(at_once), rim(lit), atol=2)


@pytest.mark.parametrize("size", [(2400, 1800), (1100, 700)])  # larger than its half, and smaller
def test_a_raw_keeps_its_place_from_the_first_look_to_the_whole(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    canvas, rims = canvas_of(window), list[tuple[int, ...]]()

    def measure() -> None:
        rims.append(rim(seen(canvas)))

    window.parts.glances.looked.connect(measure)
    window.parts.live.opened.connect(measure)
    drop(window, [SAMPLE])
    wait_until_refined(window, qtbot)
    measure()
    assert len(rims) == 4  # look, half, whole, lit
    for other in rims:  # cameras cut their previews, and cells their rims
        np.testing.assert_allclose(other, rims[0], atol=0.005 * size[0])


def test_an_opening_that_is_canceled_is_told_and_offered_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, other = two_photos(window, tmp_path, qtbot)
    live, bar = window.parts.live, window.parts.messages
    window.show_photo(other)
    with qtbot.waitSignal(live.given_up, timeout=LONG_MS) as given_up:
        live.cancel()
        live.cancel()  # of nothing
    assert given_up.args == [other]
    assert [message.sentence for message in bar.messages()] == ["Opening b.jpg was canceled."]
    assert not canvas_of(window).has_photo  # no badge that says for ever that it is being opened
    assert window.windowTitle() == "Lowlight"
    assert np.ptp(seen(canvas_of(window)).reshape(-1, 3), 0).max() > 60  # words in the middle
    qtbot.waitUntil(lambda: live.is_settled, timeout=LONG_MS)
    assert not canvas_of(window).has_photo
    qtbot.mouseClick(button(bar, "Open"), Qt.MouseButton.LeftButton)
    wait_until_refined(window, qtbot)
    assert canvas_of(window).has_photo
    window.show_photo(first)
    assert not bar.messages()


def test_a_cleaning_that_is_canceled_is_told_and_offered_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, other = two_photos(window, tmp_path, qtbot)
    live, bar = window.parts.live, window.parts.messages

    def on_worked(what: str, _fraction: float) -> None:
        if what == "Cleaning noise":
            live.cancel()

    live.worked.connect(on_worked)
    window.parts.album.apply(first, replace(Recipe(), denoise=Quality.FAST), "Noise")
    qtbot.waitUntil(lambda: bool(bar.messages()), timeout=LONG_MS)
    live.worked.disconnect(on_worked)
    (message,) = bar.messages()
    assert message.sentence.startswith("a.jpg is shown as it was: its cleaning was canceled.")
    qtbot.waitUntil(lambda: live.is_settled, timeout=LONG_MS)
    qtbot.mouseClick(button(bar, "Clean"), Qt.MouseButton.LeftButton)
    assert not bar.messages()
    assert not live.is_settled
    live.cancel()
    window.show_photo(other)
    assert not bar.messages()
    wait_until_refined(window, qtbot)


@pytest.mark.parametrize("way", ["click", "double click", "return"])
def test_a_photo_that_is_not_open_is_opened_from_the_filmstrip(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, way: str
) -> None:
    drop(window, [dark_photo(tmp_path / "a.jpg", LARGE)])
    qtbot.waitUntil(lambda: window.parts.strip.current() is not None, timeout=LONG_MS)
    window.parts.live.cancel()
    assert window.parts.messages.messages()
    (listed,) = window.parts.strip.findChildren(QListView)
    place = listed.visualRect(listed.model().index(0, 0)).center()
    if way == "return":
        listed.setFocus()
        listed.setCurrentIndex(listed.model().index(0, 0))
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    else:
        act = qtbot.mouseClick if way == "click" else qtbot.mouseDClick
        qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
        act(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_until_refined(window, qtbot)
    assert canvas_of(window).has_photo
    assert not window.parts.messages.messages()


def rim(painted: NDArray[np.uint8]) -> tuple[int, ...]:
    """First and last row and column of the photo: what is not of the canvas's own color."""
    is_photo = (painted != painted[0, 0]).any(axis=-1)
    rows, columns = np.flatnonzero(is_photo.mean(1) > 0.2), np.flatnonzero(is_photo.mean(0) > 0.2)
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def test_a_hand_that_holds_a_slider_does_not_edit_the_next_photo(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, other = two_photos(window, tmp_path, qtbot)
    track, album = slider(window, "Exposure").findChild(Track), window.parts.album
    assert isinstance(track, Track)
    left = Qt.MouseButton.LeftButton
    middle = track.rect().center()
    qtbot.mousePress(track, left, pos=middle)
    qtbot.mouseMove(track, middle + QPoint(20, 0))
    held = album.edit(first).recipe
    assert held != Recipe()
    window.parts.actions["next"].trigger()
    wait_until_refined(window, qtbot)
    qtbot.mouseMove(track, middle + QPoint(40, 0))
    qtbot.mouseRelease(track, left, pos=middle + QPoint(40, 0))
    assert album.edit(first).recipe == held
    assert not album.edit(other).is_edited


def test_what_was_typed_counts_for_the_photo_that_is_left(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, other = two_photos(window, tmp_path, qtbot)
    field, album = slider(window, "Exposure").findChild(ValueField), window.parts.album
    assert isinstance(field, ValueField)
    field.begin("")
    qtbot.keyClicks(field, "1.5")
    window.parts.actions["next"].trigger()
    wait_until_refined(window, qtbot)
    assert album.edit(first).recipe.finish.exposure_ev == 1.5
    assert not album.edit(other).is_edited


def test_a_peek_ends_when_another_window_comes(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    two_photos(window, tmp_path, qtbot)
    plain = seen(canvas_of(window))
    qtbot.keyPress(window, Qt.Key.Key_B)
    wait_until_refined(window, qtbot)
    assert not np.array_equal(seen(canvas_of(window)), plain)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    wait_until_refined(window, qtbot)
    np.testing.assert_array_equal(seen(canvas_of(window)), plain)


def test_the_open_photo_comes_back_from_behind_the_welcome(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, _ = two_photos(window, tmp_path, qtbot)
    window.parts.actions["welcome"].trigger()
    assert not window.parts.canvas.isVisible()
    drop(window, [first])
    qtbot.waitUntil(window.parts.canvas.isVisible, timeout=LONG_MS)


def test_a_stroke_beside_the_photo_is_none(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, _ = two_photos(window, tmp_path, qtbot)
    album, draw = window.parts.album, window.parts.canvas.stroke_drawn.emit
    draw(Stroke(((-0.3, 0.5), (-0.2, 0.6)), radius=0.1))
    assert not album.edit(first).is_edited
    draw(Stroke(((-0.3, 0.5), (1.3, 0.6)), radius=0.1))  # across it
    assert len(album.edit(first).recipe.light.limits) == 1


def test_what_cannot_be_chosen_says_why_and_nothing_is_reset_twice(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, _ = two_photos(window, tmp_path, qtbot)
    actions, album = window.parts.actions, window.parts.album
    assert not actions["camera"].isEnabled()
    assert "Only RAW files" in actions["camera"].toolTip()
    assert not actions["reset"].isEnabled()
    album.apply(first, Recipe(light=Light(Quality.OFF)), "Light")
    assert actions["reset"].isEnabled()
    wait_until_refined(window, qtbot)
    assert not actions["overlay"].isEnabled()
    assert "has a map" in actions["overlay"].toolTip()
    actions["reset"].trigger()
    wait_until_refined(window, qtbot)
    assert not actions["reset"].isEnabled()
    assert actions["overlay"].isEnabled()
    assert "has a map" not in actions["overlay"].toolTip()
