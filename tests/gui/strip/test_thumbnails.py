from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.strip.thumbnails import Thumbnails, picture_of

A, B, C = Path("a"), Path("b"), Path("c")
BOX = QSize(104, 72)


def test_what_was_not_needed_for_longest_is_forgotten(qtbot: QtBot) -> None:
    kept = Thumbnails(most=2)
    kept.put(A, QPixmap(1, 1))
    kept.put(B, QPixmap(1, 1))
    kept.get(A)
    kept.put(C, QPixmap(1, 1))
    assert kept.get(B) is None
    assert kept.get(A) is not None
    assert kept.get(C) is not None


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize(("height", "width"), [(400, 600), (600, 400), (1, 900)])
def test_a_picture_fits_its_box_on_every_screen(
    qtbot: QtBot, ratio: float, height: int, width: int
) -> None:
    picture = picture_of(np.zeros((height, width, 3), np.uint8), BOX, ratio)
    size = picture.deviceIndependentSize()
    assert size.width() <= BOX.width()
    assert size.height() <= BOX.height()
    assert max(picture.width() / BOX.width(), picture.height() / BOX.height()) == ratio


def test_a_small_picture_is_not_enlarged_and_keeps_its_colors(qtbot: QtBot) -> None:
    rgb = np.zeros((3, 5, 3), np.uint8)
    rgb[1, 2] = (10, 200, 30)
    picture = picture_of(rgb, BOX, 1.0)
    assert (picture.width(), picture.height()) == (5, 3)
    rgb[:] = 0  # the picture is a copy
    color = picture.toImage().pixelColor(2, 1)
    assert (color.red(), color.green(), color.blue()) == (10, 200, 30)


def test_an_array_of_another_kind_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="thumbnail"):
        picture_of(np.zeros((3, 5), np.uint8), BOX, 1.0)
