import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.panel.histogram_shape import clipped, filled, heights, outline
from lowlight_desktop.gui.panel.histogram_view import ChannelToggle, HistogramView
from lowlight_desktop.studio.view import Histogram
from tests.gui.panel.histograms import histogram_of

RAMP = np.arange(256).repeat(10)  # every value ten times


@pytest.fixture
def view(qtbot: QtBot) -> HistogramView:
    view = HistogramView()
    qtbot.addWidget(view)
    view.resize(360, 160)  # as wide as the panel
    view.show()
    return view


def test_spikes_at_the_ends_do_not_flatten_the_rest() -> None:
    counts = histogram_of(RAMP).counts[0].copy()
    counts[0] = counts[255] = 1_000_000  # a clipped sky and a black ground
    high = heights(counts, logarithmic=False)
    np.testing.assert_allclose(high, 1.0)  # all inner bins are equal; the ends are cut


def test_a_logarithmic_scale_raises_rare_values() -> None:
    counts = np.full(256, 1000, np.int64)
    counts[100] = 10
    assert heights(counts, logarithmic=False)[100] == pytest.approx(0.01)
    share = np.log1p(10) / np.log1p(1000)
    assert heights(counts, logarithmic=True)[100] == pytest.approx(share)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_black_photo_has_a_histogram(logarithmic: bool) -> None:
    high = heights(histogram_of(np.zeros(100, np.int64)).counts, logarithmic=logarithmic)
    assert np.isfinite(high).all()
    assert (high[:, 0] == 1.0).all()
    assert (high[:, 1:] == 0.0).all()


def test_the_outline_runs_along_the_bottom_and_back() -> None:
    plot = QRectF(10.0, 20.0, 255.0, 100.0)  # a pixel a value
    line = outline(np.linspace(0.0, 1.0, 256), plot)
    assert line.at(0) == plot.bottomLeft()
    assert line.at(256) == plot.topRight()  # after the corner, the 256th value
    assert line.at(257) == plot.bottomRight()


def test_the_share_of_clipped_pixels_is_told_channel_by_channel() -> None:
    counts = histogram_of(RAMP).counts.copy()
    counts[0, 255] += 2560 * 9 // 91 + 1  # of red, now a tenth and a little
    ends = clipped(counts, 255)
    assert ends.channels == (True, True, True)  # ten of 2560 are 0.4%, above 0.1%
    assert ends.red == pytest.approx(0.094, abs=0.001)  # 264 of 2814
    assert ends.most == ends.red
    counts[1:3, 255] = 0
    assert clipped(counts, 255).channels == (True, False, False)


def test_what_is_clipped_is_said_in_words(view: HistogramView) -> None:
    counts = np.zeros((4, 256), np.int64)
    counts[:, 128], counts[:, 255] = 75, 25
    view.set_histograms(None, Histogram(counts))
    assert "Clipped highlights: 25.0%" in view.plot().toolTip()
    assert "Clipped shadows: 0.0%" in view.plot().accessibleDescription()


def test_before_and_after_are_painted(view: HistogramView) -> None:
    empty = view.plot().grab().toImage()
    view.set_histograms(histogram_of(RAMP // 8), None)
    before = view.plot().grab().toImage()
    view.set_histograms(histogram_of(RAMP // 8), histogram_of(RAMP))
    both = view.plot().grab().toImage()
    assert empty != before != both


def test_a_channel_can_be_hidden(view: HistogramView, qtbot: QtBot) -> None:
    counts = np.zeros((4, 256), np.int64)
    counts[0, 64:192] = 100  # red only
    view.set_histograms(None, Histogram(counts))
    assert _is_reddish(view.plot().grab().toImage())
    red = view.findChildren(ChannelToggle)[0]
    qtbot.mouseClick(red, Qt.MouseButton.LeftButton)
    assert view.channels() == (False, True, True, True)
    assert not _is_reddish(view.plot().grab().toImage())


def test_the_scale_is_chosen_with_a_button_and_announced(view: HistogramView, qtbot: QtBot) -> None:
    chosen = QSignalSpy(view.scale_chosen)
    view.set_logarithmic(False)
    assert chosen.count() == 0
    logarithmic = view.scale_buttons()[1]
    qtbot.mouseClick(logarithmic, Qt.MouseButton.LeftButton)
    assert chosen.at(0) == [True]
    assert view.is_logarithmic()


def _is_reddish(image: QImage) -> bool:
    """Whether the middle of the picture is more red than green."""
    color = QColor(image.pixelColor(image.width() // 2, image.height() // 2))
    return color.red() > color.green() + 20


def test_filled_shapes_stand_on_the_ground_and_add_up() -> None:
    plot = QRectF(0.0, 0.0, 256.0, 100.0)
    high = np.array([np.full(256, 0.5), np.full(256, 0.255)])
    colors = np.array([(200, 0, 10), (100, 80, 0)], np.uint8)
    picture = filled(high, colors, plot, (100, 256))
    assert (picture[:50] == 0).all()
    assert (picture[51:74] == (10, 0, 200, 255)).all()  # blue, green, red
    assert (picture[75:] == (10, 80, 255, 255)).all()  # red is full
    smooth = picture[74, 128]
    assert smooth[1] == pytest.approx(40, abs=1)  # half of that row is covered by the second


def test_a_sharper_screen_shows_the_same_shapes() -> None:
    colors = np.array([(255, 255, 255)], np.uint8)
    high = np.sin(np.linspace(0.0, np.pi, 256))[None]
    one = filled(high, colors, QRectF(8.0, 0.0, 240.0, 60.0), (60, 256))
    two = filled(high, colors, QRectF(16.0, 0.0, 480.0, 120.0), (120, 512))
    mean = two.reshape(60, 2, 256, 2, 4).mean((1, 3))
    assert np.abs(mean - one).max() <= 32.0  # the slope is finer there
