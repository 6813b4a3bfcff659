import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from lowlight_desktop.formats.sidecar import read_sidecar, sidecar_path
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.photo.export_options import ExportOptions, FileFormat
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.export_wish import ExportWish
from tests.gui.photos import dark_photo
from tests.gui.window import LONG_MS, canvas_of, drop, open_window, seen, slider, wait_until_refined

RAW = next((Path(__file__).parents[2] / "resources" / "samples").glob("*.CRW"))


def messages(window: MainWindow) -> str:
    return " ".join(message.text for message in window.parts.messages.messages())


def track_of(one: ParamSlider) -> Track:
    found = one.findChild(Track)
    assert isinstance(found, Track)
    return found


def test_the_window_stands_without_torch() -> None:
    program = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from PySide6.QtCore import QSettings\n"
        "app = QApplication([])\n"
        "from lowlight_desktop.gui.main_window import MainWindow\n"
        "from lowlight_desktop.gui.settings import Settings\n"
        "window = MainWindow(Settings(), QSettings('/dev/null', QSettings.Format.IniFormat))\n"
        "window.show()\n"
        "found = {'torch', 'safetensors'} & set(sys.modules)\n"
        "window.close()\n"
        "sys.exit(f'imported {found}' if found else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_a_dropped_photo_is_lit_edited_compared_exported_and_found_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.png", (600, 900))
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    canvas = canvas_of(window)
    lit = seen(canvas)
    qtbot.keyPress(window, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: seen(canvas).mean() < lit.mean() - 5, timeout=LONG_MS)
    qtbot.keyRelease(window, Qt.Key.Key_B)

    track = track_of(slider(window, "Exposure"))
    track.setFocus()
    for _ in range(20):
        qtbot.keyClick(track, Qt.Key.Key_Right)
    wait_until_refined(window, qtbot)
    edited = seen(canvas)
    assert edited.mean() > lit.mean() + 5

    for name in ("split", "side", "overlay", "clipping"):
        before = seen(canvas)
        window.parts.actions[name].trigger()
        wait_until_refined(window, qtbot)
        assert (seen(canvas) != before).any(), name
        window.parts.actions[name].trigger()
        wait_until_refined(window, qtbot)
    np.testing.assert_allclose(seen(canvas), edited, atol=1)

    wish = ExportWish(ExportOptions(FileFormat.PNG), tmp_path / "out")
    exporting = window.parts.exporting
    with qtbot.waitSignal(exporting.told, timeout=LONG_MS) as told:
        exporting.start([photo], wish)
    assert told.args is not None
    assert "1 photo" in told.args[0]
    assert cv2.imread(str(tmp_path / "out" / "night-lit.png")) is not None

    window.close()
    sidecar = read_sidecar(photo)
    assert sidecar is not None
    assert sidecar.recipe.finish.exposure_ev > 0
    again = open_window(tmp_path, qtbot)
    drop(again, [photo])
    wait_until_refined(again, qtbot)
    assert slider(again, "Exposure").value() == sidecar.recipe.finish.exposure_ev
    again.close()


def test_a_broken_file_among_good_ones_is_told_and_the_rest_opens(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    good = dark_photo(tmp_path / "good.png")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no more")
    drop(window, [broken, good])
    qtbot.waitUntil(lambda: "broken.jpg" in messages(window), timeout=LONG_MS)
    window.parts.actions["next"].setEnabled(True)
    strip = window.parts.strip
    strip.step(1)
    wait_until_refined(window, qtbot)
    assert strip.current() == good
    assert strip.state(broken).failure


def test_a_folder_without_photos_says_so(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "holiday"
    folder.mkdir()
    drop(window, [folder])
    qtbot.waitUntil(lambda: "no photos in holiday" in messages(window))


def test_a_damaged_sidecar_is_kept_as_bak_and_said_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.png")
    sidecar_path(photo).write_text("{ no json")
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    assert "night.png.lowlight.json.bak" in messages(window)
    assert (tmp_path / "night.png.lowlight.json.bak").read_text() == "{ no json"


def test_a_color_profile_that_cannot_be_used_is_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = tmp_path / "night.jpg"
    with Image.open(dark_photo(tmp_path / "night.png")) as dark:
        dark.save(photo, icc_profile=b"no profile" * 20)
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    assert "night.jpg" in messages(window)
    assert "color profile" in messages(window)


def test_a_photo_that_was_deleted_while_open_stays_on_the_screen_and_its_export_fails_in_words(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = dark_photo(tmp_path / "night.png")
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    photo.unlink()
    exporting = window.parts.exporting
    with qtbot.waitSignal(exporting.told, timeout=LONG_MS) as told:
        exporting.start([photo], ExportWish(folder=tmp_path / "out"))
    assert told.args is not None
    assert "night.png: there is no such file" in told.args[0]
    assert seen(canvas_of(window)).std() > 1


def test_undo_takes_a_whole_drag_back(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    photo = dark_photo(tmp_path / "night.png")
    drop(window, [photo])
    wait_until_refined(window, qtbot)
    exposure = slider(window, "Exposure")
    track = track_of(exposure)
    middle = track.rect().center()
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=middle)
    for x in range(5, 40, 5):
        qtbot.mouseMove(track, middle + QPoint(x, 0))
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    assert exposure.value() > 0
    window.parts.actions["undo"].trigger()
    assert exposure.value() == 0
    window.parts.actions["redo"].trigger()
    assert exposure.value() > 0


def test_turning_to_another_photo_the_panel_stays_in_sight_and_edits_neither(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = (dark_photo(tmp_path / name) for name in ("first.png", "second.png"))
    drop(window, [first, second])
    wait_until_refined(window, qtbot)
    window.show_photo(second)
    exposure, album = slider(window, "Exposure"), window.parts.album
    assert exposure.isEnabled()
    panel, middle = window.parts.panel, window.parts.panel.rect().center()
    veil = panel.childAt(middle)
    qtbot.keyClick(track_of(exposure), Qt.Key.Key_Right)  # it is not open yet
    assert album.edit(first).recipe == album.edit(second).recipe == Recipe()
    wait_until_refined(window, qtbot)
    assert exposure.value() == 0
    assert panel.childAt(middle) is not veil  # the hand gets there again
    third = tmp_path / "third.png"
    third.write_bytes(b"\x89PNG\r\n\x1a\n no more")
    drop(window, [third])
    qtbot.waitUntil(lambda: "third.png" in messages(window), timeout=LONG_MS)
    window.show_photo(third)
    qtbot.waitUntil(lambda: not exposure.isEnabled(), timeout=LONG_MS)


def test_the_keyboard_stays_where_it_is_while_photos_are_turned(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    photos = [dark_photo(tmp_path / f"{name}.png") for name in "abcd"]
    drop(window, photos)
    wait_until_refined(window, qtbot)
    strip, actions = window.parts.strip, window.parts.actions
    strip.setFocus()
    for _ in range(3):  # faster than photos open
        view = window.focusWidget()
        assert view is not None
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert strip.current() == photos[3]
    wait_until_refined(window, qtbot)

    track = track_of(slider(window, "Contrast"))
    track.setFocus()
    actions["previous"].trigger()
    wait_until_refined(window, qtbot)
    assert window.focusWidget() is track
    window.parts.panel.set_enabled(False)  # of a photo that takes longer to open
    window.parts.panel.set_enabled(True)
    assert window.focusWidget() is track


def test_the_cameras_picture_is_compared_with_at_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, [Path(shutil.copy(RAW, tmp_path))])
    wait_until_refined(window, qtbot)
    canvas, actions = canvas_of(window), window.parts.actions
    alone = seen(canvas)
    actions["camera"].trigger()
    assert actions["split"].isChecked()
    left = np.s_[:, : alone.shape[1] // 2]
    qtbot.waitUntil(lambda: (seen(canvas)[left] != alone[left]).any(), timeout=LONG_MS)
    actions["side"].trigger()
    assert actions["camera"].isChecked()
    actions["side"].trigger()
    assert not actions["camera"].isChecked()  # there is nothing to compare any more


def test_every_action_names_its_shortcut_in_its_tooltip(
    window: MainWindow,
) -> None:
    for one in window.parts.actions.values():
        if not one.shortcut().isEmpty():
            assert one.shortcut().toString() in one.toolTip()


def test_what_was_folded_and_what_was_opened_stays_so(tmp_path: Path, qtbot: QtBot) -> None:
    first = open_window(tmp_path, qtbot)
    assert first.parts.panel.folds()["curve"]
    first.parts.panel.set_folds({"curve": False, "finish": True})
    first.close()
    again = open_window(tmp_path, qtbot)
    assert not again.parts.panel.folds()["curve"]
    assert again.parts.panel.folds()["finish"]
    again.close()
