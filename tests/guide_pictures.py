"""Makes the pictures of docs/guide.

    python -m tests.guide_pictures

Everything is made of the samples that ship (CC0): their two frames, and one of them made 4.5 stops
darker. Pictures whose name ends in @2x are shown half as wide as they have pixels: the window is
drawn at 2x, so that its text is sharp. Comparisons at 100 % are cut out of those of docs/images.
"""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from lowlight_desktop.gui.bars.overlay_menu import OverlayMenu
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.device_trials import DeviceTrials
from lowlight_desktop.gui.dialogs.export_dialog import ExportDialog
from lowlight_desktop.gui.dialogs.extent import Extent
from lowlight_desktop.gui.dialogs.preferences_dialog import PreferencesDialog
from lowlight_desktop.gui.language import LANGUAGES
from lowlight_desktop.gui.main_window import MainWindow
from lowlight_desktop.gui.panel.detail_section import DetailSection
from lowlight_desktop.gui.panel.finish_section import FinishSection
from lowlight_desktop.gui.panel.noise_section import NoiseSection
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.strip.strip_menu import StripMenu
from lowlight_desktop.gui.theme.appearance import apply
from lowlight_desktop.gui.theme.theme import DARK
from lowlight_desktop.gui.watching.watch_dialog import WatchDialog, WatchOrder
from lowlight_desktop.gui.welcome.welcome_page import WelcomePage
from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.photo.stroke import Stroke
from lowlight_desktop.studio.export_wish import ExportPreset, ExportWish
from lowlight_desktop.studio.presets import BUILT_IN
from tests.guide_camera import (
    DOCS,
    IMAGES,
    WIDEST_PX,
    choose,
    current,
    cut,
    keep,
    keep_menu,
    keep_numbered,
    look,
    one,
    read,
    settle,
    until,
    wait,
    write,
)
from tests.raw_pictures import SAMPLES, dark_raw

HOME = Path("/home/ada")
"""Its name stands in pictures; there is no such folder."""

_COMPARED = {
    "raw": "raw-dark",
    "noise": "noise-flower",
    "noise-fails": "noise-chart",
    "detail": "detail-lit-later",
}
"""Names here, and in docs/images: two pictures of 640 columns, 8 columns apart."""

_SIZE = (1240, 800)


def main() -> None:
    """Write them all."""
    os.environ["QT_SCALE_FACTOR"] = "2"  # Qt reads it when the application is made
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LOWLIGHT_CONFIG"] = str(HOME / ".config" / "lowlight")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, source in _COMPARED.items():
        write(name, cut(read(DOCS / "images" / f"{source}.jpg")), is_photo=True)
    write("before-after@2x", read(DOCS / "images" / "before-after.jpg"), is_photo=True)
    app = QApplication([])
    apply(app, DARK)
    with _folder() as folder, _window(folder) as window:
        _photograph(window, folder)
    sizes = sum(path.stat().st_size for path in IMAGES.iterdir())
    print(f"{len(list(IMAGES.iterdir()))} pictures, {sizes / 1e6:.1f} MB")  # noqa: T201


@contextmanager
def _folder() -> Generator[Path]:
    """One whose name may be seen in a picture."""
    folder = Path(tempfile.gettempdir()) / "Lowlight guide"
    folder.mkdir()
    os.environ["LOWLIGHT_STATE"] = str(folder / "state")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _window(folder: Path) -> Generator[MainWindow]:
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(replace(Settings(), theme="dark"), store, folder / "queue")
    window.resize(*_SIZE)
    window.show()
    yield window
    window.close()


def _photograph(window: MainWindow, folder: Path) -> None:
    """Bring the window from state to state."""
    parts = window.parts
    settle(window)
    _show_welcome(window)
    keep(window, "empty")
    shoot = folder / "harbor"
    shoot.mkdir()
    photos = [dark_raw(SAMPLES / "Canon_PowerShot_S40_CRW_0117.CRW", folder)]
    photos = [Path(shutil.move(photos[0], shoot / "night.dng"))]
    for sample, name in zip(sorted(SAMPLES.glob("*.CRW")), ("chart", "bird"), strict=True):
        photos.append(Path(shutil.copy(sample, shoot / f"{name}.crw")))
    window.open_paths(photos)
    settle(window)
    keep_numbered(window, "window", _places(window))
    keep(one(window, TopBar), "top-bar", width=WIDEST_PX)
    QTest.mouseMove(parts.canvas, parts.canvas.rect().center())
    wait(0.3)
    keep(one(window, StatusBar), "status-bar", width=WIDEST_PX)
    keep(parts.strip, "filmstrip", width=WIDEST_PX, is_photo=True)
    _show_sections(window)
    _show_ways_to_look(window)
    _show_menus(window)
    _show_message(window, shoot)
    _show_export(window, photos, folder)
    _show_dialogs(window)


def _show_welcome(window: MainWindow) -> None:
    window.parts.actions["welcome"].trigger()
    page = one(window, WelcomePage)
    labels = page.findChildren(QLabel)
    while not any(not label.pixmap().isNull() for label in labels):
        wait(0.1)
    keep(page, "welcome")
    page.closed.emit()
    wait(0.3)


def _places(window: MainWindow) -> list[QPoint]:
    """Where the numbers of the first picture stand."""
    parts = window.parts

    def at(widget: QWidget, x: float, y: float) -> QPoint:
        inside = QPoint(round(x * widget.width()), round(y * widget.height()))
        return widget.mapTo(window, inside)

    return [
        at(one(window, TopBar), 0.62, 0.5),
        at(parts.canvas, 0.06, 0.1),
        at(parts.panel.histogram(), 0.5, 0.3),
        at(parts.panel.light_section(), 0.5, 0.04),
        at(one(window, NoiseSection), 0.5, 0.1),
        at(parts.strip, 0.62, 0.5),
        at(one(window, StatusBar), 0.45, 0.5),
    ]


def _show_sections(window: MainWindow) -> None:
    panel = window.parts.panel
    keep(panel.histogram(), "panel-histogram", framed=True)
    keep(panel.light_section(), "panel-light", framed=True)
    for section, name in ((NoiseSection, "noise"), (FinishSection, "finish")):
        keep(one(window, section), f"panel-{name}", framed=True)
    path, recipe = current(window)
    window.parts.album.apply(path, replace(recipe, detail=Quality.FAST), "Detail on")
    wait(0.3)
    keep(one(window, DetailSection), "panel-detail", framed=True)
    window.parts.album.apply(path, recipe, "Detail off")
    panel.set_folds({"curve": False})
    wait(0.3)
    keep(panel.light_section().curve(), "panel-curve", framed=True)
    panel.set_folds({"curve": True})


def _show_ways_to_look(window: MainWindow) -> None:
    canvas = window.parts.canvas
    for name in ("split", "side"):
        look(window, name)
        keep(canvas, name, is_photo=True)
        look(window, name)
    window.show_photo(window.parts.strip.paths()[2])
    settle(window)
    _show_clipping(window)
    look(window, "overlay")
    _show_maps(window)
    _show_limits(window)
    look(window, "overlay")


def _show_clipping(window: MainWindow) -> None:
    path, before = current(window)
    bright = replace(before, finish=replace(before.finish, exposure_ev=0.35, contrast=0.2))
    window.parts.album.apply(path, bright, "Exposure")
    look(window, "clipping")
    keep(window.parts.canvas, "clipping", is_photo=True)
    look(window, "clipping")
    window.parts.album.apply(path, before, "Exposure")
    settle(window)


def _show_maps(window: MainWindow) -> None:
    canvas, menu = window.parts.canvas, one(window, OverlayMenu)
    for map_id in ("gain", "local", "attention"):
        choose(menu, map_id)
        settle(window)
        if map_id == "attention":
            place = QPoint(round(0.47 * canvas.width()), round(0.42 * canvas.height()))
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
            settle(window)
        keep(canvas, f"map-{map_id}", is_photo=True)
    choose(menu, "gain")
    keep_menu(menu, "overlay-menu")


def _show_limits(window: MainWindow) -> None:
    parts = window.parts
    parts.panel.set_brush(True)
    path, before = current(window)
    stroke = Stroke(((0.2, 0.2), (0.3, 0.15), (0.45, 0.2)), radius=0.08)
    lit = replace(before, light=replace(before.light, limits=(stroke,)))
    parts.album.apply(path, lit, "Limit brush")
    settle(window)
    keep(parts.canvas, "limits", is_photo=True)
    keep(parts.panel.light_section(), "panel-brush", framed=True)
    parts.panel.set_brush(False)
    parts.panel.clear_strokes()


def _show_menus(window: MainWindow) -> None:
    window.parts.strip.select(window.parts.strip.paths())
    menu = one(window, StripMenu)
    menu.set_possible(can_paste=True, count=3)
    keep_menu(menu, "strip-menu")
    presets = [m for m in window.findChildren(QMenu) if m.title().replace("&", "") == "Presets"]
    keep_menu(presets[0], "presets-menu")


def _show_message(window: MainWindow, folder: Path) -> None:
    whole = (folder / "bird.crw").read_bytes()
    broken = folder / "broken.crw"
    broken.write_bytes(whole[: len(whole) // 3])
    shown, _ = current(window)
    window.open_paths([broken])
    while not window.parts.messages.isVisible():
        wait(0.1)
    wait(0.3)
    keep(window.parts.messages, "message")
    window.parts.strip.remove([broken])
    window.show_photo(shown)
    settle(window)


def _show_export(window: MainWindow, photos: Iterable[Path], folder: Path) -> None:
    wish = ExportWish(replace(ExportOptions(), long_edge_px=2048))
    presets = (ExportPreset("Web", wish),)
    every = tuple(photos)
    dialog = ExportDialog(Extent(every[:1], every), wish, presets, window)
    dialog.show()
    wait(0.3)
    keep(dialog, "export")
    dialog.close()
    window.parts.exporting.start(every, replace(wish, folder=folder / "lit"))
    window.parts.actions["queue"].trigger()
    while "Exported" not in _words(window):
        wait(0.1)
    wait(0.3)
    keep(window.parts.queue, "queue")
    buttons = window.parts.queue.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Cancel All").click()
    while not _is_over(window):
        wait(0.2)
    window.parts.actions["queue"].trigger()


def _words(window: MainWindow) -> str:
    model = window.parts.queue.model
    rows = range(model.rowCount())
    return " ".join(str(model.index(row, 1).data()) for row in rows)


def _is_over(window: MainWindow) -> bool:
    words = _words(window)
    return "Waiting" not in words and "Exporting" not in words and "Reading" not in words


def _show_dialogs(window: MainWindow) -> None:
    order = WatchOrder(HOME / "Tethered", HOME / "Lit", BUILT_IN[0])
    watch = WatchDialog(BUILT_IN, order, window)
    watch.show()
    wait(0.3)
    keep(watch, "watch")
    watch.close()
    dialog = PreferencesDialog(Settings(), parent=window, languages=LANGUAGES)
    dialog.show()
    wait(0.3)
    keep(dialog, "preferences")
    trials = DeviceTrials(dialog)
    trials.found.connect(dialog.set_devices)
    until(trials.found, trials.find)
    dialog.show_devices()
    wait(0.3)
    keep(dialog, "devices")
    trials.stop()
    dialog.close()


if __name__ == "__main__":
    main()
