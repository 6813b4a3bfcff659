"""What is seen while a photo is being opened."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.main_window import MainWindow
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, canvas_of, drop, seen, wait_until_refined

SAMPLE = Path(__file__).parents[2] / "resources/samples/Canon_PowerShot_S40_CRW_0112.CRW"
LARGE = (1200, 1800)


def test_a_photo_that_has_a_thumbnail_is_seen_at_once_where_it_will_be(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, other = (
        dark_photo(tmp_path / name, LARGE, seed) for seed, name in enumerate(("a.jpg", "b.jpg"))
    )
    drop(window, [first, other])
    wait_until_refined(window, qtbot)
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


def rim(painted: NDArray[np.uint8]) -> tuple[int, ...]:
    """First and last row and column of the photo: what is not of the canvas's own color."""
    is_photo = (painted != painted[0, 0]).any(axis=-1)
    rows, columns = np.flatnonzero(is_photo.mean(1) > 0.2), np.flatnonzero(is_photo.mean(0) > 0.2)
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])
