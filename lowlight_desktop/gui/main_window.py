"""The window: what is where, and who hears whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.engine.model_store import installed
from lowlight_desktop.gui import menus
from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.bars.message import MessageKind
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.editing import Editing
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.looking import Looking
from lowlight_desktop.gui.opening import Opening
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.presets_desk import PresetParts, PresetsDesk
from lowlight_desktop.gui.settings import Settings, save, with_recent
from lowlight_desktop.gui.settings_desk import SettingsDesk, display_space
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.gui.working import Working
from lowlight_desktop.photo.errors import LowlightError, PhotoError, ReadError
from lowlight_desktop.photo.recipe import Quality
from lowlight_desktop.studio.live import Opened

_START_SIZE, _LEAST_SIZE = (1440, 900), (1100, 700)
# Importing torch takes turns with the window: it is painted and answers first.
_ENGINE_AFTER_MS = 300
_PEEK_KEY = Qt.Key.Key_B


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made of, for those who drive it: benchmark, screenshots, tests."""

    album: Album
    glances: Glances
    live: LiveThread
    exporting: Exporting
    canvas: Canvas
    panel: RightPanel
    strip: Filmstrip
    messages: MessageBar
    actions: Mapping[str, QAction]


class MainWindow(QMainWindow):
    """The window that photographers work in.

    Args:
        settings: What was remembered from the last run.
        store: Where it is remembered.
    """

    def __init__(self, settings: Settings, store: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("Lowlight")
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_START_SIZE)
        self._settings, self._store = settings, store
        self._actions = make_actions(self)
        self._menus = menus.fill(self.menuBar(), self._actions)
        self._make_threads()
        self._make_parts()
        self._lay_out()
        self._make_desks()
        self._connect()
        self._restore()
        self._show_photo_state()

    # Parts

    def _make_threads(self) -> None:
        self._album = Album(self)
        self._glances = Glances(self)
        device, budget = self._settings.device, self._settings.budget_bytes
        self._live = LiveThread(device, budget, self)
        self._exporter = Exporter(device, budget, self)

    def _make_parts(self) -> None:
        self._top, self._messages = TopBar(self._actions), MessageBar()
        self._empty, self._canvas = EmptyState(), Canvas()
        self._panel, self._strip, self._status = RightPanel(), Filmstrip(), StatusBar()
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._canvas)

    def _lay_out(self) -> None:
        picture = QVBoxLayout()
        for widget in (self._messages, self._middle):
            picture.addWidget(widget)
        picture.setStretch(1, 1)
        self._body = _row(_holder(picture), self._panel)
        whole = QVBoxLayout()
        for widget in (self._top, self._body, self._strip, self._status):
            whole.addWidget(widget)
        whole.setStretch(1, 1)
        self.setCentralWidget(_holder(whole))
        self._messages.clear()

    def _make_desks(self) -> None:
        """Those who join the parts."""
        self._darkroom = Darkroom(
            self._album, self._live, self._glances, self._canvas, self._panel, self
        )
        self._looking = Looking(
            self._actions, self._top, self._canvas, self._darkroom, self._status
        )
        self._opening = Opening(self._strip, self._empty, self)
        self._strip_desk = StripDesk(self._strip, self._album, self._glances, self._exporter, self)
        self._editing = Editing(
            self._actions, self._album, self._darkroom, self._strip, self._strip_desk
        )
        self._working = Working(self._status, self._live, self._exporter)
        self._exporting = Exporting(self._album, self._exporter, self)
        parts = PresetParts(self._album, self._strip, self._strip_desk)
        self._presets = PresetsDesk(self._menus["Photo"], self._actions, parts, self)
        self._choices = SettingsDesk(self._settings, self._actions, self)

    def _connect(self) -> None:
        self._connect_actions()
        self._opening.chosen.connect(self._on_current)
        self._opening.searched.connect(self._on_searched)
        self._opening.noticed.connect(self._on_notice)
        self._exporter.noticed.connect(self._on_notice)
        self._strip.current_changed.connect(self._on_current)
        self._strip.export_requested.connect(self._on_export_requested)
        self._darkroom.opened.connect(self._on_opened)
        self._darkroom.open_failed.connect(self._on_open_failed)
        self._darkroom.failed.connect(self._on_failed)
        self._darkroom.noticed.connect(self._on_notice)
        self._album.save_failed.connect(self._on_save_failed)
        self._live.device_found.connect(self._status.set_device)
        self._exporting.wished.connect(self._on_export_wish)
        self._exporting.told.connect(self._on_export_told)
        self._presets.failed.connect(self._on_failed)
        self._choices.changed.connect(self._on_settings)
        self._choices.failed.connect(self._on_failed)

    def _connect_actions(self) -> None:
        slots = {
            "open": self._opening.ask_for_files,
            "open_folder": self._opening.ask_for_folder,
            "export": self.ask_to_export,
            "export_again": self.export_again,
            "quit": self.close,
            "next": self._on_next,
            "previous": self._on_previous,
        }
        for id_, slot in slots.items():
            self._actions[id_].triggered.connect(slot)
        toggles = {
            "panel": self._panel.setVisible,
            "filmstrip": self._on_filmstrip,
            "full_screen": self._on_full_screen,
        }
        for id_, slot in toggles.items():
            self._actions[id_].toggled.connect(slot)
        for id_ in ("panel", "filmstrip"):
            self._actions[id_].setChecked(True)

    def _restore(self) -> None:
        if self._settings.geometry:
            self.restoreGeometry(QByteArray(self._settings.geometry))
        self._opening.set_folders(self._settings.start_folder, self._settings.recent_folders)
        self._panel.set_folds(dict.fromkeys(self._settings.folded, True))
        self._panel.set_models(_qualities("light"), _qualities("denoise"), _qualities("detail"))
        self._presets.set_folder(self._settings.presets_folder)
        self._show_colors()

    def _show_colors(self) -> None:
        try:
            self._canvas.set_display(display_space(self._settings.display_profile))
        except ReadError as error:
            self._on_failed(error)

    @property
    def parts(self) -> Parts:
        """For those who drive the window."""
        return Parts(
            self._album,
            self._glances,
            self._live,
            self._exporting,
            self._canvas,
            self._panel,
            self._strip,
            self._messages,
            self._actions,
        )

    # Opening

    @property
    def is_settled(self) -> bool:
        """Whether the photo that is open is shown as well as the screen allows."""
        return self._darkroom.photo is not None and self._live.is_settled

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, and the photos in folders."""
        self._opening.open_paths(paths)

    def show_photo(self, path: Path) -> None:
        """Turn to a photo of the filmstrip."""
        self._strip.set_current(path)
        self._on_current(path)

    @Slot(object)
    def _on_current(self, path: Path | None) -> None:
        if path is None:
            self._darkroom.close()
        elif path != self._darkroom.path:
            self._middle.setCurrentWidget(self._canvas)
            self._darkroom.open(path)
        self._show_photo_state()

    @Slot(object)
    def _on_opened(self, photo: Opened) -> None:
        self.setWindowTitle(f"{photo.path.name} – Lowlight")
        self._status.set_photo((photo.height, photo.width))
        self._show_photo_state()

    @Slot(object, object)
    def _on_open_failed(self, path: Path, error: Exception) -> None:
        self._strip_desk.fail(path, str(error))
        self._on_failed(error)
        self._show_photo_state()

    def _show_photo_state(self) -> None:
        """What can be done depends on whether a photo is open."""
        is_open = self._darkroom.photo is not None
        has_photos = self._strip.current() is not None
        if not has_photos:
            self._middle.setCurrentWidget(self._empty)
        self._strip.setVisible(has_photos and self._actions["filmstrip"].isChecked())
        if not is_open:
            self.setWindowTitle("Lowlight")
            self._status.set_photo(None)
            self._status.set_zoom(None)
            self._status.set_pixel(None)
        for id_ in (
            *("export", "export_again", "copy", "paste", "sync", "reset", "toggle_zoom"),
            *("zoom_in", "zoom_out", "split", "side", "camera", "overlay", "clipping"),
            *("next", "previous", "save_preset", "export_preset"),
        ):
            self._actions[id_].setEnabled(is_open)
        self._editing.show_steps()

    @Slot(object)
    def _on_searched(self, folder: Path) -> None:
        recent = with_recent(self._settings.recent_folders, folder)
        self._remember(recent_folders=recent)
        self._opening.set_folders(self._settings.start_folder, recent)

    # Looking

    @Slot()
    def _on_next(self) -> None:
        self._strip.step(1)

    @Slot()
    def _on_previous(self) -> None:
        self._strip.step(-1)

    @Slot(bool)
    def _on_filmstrip(self, _on: bool) -> None:
        self._show_photo_state()

    @Slot(bool)
    def _on_full_screen(self, on: bool) -> None:
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    # Exporting

    @Slot()
    def ask_to_export(self) -> None:
        """Ask how, then export the selected photos."""
        self._on_export_requested(self._strip.selected())

    @Slot()
    def export_again(self) -> None:
        """Export the selected photos as the last time."""
        self._exporting.start(self._strip.selected(), self._settings.export)

    @Slot(object)
    def _on_export_requested(self, photos: Sequence[Path]) -> None:
        self._exporting.ask(photos, self._settings.export, self._settings.export_presets)

    @Slot(object, tuple)
    def _on_export_wish(self, wish: object, presets: tuple[object, ...]) -> None:
        self._remember(export=wish, export_presets=presets)

    @Slot(str, str, bool)
    def _on_export_told(self, sentence: str, details: str, failed: bool) -> None:
        kind = MessageKind.ERROR if failed else MessageKind.INFO
        self._say(kind, sentence, details)

    # Telling

    def _say(self, kind: MessageKind, sentence: str, details: str = "") -> None:
        self._messages.show_message(kind, sentence, details)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, PhotoError):
            cause = f"{error.path.name}: {error.cause}."
            sentence = f"{cause} {error.advice}".strip()
            self._say(MessageKind.ERROR, sentence, str(error.path))
        else:
            self._say(MessageKind.ERROR, *_said(error))

    @Slot(str)
    def _on_notice(self, sentence: str) -> None:
        self._say(MessageKind.WARNING, sentence)

    @Slot(object, object)
    def _on_save_failed(self, _path: Path, error: Exception) -> None:
        self._on_failed(error)

    # Settings

    def settings(self) -> Settings:
        """What is remembered now."""
        return self._settings

    def _remember(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # pyright: ignore[reportArgumentType]
        self._choices.set_settings(self._settings)
        save(self._settings, self._store)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        place = settings.device, settings.budget_bytes
        if place != (self._settings.device, self._settings.budget_bytes):
            self._live.use(*place)
            self._exporter.use(*place)
            self._darkroom.ask_again()
        self._settings = settings
        save(settings, self._store)
        self._presets.set_folder(settings.presets_folder)
        self._show_colors()

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Load the networks' engine once the window stands."""
        super().showEvent(event)
        QTimer.singleShot(_ENGINE_AFTER_MS, self._live.find_device)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._empty.set_dragging(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._empty.set_dragging(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self._empty.set_dragging(False)
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.open_paths([Path(url.toLocalFile()) for url in urls])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the original while the key is held."""
        if event.key() == _PEEK_KEY and not event.isAutoRepeat():
            self._darkroom.set_peek(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Back to the result."""
        if event.key() == _PEEK_KEY and not event.isAutoRepeat():
            self._darkroom.set_peek(False)
        else:
            super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once if photos are being exported; keep the edits; end the threads."""
        if self._exporter.is_busy and not self._gives_up_export():
            event.ignore()
            return
        folded = frozenset(name for name, on in self._panel.folds().items() if on)
        self._remember(geometry=bytes(self.saveGeometry().data()), folded=folded)
        lost = self._album.close()
        for thread in (self._opening, self._glances, self._live, self._exporter):
            thread.stop()
        if lost:
            text = "\n".join(str(error) for _, error in lost)
            QMessageBox.warning(self, self.tr("Edits could not be saved"), text)
        event.accept()

    def _gives_up_export(self) -> bool:
        answer = QMessageBox.question(
            self,
            self.tr("Photos are being exported"),
            self.tr("Close Lowlight and give up the photos that are not done yet?"),
        )
        return answer == QMessageBox.StandardButton.Yes


def _said(error: Exception) -> tuple[str, str]:
    if isinstance(error, LowlightError):
        return str(error), ""
    return "A mistake in Lowlight itself; please report it.", f"{type(error).__name__}: {error}"


def _qualities(step: str) -> tuple[Quality, ...]:
    """What there are networks for."""
    return tuple(Quality(card.quality) for card in installed() if card.step == step)


def _holder(layout: QVBoxLayout) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for widget in widgets:
        row.addWidget(widget)
    row.setStretch(0, 1)
    return holder
