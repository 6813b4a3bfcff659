"""Settings handed from photo to photo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import Sidecar, read_sidecar, write_sidecar
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.photo.errors import PhotoError
from lowlight_desktop.photo.recipe import Finish, Noise, Quality, Recipe
from lowlight_desktop.photo.sentence import Sentence
from lowlight_desktop.studio.export_wish import ExportWish
from lowlight_desktop.studio.journal_entry import Treatment, Wanted
from lowlight_desktop.studio.outcome import Failed, Skipped
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


def exposed(ev: float) -> Recipe:
    return Recipe(finish=Finish(exposure_ev=ev))


@pytest.mark.parametrize("can_be_opened", [True, False])
def test_what_is_synced_is_what_the_shown_photo_has_even_before_it_is_open(
    qtbot: QtBot, tmp_path: Path, can_be_opened: bool
) -> None:
    one, other = (dark_photo(tmp_path / name) for name in ("one.png", "other.png"))
    for photo, ev in ((one, 1.0), (other, 2.0)):
        write_sidecar(photo, Sidecar(exposed(ev)))
    album, strip, glances = Album(), Filmstrip(), Glances()
    qtbot.addWidget(strip)
    desk = StripDesk(strip, album, glances)
    strip.add([one, other])
    strip.set_current(one)
    if not can_be_opened:
        desk.fail(one, PhotoError(one, Sentence("it is damaged")))
    desk.sync([one, other])
    album.close()  # writes what is to be kept
    glances.stop()
    kept = [read_sidecar(photo) for photo in (one, other)]
    wanted = [exposed(1.0), exposed(1.0 if can_be_opened else 2.0)]
    assert [sidecar and sidecar.recipe for sidecar in kept] == wanted


def test_a_failed_export_is_marked_until_one_succeeds_and_keeps_nobody_from_syncing(
    album: Album, qtbot: QtBot, tmp_path: Path
) -> None:
    one, other = (dark_photo(tmp_path / name) for name in ("one.png", "other.png"))
    strip, glances = Filmstrip(), Glances()
    qtbot.addWidget(strip)
    desk = StripDesk(strip, album, glances)
    strip.add([one, other])
    strip.set_current(one)
    wanted = Wanted(one, Treatment(Recipe(), ExportWish()))
    failed = Failed(one, PhotoError(one, Sentence("the disk is full")))
    desk.tell_export(wanted, failed)
    assert "the disk is full" in strip.state(one).failure
    album.apply(one, exposed(1.0), "edited")
    desk.sync([one, other])
    assert album.edit(other).recipe == exposed(1.0)
    out = tmp_path / "out.jpg"
    desk.tell_export(wanted, Skipped(one, out))
    assert strip.state(one).failure == ""
    desk.fail(one, PhotoError(one, Sentence("it is damaged")))
    desk.tell_export(wanted, Skipped(one, out))
    assert "damaged" in strip.state(one).failure  # no export opens it
    glances.stop()


def test_a_photo_that_cannot_be_opened_is_given_no_look(
    album: Album, qtbot: QtBot, tmp_path: Path
) -> None:
    good, bad = dark_photo(tmp_path / "good.png"), tmp_path / "bad.png"
    bad.write_bytes(b"")
    strip, glances = Filmstrip(), Glances()
    qtbot.addWidget(strip)
    desk = StripDesk(strip, album, glances)
    strip.add([good, bad])
    desk.fail(bad, PhotoError(bad, Sentence("it is empty")))
    desk.give(exposed(1.0), [good, bad], "A preset")
    assert album.edit(good).recipe == exposed(1.0)
    assert not album.edit(bad).is_edited
    glances.stop()
