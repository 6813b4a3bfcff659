"""The attention tool and the noise of a photo, between canvas, panel and engine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.photo.network_map import ATTENTION, GAIN, NetworkMap
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.live import Opened, Shown, Stage, Wish
from lowlight_desktop.studio.view import MapFrame
from tests.gui.desk import Desk
from tests.gui.photos import dark_photo
from tests.gui.window import seen

HEIGHT, WIDTH = 200, 300
ESCAPE, LEFT = Qt.Key.Key_Escape, Qt.MouseButton.LeftButton


class AskedThread(LiveThread):
    """Remembers what it is asked, and does nothing."""

    def __init__(self) -> None:
        super().__init__("cpu")
        self.asked: list[Wish] = []

    def open(self, path: Path, after: Event | None = None) -> None:
        """Read nothing."""

    def ask(self, wish: Wish) -> None:
        """Remember."""
        self.asked.append(wish)


class Window(Desk):
    """A desk whose engine answers when it is told to."""

    def __init__(self) -> None:
        live = AskedThread()
        super().__init__(live)
        self.live = live

    def show_photo(self, path: Path, *, can_clean: bool = True) -> None:
        """Open a photo as the engine would."""
        self.darkroom.open(path)
        self.live.opened.emit(Opened(path, HEIGHT, WIDTH, "RAW", True, can_clean=can_clean))

    def answer(self, **parts: object) -> None:
        """Answer the newest wish."""
        shown = Shown(self.live.asked[-1], Stage.REFINED, maps=(GAIN, ATTENTION))
        self.live.shown.emit(replace(shown, **parts))

    @property
    def picks(self) -> bool:
        """Whether the pointer says so."""
        return self.canvas.cursor().shape() is Qt.CursorShape.CrossCursor


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return dark_photo(tmp_path / "night.png", (HEIGHT, WIDTH))


@pytest.fixture
def window(photo: Path, qtbot: QtBot) -> Iterator[Window]:
    """A photo is open, and the RAW network has worked on it."""
    window = Window()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    window.show_photo(photo)
    window.answer()
    yield window
    window.stop()


def click(window: Window, qtbot: QtBot) -> None:
    """Point at the middle of the photo."""
    qtbot.mouseClick(window.canvas, LEFT, pos=window.canvas.rect().center())


def attention(low: float = 0.0) -> MapFrame:
    values = np.full((16, 16), low, np.float32)
    whole = Region.whole(HEIGHT, WIDTH)
    return MapFrame(values, whole, 0.0, 1.0, ATTENTION.label, ATTENTION.unit)


def looks(window: Window) -> bytes:
    """What the canvas shows."""
    return seen(window.canvas).tobytes()


def test_choosing_attention_lets_a_place_be_picked_and_asks_for_it(
    window: Window, qtbot: QtBot
) -> None:
    assert not window.picks
    window.choose(ATTENTION.id)
    assert window.overlay.isChecked()
    assert window.picks
    assert window.canvas.hasFocus()  # its arrow keys pick too
    assert window.live.asked[-1].map_id == ATTENTION.id
    assert window.live.asked[-1].attended is None
    click(window, qtbot)
    row, column = window.live.asked[-1].attended or (0, 0)
    assert abs(row - HEIGHT // 2) <= 1  # a pixel of the canvas is about one of the photo
    assert abs(column - WIDTH // 2) <= 1


def test_arrow_keys_ask_without_a_mouse(window: Window, qtbot: QtBot) -> None:
    window.choose(ATTENTION.id)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Down)
    assert window.live.asked[-1].attended == (HEIGHT // 2 + 8, WIDTH // 2)


def test_a_click_without_the_tool_asks_nothing(window: Window, qtbot: QtBot) -> None:
    window.choose(GAIN.id)
    before = len(window.live.asked)
    click(window, qtbot)
    assert len(window.live.asked) == before


def test_an_answer_about_another_place_is_not_shown(window: Window, qtbot: QtBot) -> None:
    window.choose(ATTENTION.id)
    click(window, qtbot)
    late = window.live.asked[-1]
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    waiting = looks(window)
    window.live.shown.emit(Shown(late, Stage.REFINED, map=attention()))
    assert looks(window) == waiting
    window.answer(map=attention())
    assert looks(window) != waiting


@pytest.mark.parametrize("how", ["escape", "overlay off", "another map"])
def test_it_ends_and_leaves_nothing_behind(window: Window, qtbot: QtBot, how: str) -> None:
    bare = looks(window)
    window.choose(ATTENTION.id)
    click(window, qtbot)
    window.answer(map=attention())
    if how == "escape":
        qtbot.keyClick(window.canvas, ESCAPE)
    elif how == "overlay off":
        window.overlay.trigger()
    else:
        window.choose(GAIN.id)
    assert not window.picks
    assert window.overlay.isChecked() == (how == "another map")
    window.canvas.clearFocus()
    assert looks(window) == bare


def test_brush_and_attention_put_each_other_down(window: Window, qtbot: QtBot) -> None:
    window.panel.set_brush(True)
    window.choose(ATTENTION.id)
    assert window.panel.light_section().brush().brush() is None
    assert window.picks
    window.panel.set_brush(True)
    assert window.panel.light_section().brush().brush() is not None
    assert not window.overlay.isChecked()
    qtbot.keyClick(window.canvas, ESCAPE)  # one that is heard by the brush alone
    assert window.panel.light_section().brush().brush() is None


def test_while_a_raw_is_cleaned_anew_the_mark_stays(window: Window, qtbot: QtBot) -> None:
    window.choose(ATTENTION.id)
    click(window, qtbot)
    asked = window.live.asked[-1].attended
    window.answer(maps=(GAIN,), is_waiting=True)
    assert window.picks
    window.answer(map=attention())
    window.darkroom.ask_again()
    assert window.live.asked[-1].attended == asked
    window.answer(maps=(GAIN,))  # cleaning was switched off
    assert not window.picks
    assert window.live.asked[-1].map_id == GAIN.id


def test_while_a_picture_is_cleaned_anew_its_map_is_wanted_still(window: Window) -> None:
    gate = NetworkMap("gate-0", "Noise attention, fine")
    window.answer(maps=(GAIN, gate))
    window.choose(gate.id)
    window.answer(maps=(GAIN,), is_waiting=True)
    assert window.live.asked[-1].map_id == gate.id
    window.answer(maps=(GAIN,))  # cleaning was switched off
    assert window.live.asked[-1].map_id == GAIN.id


def test_another_photo_begins_without_a_mark(window: Window, photo: Path, qtbot: QtBot) -> None:
    window.choose(ATTENTION.id)
    click(window, qtbot)
    window.show_photo(dark_photo(photo.with_name("other.png")))
    assert window.live.asked[-1].attended is None
    assert not window.picks  # nobody knows yet whether it has attention
    window.answer()
    assert window.picks


def test_choosing_a_map_shows_it(window: Window) -> None:
    assert not window.overlay.isChecked()
    window.choose(GAIN.id)
    assert window.overlay.isChecked()
    assert window.live.asked[-1].map_id == GAIN.id


def test_the_noise_of_a_photo_comes_to_the_panel(window: Window) -> None:
    line = window.panel.findChild(NoiseLine)
    assert isinstance(line, NoiseLine)
    assert line.text() == "Measuring the noise…"
    window.answer(noise=NoiseLevel((1.0,), (2.0,), NoiseSource.TABLE))
    assert line.text().startswith("Gain")
    window.answer()  # an answer that brings none leaves what is known
    assert line.text().startswith("Gain")


def test_a_photo_that_turns_out_to_be_no_bayer_one_cannot_be_cleaned(
    window: Window, photo: Path
) -> None:
    line = window.panel.findChild(NoiseLine)
    assert isinstance(line, NoiseLine)
    window.live.opened.emit(Opened(photo, HEIGHT, WIDTH, "RAW", True, can_clean=False))
    assert line.text() == "Cleaning needs the data of a Bayer sensor."
