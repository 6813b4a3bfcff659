"""What the window is made of, for those who drive it: benchmark, screenshots, tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction

from lowlight_desktop.gui.album import Album
from lowlight_desktop.gui.bars.message_bar import MessageBar
from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.gui.exporting import Exporting
from lowlight_desktop.gui.glances import Glances
from lowlight_desktop.gui.live_thread import LiveThread
from lowlight_desktop.gui.panel.right_panel import RightPanel
from lowlight_desktop.gui.queue.queue_sheet import QueueSheet
from lowlight_desktop.gui.strip.filmstrip import Filmstrip


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one window."""

    album: Album
    glances: Glances
    live: LiveThread
    exporting: Exporting
    canvas: Canvas
    panel: RightPanel
    strip: Filmstrip
    messages: MessageBar
    queue: QueueSheet
    actions: Mapping[str, QAction]
