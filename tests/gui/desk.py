"""Everything that looks at one photo, for tests that bring their own engine."""

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lowlight_desktop.gui.actions import make_actions
from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.attending import Attending
from lowlight_desktop.gui.bars.overlay_menu import OverlayMenu
from lowlight_desktop.gui.bars.status_bar import StatusBar
from lowlight_desktop.gui.bars.top_bar import TopBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.darkroom import Darkroom
from lowlight_desktop.gui.exporter import Exporter
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.looking import Looking
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.working import Working
from lowlight_desktop.photo.recipe import Quality

FAST = Quality.FAST


class Desk(QWidget):
    """Canvas, panel, top bar and status bar around one photo, joined as the window joins them.

    Args:
        live: The engine's thread; it is stopped with the desk.
        noise: What there are networks for pictures for.
    """

    def __init__(self, live: LiveThread, noise: tuple[Quality, ...] = ()) -> None:
        super().__init__()
        self.actions_, self.canvas, self.panel = make_actions(self), Canvas(), RightPanel()
        self.album, self.glances = Album(self), Glances(self)
        self.exporter = Exporter("cpu")
        self.panel.set_models((FAST,), noise, raw=(FAST,))
        self.top, self.status = TopBar(self.actions_), StatusBar()
        row = QHBoxLayout()
        row.addWidget(self.canvas, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self._live = live
        self.darkroom = Darkroom(self.album, live, self.glances, self.canvas, self.panel, self)
        self.looking = Looking(self.actions_, self.top, self.canvas, self.darkroom, self.status)
        self.attending = Attending(self.canvas, self.panel, self.darkroom)
        self.attending.ended.connect(self.looking.hide_overlay)
        live.map_given_up.connect(self.looking.hide_overlay)
        self.working = Working(self.status, live)

    @property
    def menu(self) -> OverlayMenu:
        """The maps."""
        found = self.top.findChild(OverlayMenu)
        assert isinstance(found, OverlayMenu)
        return found

    @property
    def map_ids(self) -> list[str]:
        """The maps that can be chosen, from the top."""
        return [action.data() for action in self.menu.actions() if action.data()]

    def choose(self, map_id: str) -> None:
        """Choose a map in the menu."""
        next(action for action in self.menu.actions() if action.data() == map_id).trigger()

    @property
    def overlay(self) -> QAction:
        """Whether a map is shown."""
        return self.actions_["overlay"]

    @property
    def path(self) -> Path:
        """The photo that is open."""
        assert self.darkroom.path is not None
        return self.darkroom.path

    def stop(self) -> None:
        """End the threads."""
        self.album.close()
        for thread in (self._live, self.glances, self.exporter):
            thread.stop()
