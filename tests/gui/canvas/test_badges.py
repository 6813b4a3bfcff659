"""Words over the picture."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QLocale

from lowlight_desktop.gui.canvas.badges import GROUND_OPACITY, legend_numbers, map_in_words
from lowlight_desktop.gui.theme.contrast import contrast
from lowlight_desktop.gui.theme.theme import THEMES, Theme
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import MapFrame


@pytest.fixture(autouse=True)
def numbers_have_points() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("low", "high", "unit", "numbers"),
    [
        (0.0, 3.5, "EV", ("0.0\u00a0EV", "3.5\u00a0EV")),
        (0.0, 0.5, "", ("0.00", "0.50")),
        (0, 100, "%", ("0%", "100%")),
        (-1.0, 1.0, "EV", ("\N{MINUS SIGN}1.0\u00a0EV", "+1.0\u00a0EV")),
    ],
)
def test_a_legend_has_the_decimals_that_its_range_needs_and_the_unit(
    low: float, high: float, unit: str, numbers: tuple[str, str]
) -> None:
    values = np.zeros((1, 1), np.float32)
    frame = MapFrame(values, Region.whole(1, 1), low, high, "Light added", unit)
    assert legend_numbers(frame) == numbers


def test_of_streams_the_shares_are_told() -> None:
    shares = np.tile(np.array([0.5, 0.3, 0.2], np.float32), (2, 2, 1))
    whole = Region.whole(2, 2)
    frame = MapFrame(shares, whole, 0.0, 1.0, "Noise attention, streams", "")
    said = "Overlay: Noise attention, streams; fine\u00a050%, medium\u00a030%, coarse\u00a020%."
    assert map_in_words(frame) == said


@pytest.mark.parametrize("photo", [0, 255])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_words_can_be_read_over_black_and_over_white(theme: Theme, photo: int) -> None:
    window = int(theme.window[1:3], 16)  # R = G = B
    ground = round(window * GROUND_OPACITY + photo * (1 - GROUND_OPACITY))
    assert contrast(theme.text, f"#{ground:02x}{ground:02x}{ground:02x}") >= 4.5  # WCAG AA
