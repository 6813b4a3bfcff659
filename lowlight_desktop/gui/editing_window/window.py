"""The window of a host's files: what is where, and who hears whom."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMenu, QWidget

from lowlight_desktop.gui.album import NOWHERE, Album
from lowlight_desktop.gui.attending import Attending
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.covering import Covering
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.editing import Editing
from lowlight_desktop.gui.editing_window.offers import CANCEL, make_offers
from lowlight_desktop.gui.editing_window.save_bar import SaveBar
from lowlight_desktop.gui.editing_window.save_desk import SaveDesk, SaveParts
from lowlight_desktop.gui.editing_window.saving import Saving
from lowlight_desktop.gui.given_up import GivenUp
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.laying_out import window_body
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.looking import Looking
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.peeking import Peeking
from lowlight_desktop.gui.presence import Presence
from lowlight_desktop.gui.presets_desk import PresetParts, PresetsDesk
from lowlight_desktop.gui.qualities import qualities_here
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.settings_desk import display_space
from lowlight_desktop.gui.strip.filmstrip import Filmstrip
from lowlight_desktop.gui.strip_desk import StripDesk
from lowlight_desktop.gui.telling import Telling
from lowlight_desktop.gui.working import Working
from lowlight_desktop.photo.errors import PhotoError, ReadError
from lowlight_desktop.studio.live import Live, Opened

_START_SIZE, _LEAST_SIZE = (1200, 800), (960, 640)
_OF_THE_PHOTO = (
    *("reset", "toggle_zoom", "zoom_in", "zoom_out", "split", "side", "overlay", "clipping"),
    "save_preset",
)
_OF_SEVERAL = ("next", "previous", "select_all", "copy", "paste", "sync", "filmstrip")


class EditingWindow(QWidget):
    """Shows the files of a host until each is saved in place, or the window is closed.

    Nothing is kept beside the files, no sidecar and no journal: what a host sends is its own.

    Args:
        paths: The files; at least one.
        settings: What was remembered by the main window.
    """

    def __init__(self, paths: Sequence[Path], settings: Settings) -> None:
        super().__init__()
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_START_SIZE)
        self._failed: dict[Path, PhotoError] = {}
        self._actions = make_offers(self)
        device, budget = settings.device, settings.budget_bytes
        self._album = Album(self, NOWHERE)
        self._glances = Glances(self, sidecar_of=NOWHERE.peek)
        live = Live(device, budget, sidecar_of=NOWHERE.peek)
        self._live = LiveThread(device, budget, self, live)
        self._saving = Saving(device, budget, self)
        self._make_parts()
        self._make_desks()
        self._connect()
        self._restore(settings)
        self._strip.add(dict.fromkeys(paths))
        self._save_desk.look_at(self._strip.paths())
        several = len(self._strip.paths()) > 1
        for id_ in _OF_SEVERAL:
            self._actions[id_].setVisible(several)
        self._strip.setVisible(several)
        self._show_photo(self._strip.paths()[0])
        self._canvas.setFocus()

    def _make_parts(self) -> None:
        self._top, self._messages = TopBar(self._actions), MessageBar()
        self._canvas, self._panel, self._strip = Canvas(), RightPanel(), Filmstrip()
        self._strip.leave_out_export()
        self._status = StatusBar()
        self._status.queue.hide()
        self._foot = SaveBar(self._actions, self._status)
        middle = self._messages, self._canvas
        bottom = self._strip, self._foot
        window_body(self._top, middle, self._panel, bottom, holder=self)
        Covering(self._messages, None, self._canvas.set_covered)
        self._messages.clear()

    def _make_desks(self) -> None:
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
        self._strip_desk = StripDesk(self._strip, self._album, self._glances, self)
        self._editing = Editing(
            self._actions, self._album, self._darkroom, self._strip, self._strip_desk
        )
        self._working = Working(self._status, self._live)
        menu = QMenu(self)
        menu.addAction(self._actions["save_preset"])
        parts = PresetParts(self._album, self._strip, self._strip_desk)
        self._presets = PresetsDesk(menu, self._actions, parts, self)
        self._top.set_presets_menu(self._presets.menu)
        saved = SaveParts(self._saving, self._album, self._strip, self._status, self._actions)
        self._save_desk = SaveDesk(saved, self)

    def _connect(self) -> None:
        self._darkroom.left.connect(self._telling.forget)
        self._attending.ended.connect(self._looking.hide_overlay)
        self._live.map_given_up.connect(self._looking.hide_overlay)
        self._live.device_found.connect(self._status.set_device)
        self._strip.current_changed.connect(self._on_current)
        self._strip.removed.connect(self._on_removed)
        self._darkroom.opened.connect(self._on_opened)
        self._darkroom.open_failed.connect(self._on_open_failed)
        self._darkroom.given_up.connect(self._on_given_up)
        for desk in (self._darkroom, self._save_desk):
            desk.noticed.connect(self._telling.warn)
        for desk in (self._darkroom, self._presets, self._save_desk):
            desk.failed.connect(self._telling.fail)
        self._save_desk.told.connect(self._telling.report)
        self._save_desk.busy.connect(self._on_busy)
        self._save_desk.outdated.connect(self._on_outdated)
        self._actions[CANCEL].triggered.connect(self.close)
        engine = self._live.find_device, self._glances.get_ready
        self._presence = Presence(self, self._actions, self._strip, engine)
        toggles = {
            "panel": self._panel.setVisible,
            "filmstrip": self._strip.setVisible,
        }
        for id_, slot in toggles.items():
            self._actions[id_].toggled.connect(slot)
        for id_ in ("panel", "filmstrip"):
            self._actions[id_].setChecked(True)

    def _restore(self, settings: Settings) -> None:
        self._panel.set_folds({name: name in settings.folded for name in self._panel.folds()})
        self._panel.set_models(*qualities_here())
        self._presets.set_folder(settings.presets_folder)
        try:
            self._canvas.set_display(display_space(settings.display_profile))
        except ReadError as error:
            self._telling.fail(error)

    @property
    def live(self) -> LiveThread:
        """The engine's thread."""
        return self._live

    @property
    def messages(self) -> MessageBar:
        """What is said over the picture."""
        return self._messages

    @property
    def is_settled(self) -> bool:
        """Whether the photo is shown as well as the screen allows."""
        return self._darkroom.photo is not None and self._live.is_settled

    @property
    def failures(self) -> tuple[PhotoError, ...]:
        """Why files that were sent could not be edited at all."""
        here = {e.path: e for e in self._save_desk.refused}
        return tuple((self._failed | here).values())

    # What is shown

    def _show_photo(self, path: Path) -> None:
        self._strip.set_current(path)
        self._on_current(path)

    @Slot(object)
    def _on_current(self, path: Path | None) -> None:
        self._save_desk.set_opened(None)
        if path is None:
            self._darkroom.close()
        elif path != self._darkroom.path:
            self._darkroom.open(path)
        self.setWindowTitle("Lowlight" if path is None else f"{path.name} – Lowlight")
        self._show_photo_state()

    @Slot(object)
    def _on_opened(self, photo: Opened) -> None:
        self._status.set_photo((photo.height, photo.width))
        self._save_desk.set_opened(photo.path)
        self._show_photo_state()

    @Slot(object, object)
    def _on_open_failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, PhotoError):
            self._failed[path] = error
        self._strip_desk.fail(path, error)
        self._telling.fail(error)
        self._show_photo_state()

    @Slot()
    def _on_given_up(self) -> None:
        self._save_desk.set_opened(None)
        self._show_photo_state()

    def _show_photo_state(self) -> None:
        is_open = self._darkroom.photo is not None
        for id_ in _OF_THE_PHOTO:
            self._actions[id_].setEnabled(is_open)
        self._presets.menu.setEnabled(is_open)
        if not is_open:
            self._status.set_photo(None)
            self._status.set_zoom(None)
            self._status.set_pixel(None)
        self._editing.show_steps()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """What is being saved does not change; afterwards the next photo comes, or the end."""
        for part in (self._panel, self._strip, self._top, self._canvas):
            part.setEnabled(not busy)
        self._foot.set_busy(busy)
        if busy:
            self._live.cancel()
            return
        current = self._strip.current()
        if current is None:
            self.close()
        elif current != self._darkroom.path:
            self._on_current(current)

    @Slot(object)
    def _on_outdated(self, path: Path) -> None:
        """Show a file that another program has changed as it is now, in the same look."""
        if path == self._darkroom.path:
            self._save_desk.set_opened(None)
            self._darkroom.open(path)

    @Slot(object)
    def _on_removed(self, _paths: object) -> None:
        """Who takes the last photo out wants none of them saved."""
        self._save_desk.show_state()
        if not self._strip.paths():
            self.close()

    # Events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave what is not saved as it is, and end the threads."""
        self.hide()
        self._saving.stop()
        self._album.close()
        for thread in (self._glances, self._live):
            thread.stop()
        event.accept()
