"""The window: what is where, and who hears whom."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from lowlight_desktop.gui import menus
from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.attending import Attending
from lowlight_desktop.gui.bars.empty_state import EmptyState
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.covering import Covering
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.editing import Editing
from lowlight_desktop.gui.estimating import Estimating
from lowlight_desktop.gui.export_desk import ExportDesk, ExportParts
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.given_up import GivenUp
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.guide.guide_desk import GuideDesk
from lowlight_desktop.gui.laying_out import window_body
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.looking import Looking
from lowlight_desktop.gui.opening import Opening
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.parts import Parts
from lowlight_desktop.gui.peeking import Peeking
from lowlight_desktop.gui.possible import set_possible
from lowlight_desktop.gui.presence import Presence
from lowlight_desktop.gui.presets_desk import PresetParts, PresetsDesk
from lowlight_desktop.gui.qualities import qualities_here
from lowlight_desktop.gui.queue.dropping import Dropping
from lowlight_desktop.gui.queue.queue_desk import QueueDesk, QueueParts
from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.gui.remembering import Followers, Remembering
from lowlight_desktop.gui.rereading import Rereading
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.settings_desk import SettingsDesk
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.gui.telling import Telling
from lowlight_desktop.gui.unsaved import may_be_lost
from lowlight_desktop.gui.watching.watch_desk import WatchDesk, WatchParts
from lowlight_desktop.gui.welcome.welcome_desk import WelcomeDesk, WelcomeParts
from lowlight_desktop.gui.work.right_of_way import RightOfWay
from lowlight_desktop.gui.working import Working
from lowlight_desktop.gui.xmp_desk import XmpDesk
from lowlight_desktop.studio.live import Opened

_START_SIZE, _LEAST_SIZE = (1440, 900), (1100, 700)
_OF_THE_STRIP = (
    *("next", "previous", "export", "export_again", "select_all", "copy", "paste", "sync"),
    *("save_preset", "export_preset", "write_xmp"),
)
_OF_THE_PHOTO = (
    *("reset", "toggle_zoom", "zoom_in", "zoom_out", "split", "side", "overlay", "clipping"),
)


class MainWindow(QMainWindow):
    """The window that photographers work in.

    Args:
        settings: What was remembered from the last run.
        store: Where it is remembered.
        journal: The file of the exports; None: the user's.

    Signals:
        turned: Another photo, or none, is shown from now on; it is not open yet.
    """

    turned = Signal()

    def __init__(self, settings: Settings, store: QSettings, journal: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Lowlight")
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_START_SIZE)
        self._actions = make_actions(self)
        self._menus = menus.fill(self.menuBar(), self._actions)
        self._make_threads(settings, journal)
        self._make_parts()
        self._make_desks(settings, store)
        self._connect()
        self._restore(settings)
        self._show_photo_state()

    # Parts

    def _make_threads(self, settings: Settings, journal: Path | None) -> None:
        self._album = Album(self)
        self._glances = Glances(self)
        device, budget = settings.device, settings.budget_bytes
        preview = RightOfWay()
        self._live = LiveThread(device, budget, self, way=preview)
        self._exporter = Exporter(device, budget, self, journal, preview)

    def _make_parts(self) -> None:
        self._top, self._messages = TopBar(self._actions), MessageBar()
        self._empty, self._canvas = EmptyState(), Canvas()
        self._panel, self._strip, self._status = RightPanel(), Filmstrip(), StatusBar()
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._canvas)
        self._sheet = QueueSheet()
        self._sheet.hide()
        middle = self._messages, self._middle, self._sheet
        bottom = self._strip, self._status
        self.setCentralWidget(window_body(self._top, middle, self._panel, bottom))
        Covering(self._messages, self._sheet, self._canvas.set_covered)
        self._messages.clear()
        self._empty.setFocus()

    def _make_desks(self, settings: Settings, store: QSettings) -> None:
        """Those who join the parts."""
        self._telling = Telling(self._messages)
        self._darkroom = Darkroom(
            self._album, self._live, self._glances, self._canvas, self._panel, self
        )
        self._looking = Looking(
            self._actions, self._top, self._canvas, self._darkroom, self._status
        )
        GivenUp(self._darkroom, self._strip, self._messages)
        self._attending = Attending(self._canvas, self._panel, self._darkroom)
        self._peeking = Peeking(self._darkroom, self)
        self._opening = Opening(self._strip, self._empty, self)
        self._strip_desk = StripDesk(self._strip, self._album, self._glances, self)
        self._rereading = Rereading(self, self._strip, self._darkroom, self._glances)
        self._exporter.done.connect(self._strip_desk.tell_export)
        self._editing = Editing(
            self._actions, self._album, self._darkroom, self._strip, self._strip_desk
        )
        self._working = Working(self._status, self._live)
        self._exporting = Exporting(self._album, self._exporter, self)
        self._exporting.estimate_by(self._estimating)
        self._queue = self._made_queue()
        self._dropping = Dropping(
            self._sheet, self._exporting, lambda: self._memory.settings.export, self
        )
        parts = PresetParts(self._album, self._strip, self._strip_desk)
        self._presets = PresetsDesk(self._menus["Photo"], self._actions, parts, self)
        self._watch = self._made_watch()
        self._choices = SettingsDesk(settings, self._actions, self)
        self._xmp = XmpDesk(self._actions["write_xmp"], self._album, self._strip, self)
        self._guide = GuideDesk(self._actions["guide"], self)
        followers = Followers(
            self._choices,
            self._opening,
            self._exporting,
            self._presets,
            self._darkroom,
            self._live,
            self._exporter,
            self._canvas,
        )
        self._memory = Remembering(settings, store, followers, self)
        self._export_desk = self._made_export_desk()
        self._welcome = self._made_welcome()

    def _made_welcome(self) -> WelcomeDesk:
        parts = WelcomeParts(
            self._middle,
            self._actions["welcome"],
            self._actions["devices"],
            self._glances,
            lambda: self._memory.settings,
        )
        return WelcomeDesk(parts, self)

    def _estimating(self) -> Estimating:
        """Knows what was measured until now."""
        return Estimating(lambda: self._live.place, lambda path: self._album.edit(path).recipe)

    def _made_export_desk(self) -> ExportDesk:
        parts = ExportParts(
            self._exporting, self._strip, self._opening, self._actions, self._menus["File"]
        )
        return ExportDesk(parts, lambda: self._memory.settings, self)

    def _made_watch(self) -> WatchDesk:
        parts = WatchParts(self._actions["watch"], self._exporter, self._album, self._presets)
        watch = WatchDesk(parts, lambda: self._memory.settings.export, self)
        self._exporting.leave_out(watch.has)
        watch.status.connect(self._status.set_watch)
        return watch

    def _made_queue(self) -> QueueDesk:
        parts = QueueParts(
            self._exporter,
            self._glances,
            self._strip,
            self._sheet,
            self._status.queue,
            self._actions["queue"],
            self._messages,
        )
        return QueueDesk(parts, self)

    def _connect(self) -> None:
        self._exporting.name_presets(self._presets.name_of)
        self._top.set_presets_menu(self._presets.menu)
        self._darkroom.left.connect(self._telling.forget)
        self._rereading.reread.connect(self._telling.renew)
        self._rereading.missed.connect(self._telling.miss)
        self._rereading.found.connect(self._telling.forget)
        self._rereading.found.connect(self._album.try_again)
        self._album.kept.connect(self._telling.forget)
        self.turned.connect(self._rereading.look)
        self._attending.ended.connect(self._looking.hide_overlay)
        self._live.map_given_up.connect(self._looking.hide_overlay)
        self._connect_actions()
        self._opening.chosen.connect(self._on_current)
        self._strip.current_changed.connect(self._on_current)
        self._strip.wanted_again.connect(self._show_canvas)
        self._darkroom.opened.connect(self._on_opened)
        self._darkroom.open_failed.connect(self._on_open_failed)
        self._darkroom.given_up.connect(self._show_photo_state)
        self._live.device_found.connect(self._status.set_device)
        told = self._telling
        desks = self._opening, self._exporter, self._queue, self._watch, self._darkroom
        for desk in (*desks, self._dropping):
            desk.noticed.connect(told.warn)
        watch, xmp, guide = self._watch, self._xmp, self._guide
        desks = self._darkroom, self._presets, self._choices, self._memory, xmp, guide, watch
        for desk in desks:
            desk.failed.connect(told.fail)
        watch.gone.connect(told.watch_ended)
        self._exporting.told.connect(self._queue.report)
        for desk in (self._xmp, self._dropping):
            desk.told.connect(told.report)
        self._album.save_failed.connect(told.fail_photo)
        self._darkroom.warned.connect(told.warn_of)

        self._welcome.seen.connect(self._on_welcomed)
        self._welcome.photo_wanted.connect(self._on_sample)
        self._welcome.programs_wanted.connect(self._choices.show_programs)

    def _connect_actions(self) -> None:
        slots = {
            "open": self._opening.ask_for_files,
            "open_folder": self._opening.ask_for_folder,
            "quit": self.close,
        }
        for id_, slot in slots.items():
            self._actions[id_].triggered.connect(slot)
        engine = self._live.find_device, self._glances.get_ready
        self._presence = Presence(self, self._actions, self._strip, engine)
        toggles = {
            "panel": self._panel.setVisible,
            "filmstrip": self._on_filmstrip,
        }
        for id_, slot in toggles.items():
            self._actions[id_].toggled.connect(slot)
        for id_ in ("panel", "filmstrip"):
            self._actions[id_].setChecked(True)

    def _restore(self, settings: Settings) -> None:
        if settings.geometry:
            self.restoreGeometry(QByteArray(settings.geometry))
        self._panel.set_folds({name: name in settings.folded for name in self._panel.folds()})
        self._panel.set_models(*qualities_here())
        self._memory.restore()

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
            self._sheet,
            self._actions,
        )

    # Opening

    def greet(self) -> None:
        """Welcome who starts for the first time."""
        self._welcome.greet()

    @Slot()
    def _on_welcomed(self) -> None:
        self._memory.remember(was_welcomed=True)

    @Slot(object)
    def _on_sample(self, path: Path) -> None:
        self.open_paths([path])

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
        self.turned.emit()
        if path is None:
            self._darkroom.close()
        else:
            self._show_canvas()
            if path != self._darkroom.path:
                self._darkroom.open(path)
        self._show_photo_state()

    @Slot()
    def _show_canvas(self) -> None:
        if self._middle.currentWidget() is not self._canvas:
            self._middle.setCurrentWidget(self._canvas)
            self._canvas.setFocus()

    @Slot(object)
    def _on_opened(self, photo: Opened) -> None:
        self.setWindowTitle(f"{photo.path.name} – Lowlight")
        # Of half a RAW, which is read first, nobody wants to know the size.
        self._status.set_photo(None if photo.is_draft else (photo.height, photo.width))
        self._show_photo_state()

    @Slot(object, object)
    def _on_open_failed(self, path: Path, error: Exception) -> None:
        self._strip_desk.fail(path, error)
        self._telling.fail(error)
        self._show_photo_state()

    @Slot()
    def _show_photo_state(self) -> None:
        """What can be done depends on whether a photo is open."""
        is_open = self._darkroom.photo is not None
        has_photos = self._strip.current() is not None
        if not has_photos and self._middle.currentWidget() is self._canvas:
            self._middle.setCurrentWidget(self._empty)
            self._empty.setFocus()
        self._strip.setVisible(has_photos and self._actions["filmstrip"].isChecked())
        if not is_open:
            self.setWindowTitle("Lowlight")
            self._status.set_photo(None)
            self._status.set_zoom(None)
            self._status.set_pixel(None)
        for id_ in _OF_THE_STRIP:
            self._actions[id_].setEnabled(has_photos)
        for id_ in _OF_THE_PHOTO:
            self._actions[id_].setEnabled(is_open)
        for menu in (self._presets.menu, self._export_desk.menu):
            menu.setEnabled(has_photos)
        photo = self._darkroom.photo
        is_raw = photo is not None and photo.is_raw
        why_not = self.tr("Only RAW files hold a picture of the camera's own.")
        set_possible(self._actions["camera"], "" if is_raw else why_not)
        self._editing.show_steps()

    # Looking

    @Slot(bool)
    def _on_filmstrip(self, _on: bool) -> None:
        self._show_photo_state()

    # Events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_dragging(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._show_dragging(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self._show_dragging(on=False)
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.open_paths([Path(url.toLocalFile()) for url in urls])

    def _show_dragging(self, *, on: bool) -> None:
        for page in (self._empty, self._welcome):
            page.set_dragging(on)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what shall become of photos in hand; keep the edits; end the threads."""
        event.ignore()  # should anything fail, the window stays, and the edits in it
        self._panel.end_gestures()
        lost = self._album.flush()
        stays = bool(lost) and not may_be_lost(self, lost)
        if stays or not self._exporting.may_stop(self._queue.left):
            return
        folded = frozenset(name for name, on in self._panel.folds().items() if on)
        self._memory.remember(geometry=bytes(self.saveGeometry().data()), folded=folded)
        self._queue.stop()
        self._watch.stop()
        self._guide.stop()
        self.hide()  # what is being read must be read to its end; nobody has to watch that
        self._album.close()
        asking = self._rereading, self._opening, self._dropping, self._glances, self._live
        for thread in (*asking, self._exporter, self._xmp, self._welcome):
            thread.stop()
        event.accept()
