"""What a network weighs as wholes, in a map's legend."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.canvas.channel_bars import bar_places
from lowlight_desktop.photo.image import Pixels
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import MapFrame
from tests.gui.canvas.scenes import canvas_with, plain, seen

ROOM = QRectF(10.0, 20.0, 190.0, 32.0)


def gate(channels: Pixels | None, low: float = 0.0, high: float = 1.0) -> MapFrame:
    values, whole = np.zeros((4, 4), np.float32), Region.whole(300, 400)
    return MapFrame(values, whole, low, high, "Noise attention, fine", "", channels)


def test_the_height_of_a_bar_is_its_share_of_the_range() -> None:
    shown = gate(np.array([0.25, 1.0, 0.5], np.float32))
    bars = bar_places(shown, ROOM)
    assert [bar.height() for bar in bars] == [8.0, 32.0, 16.0]
    assert {bar.bottom() for bar in bars} == {52.0}
    halved = bar_places(gate(np.array([0.25], np.float32), 0.0, 0.5), ROOM)
    assert halved[0].height() == 16.0


@pytest.mark.parametrize("value", [0.0, -0.5, 2.0])
def test_a_bar_is_seen_and_never_leaves_the_room(value: float) -> None:
    (bar,) = bar_places(gate(np.array([value], np.float32)), ROOM)
    assert bar.height() >= 1.0
    assert ROOM.contains(bar)


# Half of 16 and of 128 channels, one that is too many, and more than there are pixels.
@pytest.mark.parametrize("count", [1, 8, 64, 190, 400])
def test_bars_stand_on_whole_pixels_and_fill_the_room(count: int) -> None:
    bars = bar_places(gate(np.full(count, 0.5, np.float32)), ROOM)
    assert len(bars) == count
    assert all(bar.left() == int(bar.left()) and bar.width() == int(bar.width()) for bar in bars)
    assert bars[0].left() == ROOM.left()
    assert 0.0 <= ROOM.right() - bars[-1].right() <= 2.0  # a gap, and what was rounded
    widths = {bar.width() for bar in bars}
    assert max(widths) - min(widths) <= 1.0
    if count <= 64:
        assert all(a.right() <= b.left() for a, b in pairwise(bars))


def test_a_legend_grows_by_its_bars_and_each_is_seen(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(300, 400, (0, 0, 0)))
    canvas.resize(400, 300)
    bare = seen(canvas)
    canvas.set_map(gate(None), 0.0)
    without = seen(canvas)
    half = gate(np.full(8, 0.5, np.float32))
    canvas.set_map(half, 0.0)
    low = seen(canvas)
    canvas.set_map(gate(np.full(8, 1.0, np.float32)), 0.0)
    high = seen(canvas)
    rows = [np.flatnonzero((shown != bare).any((1, 2))) for shown in (without, low, high)]
    assert rows[1][0] < rows[0][0] - 32  # higher by the bars, and their caption
    assert rows[1][0] == rows[2][0]
    # All eight grew by half of 32 rows; nothing else has changed.
    changed = (high != low).any(2)
    assert np.flatnonzero(changed.any(1)).size == 16
    edges = np.diff(changed[np.flatnonzero(changed.any(1))[0]].astype(int))
    assert (edges == 1).sum() == 8


def test_the_bars_are_told_to_those_who_do_not_see_them(qtbot: QtBot) -> None:
    canvas = canvas_with(qtbot, plain(300, 400, (0, 0, 0)))
    canvas.set_map(gate(np.array([0.123, 0.876], np.float32)), 0.5)
    said = canvas.accessibleDescription()
    assert "Overlay: Noise attention, fine, from 0.0 to 1.0." in said
    assert "Channels, each as a whole: 2, from 0.12 to 0.88." in said
    assert "zoom" in said  # what can be done here is said still
    canvas.set_map(gate(None), 0.5)
    assert "Channels" not in canvas.accessibleDescription()
    canvas.set_map(None, 0.5)
    assert "Overlay" not in canvas.accessibleDescription()
