"""Photos that another program saves while the window shows them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import sidecar_path
from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.strip.photo_state import UNTOUCHED
from lowlight_desktop.photo.recipe import Finish, Recipe
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, canvas_of, drop, seen, slider, wait_until_refined

SMALL, LARGE = (240, 320), (300, 400)


def saved_anew(photo: Path, size: tuple[int, int]) -> None:
    """Replace a photo as programs do: written beside it, then renamed."""
    dark_photo(photo.with_name("saving.png"), size, seed=7).replace(photo)


def size_of(window: MainWindow) -> tuple[int, int]:
    region = window.parts.canvas.view().region
    return region.height, region.width


def thumbnail(window: MainWindow, photo: Path) -> QPixmap:
    picture = window.parts.strip.thumbnail(photo)
    assert picture is not None
    return picture


def changed(window: MainWindow, photo: Path, old: QPixmap) -> bool:
    return thumbnail(window, photo).cacheKey() != old.cacheKey()


def open_photos(window: MainWindow, qtbot: QtBot, *photos: Path) -> None:
    """Show the first, with all thumbnails there."""
    drop(window, list(photos))
    wait_until_refined(window, qtbot)
    strip = window.parts.strip
    qtbot.waitUntil(lambda: all(strip.thumbnail(p) for p in photos), timeout=LONG_MS)


def test_an_open_photo_that_was_saved_anew_is_shown_so_with_its_edits_and_it_is_said_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.png", SMALL)
    open_photos(window, qtbot, photo)
    exposure = slider(window, "Exposure")
    track = exposure.findChild(Track)
    assert isinstance(track, Track)
    qtbot.keyClick(track, Qt.Key.Key_Right)
    wait_until_refined(window, qtbot)
    edited, old = window.parts.album.edit(photo), thumbnail(window, photo)

    saved_anew(photo, LARGE)
    qtbot.waitUntil(lambda: size_of(window) == LARGE, timeout=LONG_MS)
    wait_until_refined(window, qtbot)
    qtbot.waitUntil(partial(changed, window, photo, old), timeout=LONG_MS)
    assert window.parts.album.edit(photo).history == edited.history
    assert exposure.value() > 0
    assert seen(canvas_of(window)).std() > 1
    told = [m for m in window.parts.messages.messages() if "changed on disk" in m.sentence]
    assert [(m.kind, m.about) for m in told] == [(MessageKind.INFO, photo)]


def test_a_photo_that_is_only_in_the_strip_gets_its_new_thumbnail_without_a_word(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    shown, other = (dark_photo(tmp_path / name, SMALL) for name in ("a.png", "b.png"))
    open_photos(window, qtbot, shown, other)
    old = thumbnail(window, other)
    saved_anew(other, LARGE)
    qtbot.waitUntil(partial(changed, window, other, old), timeout=LONG_MS)
    assert window.parts.messages.messages() == ()
    assert size_of(window) == SMALL


def test_a_half_written_photo_keeps_its_picture_until_it_is_whole(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, other = (dark_photo(tmp_path / name, SMALL) for name in ("a.png", "b.png"))
    open_photos(window, qtbot, photo, other)
    whole, old = (
        dark_photo(tmp_path / "c.png", LARGE, seed=7).read_bytes(),
        thumbnail(window, other),
    )
    with photo.open("wb", buffering=0) as file:
        pace = QTimer(interval=200)  # never at rest for as long as the other photo is
        pace.timeout.connect(lambda: file.write(whole[file.tell() : file.tell() + 100]))
        pace.start()
        saved_anew(other, LARGE)
        qtbot.waitUntil(partial(changed, window, other, old), timeout=LONG_MS)
        assert size_of(window) == SMALL
        assert window.parts.messages.messages() == ()
        pace.stop()
        file.write(whole[file.tell() :])
    qtbot.waitUntil(lambda: size_of(window) == LARGE, timeout=LONG_MS)
    wait_until_refined(window, qtbot)
    assert window.parts.strip.state(photo).failure == ""


def test_a_photo_that_could_not_be_read_opens_by_itself_once_it_is_whole(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.png", SMALL)
    whole = photo.read_bytes()
    photo.write_bytes(whole[: len(whole) // 2])
    drop(window, [photo])
    strip, messages = window.parts.strip, window.parts.messages
    qtbot.waitUntil(lambda: strip.state(photo).failure != "", timeout=LONG_MS)
    qtbot.waitUntil(lambda: bool(messages.messages()), timeout=LONG_MS)
    photo.write_bytes(whole)
    qtbot.waitUntil(lambda: window.is_settled, timeout=LONG_MS)
    qtbot.waitUntil(lambda: strip.state(photo) == UNTOUCHED, timeout=LONG_MS)
    assert messages.messages() == ()


def test_a_photo_that_is_deleted_while_open_stays_on_the_screen_and_it_is_said_until_it_is_back(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, other = (dark_photo(tmp_path / name, SMALL) for name in ("a.png", "b.png"))
    open_photos(window, qtbot, photo, other)
    photo.rename(tmp_path / "elsewhere")
    strip, messages = window.parts.strip, window.parts.messages
    qtbot.waitUntil(lambda: strip.state(photo).is_missing, timeout=LONG_MS)
    (told,) = messages.messages()
    assert told.kind is MessageKind.WARNING
    assert told.sentence.startswith("a.png is gone from its folder")
    assert (told.details, told.about) == (str(photo), photo)
    assert size_of(window) == SMALL
    assert seen(canvas_of(window)).std() > 1

    lit = Recipe(finish=Finish(exposure_ev=1.0))
    window.parts.album.apply(photo, lit, "Exposure")
    qtbot.wait(1500)  # longer than an edit waits to be kept
    assert not sidecar_path(photo).exists()
    (tmp_path / "elsewhere").rename(photo)
    qtbot.waitUntil(lambda: not strip.state(photo).is_missing, timeout=LONG_MS)
    wait_until_refined(window, qtbot)
    assert all(m.kind is MessageKind.INFO for m in messages.messages())
    qtbot.waitUntil(sidecar_path(photo).exists, timeout=LONG_MS)
    assert window.parts.album.edit(photo).recipe == lit


def test_a_photo_of_the_strip_that_is_deleted_is_marked_without_a_word(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, other = (dark_photo(tmp_path / name, SMALL) for name in ("a.png", "b.png"))
    open_photos(window, qtbot, photo, other)
    other.unlink()
    qtbot.waitUntil(lambda: window.parts.strip.state(other).is_missing, timeout=LONG_MS)
    assert window.parts.messages.messages() == ()
