"""Settings handed from photo to photo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.photo.recipe import Noise, Quality, Recipe
from tests.gui.photos import dark_photo


@pytest.fixture
def album(qtbot: QtBot) -> Iterator[Album]:
    album = Album()
    yield album
    album.close()


@pytest.fixture
def desk(album: Album, qtbot: QtBot) -> Iterator[StripDesk]:
    strip, glances = Filmstrip(), Glances()
    qtbot.addWidget(strip)
    yield StripDesk(strip, album, glances)
    glances.stop()


def test_noise_settings_are_pasted_but_what_is_known_of_a_sensor_is_not(
    album: Album, desk: StripDesk, tmp_path: Path
) -> None:
    one, other = (dark_photo(tmp_path / name) for name in ("one.png", "other.png"))
    known = Noise(luminance_noise=0.5, profile=(2.0, 3.0))
    album.apply(one, Recipe(raw=Quality.FAST, noise=known), "edited")
    album.apply(other, Recipe(noise=Noise(profile=(0.1, 1.0))), "edited")
    desk.copy(one)
    desk.paste([other])
    pasted = Noise(luminance_noise=0.5, profile=(0.1, 1.0))
    assert album.edit(other).recipe == Recipe(raw=Quality.FAST, noise=pasted)
