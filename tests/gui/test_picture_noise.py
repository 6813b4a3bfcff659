"""The noise of a finished picture: from the switch to the screen, by a small real network."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.gui.canvas.compare import Compare
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.panel.noise_line import NoiseLine
from lowlight_desktop.gui.panel.noise_section import NoiseSection
from lowlight_desktop.photo.recipe import Finish, Quality, Recipe
from lowlight_desktop.studio.live import Live, Shown, Stage
from tests.gui.controls import button
from tests.gui.desk import Desk
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, seen
from tests.studio.denoise_photos import untrained_denoiser

LARGE = (900, 1200)
"""Of a photo that takes a second or more in tiles of 32: long enough to be stopped."""
FAST, GATE = Quality.FAST, "gate-0"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(2)
    return untrained_denoiser(tmp_path_factory.mktemp("models"))


@pytest.fixture
def live(models: Path, qtbot: QtBot) -> LiveThread:
    engine = Live("cpu")
    engine.work_with(Enhancer("cpu", tile_px=32, models=models))
    return LiveThread(live=engine)


@pytest.fixture
def desk(live: LiveThread, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(live, noise=(FAST,))
    qtbot.addWidget(desk)
    desk.resize(1000, 700)
    desk.show()
    qtbot.waitExposed(desk)
    yield desk
    desk.stop()


class Heard:
    """What the engine's thread has said."""

    def __init__(self, live: LiveThread) -> None:
        self.shown: list[Shown] = []
        self.said: list[str] = []
        live.shown.connect(self.shown.append)
        live.worked.connect(self._on_worked)

    def _on_worked(self, what: str, _fraction: float) -> None:
        if what and what not in self.said[-1:]:
            self.said.append(what)


@pytest.fixture
def heard(live: LiveThread) -> Heard:
    return Heard(live)


def settle(live: LiveThread, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: live.is_settled, timeout=LONG_MS)


def opened(
    desk: Desk, live: LiveThread, photo: Path, qtbot: QtBot, size: tuple[int, int] = (240, 320)
) -> None:
    """Open a JPEG and wait until all is shown that there is."""
    dark_photo(photo, size)
    with qtbot.waitSignal(live.opened, timeout=LONG_MS):
        desk.darkroom.open(photo)
    settle(live, qtbot)


def recipe(desk: Desk) -> Recipe:
    return desk.album.edit(desk.path).recipe


def switch(desk: Desk, qtbot: QtBot) -> None:
    """Press the switch of the section."""
    section = desk.panel.findChild(NoiseSection)
    assert isinstance(section, NoiseSection)
    qtbot.mouseClick(button(section, "Noise on"), Qt.MouseButton.LeftButton)


def opened_with_gate(desk: Desk, live: LiveThread, photo: Path, qtbot: QtBot) -> None:
    """As `opened`; cleaned, and the gate chosen and shown."""
    opened(desk, live, photo, qtbot)
    switch(desk, qtbot)
    settle(live, qtbot)
    desk.choose(GATE)
    settle(live, qtbot)


def line(desk: Desk) -> str:
    found = desk.panel.findChild(NoiseLine)
    assert isinstance(found, NoiseLine)
    return found.text().replace("\u00a0", " ")


def work(desk: Desk) -> str:
    """What the status bar says is running; "" while nothing is."""
    bar = desk.status.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    label = next(
        one for one in desk.status.findChildren(QLabel) if one.accessibleDescription() == "Running"
    )
    return label.text() if bar.isVisible() else ""


def test_a_picture_is_lit_before_its_noise_is_measured(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    lines: list[str] = []

    def on_shown(_shown: Shown) -> None:
        lines.append(line(desk))

    live.shown.connect(on_shown)
    with qtbot.assertNotEmitted(live.dropped):  # nothing is asked for twice
        opened(desk, live, tmp_path / "night.jpg", qtbot)
    assert [(shown.stage, shown.noise is None) for shown in heard.shown] == [
        (Stage.BEFORE, True),
        (Stage.DRAFT, True),
        (Stage.REFINED, True),  # lit, and as sharp as it will be
        (Stage.REFINED, False),
    ]
    assert lines[:3] == ["Measuring the noise…"] * 3
    assert line(desk).startswith("Luminance ")
    assert line(desk).endswith(" of 255 · from the photo")
    assert heard.said[-1] == "Measuring noise"
    assert "Cleaning noise" not in heard.said


def test_the_switch_cleans_the_picture_and_undo_takes_it_back(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot)
    noisy = heard.shown[-1].base
    switch(desk, qtbot)
    settle(live, qtbot)
    assert recipe(desk).denoise is FAST
    assert heard.said[-1] == "Cleaning noise"
    clean = heard.shown[-1].base
    assert noisy is not None
    assert clean is not None
    assert not np.array_equal(clean.rgb, noisy.rgb)
    desk.album.undo(desk.path)
    settle(live, qtbot)
    again = heard.shown[-1].base
    assert again is not None
    np.testing.assert_array_equal(again.rgb, noisy.rgb)


def test_the_gates_are_there_once_the_picture_is_clean_and_nobody_makes_them_unasked(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot)
    assert desk.map_ids == ["gain", "local"]
    switch(desk, qtbot)
    settle(live, qtbot)
    assert desk.map_ids == ["gain", "local", GATE]
    assert all(shown.map is None for shown in heard.shown)
    assert "Mapping attention" not in heard.said


def test_a_gate_comes_after_the_picture_with_its_channels(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot)
    switch(desk, qtbot)
    settle(live, qtbot)
    bare, before = seen(desk.canvas), len(heard.shown)
    desk.choose(GATE)
    settle(live, qtbot)
    assert [shown.map is not None for shown in heard.shown[before:]] == [False, False, True]
    assert heard.said[-1] == "Mapping attention"
    frame = heard.shown[-1].map
    assert frame is not None
    assert frame.label == "Noise attention, fine"
    assert frame.values.std() > 0.01  # it differs from place to place
    assert frame.channels is not None
    assert frame.channels.shape == (8,)  # half of 16 are weighed as wholes
    said = desk.canvas.accessibleDescription()
    assert "Noise attention, fine" in said
    assert "each as a whole: 8, from" in said
    assert not np.array_equal(seen(desk.canvas), bare)
    desk.overlay.trigger()
    settle(live, qtbot)
    np.testing.assert_array_equal(seen(desk.canvas), bare)


def test_the_chosen_gate_is_chosen_again_once_it_is_back(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened_with_gate(desk, live, tmp_path / "night.jpg", qtbot)
    desk.album.undo(desk.path)  # not cleaned: there is no such map
    settle(live, qtbot)
    assert desk.menu.map_id() == "gain"
    desk.album.redo(desk.path)
    settle(live, qtbot)
    assert desk.menu.map_id() == GATE


def test_a_gate_that_was_made_is_not_made_again_when_the_light_moves(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened_with_gate(desk, live, tmp_path / "night.jpg", qtbot)
    first = heard.shown[-1].map
    brighter = replace(recipe(desk), finish=Finish(exposure_ev=0.5))
    desk.darkroom.show_recipe(brighter, "Exposure")
    settle(live, qtbot)
    second = heard.shown[-1].map
    assert first is not None
    assert second is not None
    assert second.values is first.values


def test_whoever_does_not_wait_for_a_map_keeps_the_picture_and_the_overlay_ends(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot, LARGE)
    switch(desk, qtbot)
    settle(live, qtbot)
    before = len(heard.shown)
    desk.choose(GATE)
    qtbot.waitUntil(lambda: work(desk) == "Mapping attention", timeout=LONG_MS)
    qtbot.mouseClick(button(desk.status, "Cancel"), Qt.MouseButton.LeftButton)
    settle(live, qtbot)
    assert [(shown.stage, shown.map) for shown in heard.shown[before:]] == [
        (Stage.DRAFT, None),
        (Stage.REFINED, None),
    ]
    assert not desk.overlay.isChecked()
    assert work(desk) == ""


def test_a_hand_that_moves_during_the_cleaning_is_followed_and_the_cleaning_goes_on_later(
    desk: Desk, live: LiveThread, heard: Heard, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot, LARGE)
    switch(desk, qtbot)
    qtbot.waitUntil(lambda: "Cleaning noise" in heard.said, timeout=LONG_MS)
    before = len(heard.shown)
    for step in range(1, 21):
        moved = replace(recipe(desk), finish=Finish(exposure_ev=step / 20))
        desk.darkroom.show_recipe(moved, "Exposure")
        qtbot.wait(0)  # the event loop turns, as between two moves of a mouse
    settle(live, qtbot)
    stages = [(shown.stage, shown.is_waiting) for shown in heard.shown[before:]]
    assert stages[-1] == (Stage.REFINED, False)  # clean
    assert stages[-2] == (Stage.REFINED, True)  # the last move, as it was read
    assert {stage for stage, _ in stages[:-2]} == {Stage.DRAFT}
    assert heard.shown[-1].wish.recipe.finish.exposure_ev == 1.0


def test_the_noise_is_told_before_the_picture_is_clean(
    desk: Desk, live: LiveThread, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.jpg", LARGE)
    desk.album.apply(photo, replace(Recipe(), denoise=FAST), "Noise")
    told: list[str] = []

    def on_found(_path: Path, _noise: object) -> None:
        told.append(line(desk))

    live.found.connect(on_found)
    with qtbot.waitSignal(live.found, timeout=LONG_MS) as found:
        desk.darkroom.open(photo)
    assert found.args is not None
    assert found.args[0] == photo
    assert told[0].startswith("Luminance ")
    assert not live.is_settled
    settle(live, qtbot)


def test_whoever_does_not_wait_for_the_cleaning_is_told_what_is_on_the_screen(
    desk: Desk,
    live: LiveThread,
    heard: Heard,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened(desk, live, tmp_path / "night.jpg", qtbot, LARGE)
    noisy, badges = heard.shown[-1].base, list[str]()
    monkeypatch.setattr(desk.canvas, "set_badge", badges.append)
    switch(desk, qtbot)
    qtbot.waitUntil(lambda: work(desk) == "Cleaning noise", timeout=LONG_MS)
    with qtbot.waitSignal(desk.darkroom.left_unclean) as left:
        qtbot.mouseClick(button(desk.status, "Cancel"), Qt.MouseButton.LeftButton)
    assert left.args == [desk.path]
    settle(live, qtbot)
    assert noisy is not None
    assert badges[-1] == "Not cleaned"
    with qtbot.assertNotEmitted(desk.darkroom.resumed):  # who only looks goes on with nothing
        desk.darkroom.set_compare(Compare.SPLIT)
        desk.album.mark_exported(desk.path, desk.album.edit(desk.path).recipe)
        settle(live, qtbot)
    assert badges[-1] == "Not cleaned"
    assert not heard.shown[-1].is_waiting
    with qtbot.waitSignal(desk.darkroom.resumed):
        desk.darkroom.ask_again()
    settle(live, qtbot)
    assert not badges[-1]
    clean = heard.shown[-1].base
    assert clean is not None
    assert not np.array_equal(clean.rgb, noisy.rgb)


def test_whoever_does_not_wait_for_the_measuring_is_told_so(
    desk: Desk, live: LiveThread, tmp_path: Path, qtbot: QtBot
) -> None:
    def on_worked(what: str, _fraction: float) -> None:
        if what == "Measuring noise":
            live.cancel()

    live.worked.connect(on_worked)
    with qtbot.assertNotEmitted(desk.darkroom.left_unclean):  # nothing was to be cleaned
        opened(desk, live, tmp_path / "night.jpg", qtbot, LARGE)
    assert line(desk) == "Not measured."
    live.worked.disconnect(on_worked)
    desk.darkroom.ask_again()
    assert line(desk) == "Measuring the noise…"
    settle(live, qtbot)
    assert line(desk).startswith("Luminance ")
