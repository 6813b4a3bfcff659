"""Which part of the canvas shows before and which after."""

import pytest

from lowlight_desktop.gui.canvas.compare import (
    Compare,
    Part,
    pane_width,
    parts,
    split_at,
    split_column,
)
from lowlight_desktop.gui.canvas.viewport import fitting

# A square photo in a wide pane: 100 pixels from 50 on, no margin.
PORT = fitting(100, 100, 100, 200, 0)


def test_the_line_divides_the_photo_and_not_the_pane() -> None:
    assert [split_column(PORT, share) for share in (0.0, 0.25, 1.0)] == [50, 75, 150]


def test_the_line_divides_what_is_visible_of_a_zoomed_photo() -> None:
    assert split_column(PORT.zoomed(8.0, 100, 50), 0.5) == 100


@pytest.mark.parametrize(("column", "share"), [(75, 0.25), (0, 0.0), (199, 1.0)])
def test_dragging_beyond_the_photo_stops_at_its_rim(column: float, share: float) -> None:
    assert split_at(PORT, column) == share


def test_split_shows_before_on_the_left() -> None:
    assert parts(Compare.SPLIT, PORT, 200, 0.25, peek=False) == [
        Part(True, 0, 75, 0),
        Part(False, 75, 125, 0),
    ]


def test_side_by_side_gives_both_halves_the_same_pane() -> None:
    width = pane_width(Compare.SIDE, 205, 4)  # an odd pixel is left over in the gap
    port = fitting(100, 100, 100, width, 0)
    assert parts(Compare.SIDE, port, 205, 0.5, peek=False) == [
        Part(True, 0, 100, 0),
        Part(False, 105, 100, 105),
    ]


@pytest.mark.parametrize("mode", list(Compare))
def test_peeking_shows_the_original_everywhere(mode: Compare) -> None:
    assert all(part.is_before for part in parts(mode, PORT, 200, 0.5, peek=True))
