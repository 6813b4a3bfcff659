"""Shows the welcome once, after the window was painted; later only to who asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from lowlight_desktop.gui.glances import Glance, Glances
from lowlight_desktop.gui.settings import Settings
from lowlight_desktop.gui.strip.thumbnails import picture_of
from lowlight_desktop.studio.preset_files import default_folder
from lowlight_desktop.studio.sample_photo import own_copy, sample_photo

if TYPE_CHECKING:
    from lowlight_desktop.gui.welcome.checkup import Checkup
    from lowlight_desktop.gui.welcome.welcome_page import WelcomePage

_LOOK_AFTER_MS = 300  # importing what computes takes turns with the window: the page comes first
_ASKER = "welcome"


@dataclass(frozen=True, slots=True)
class WelcomeParts:
    """What the desk joins.

    Attributes:
        stack: The page lies in it, where photos are shown.
        action: Shows the page.
        devices: Shows all devices.
        glances: Makes the sample's picture.
        settings: What is remembered now.
    """

    stack: QStackedWidget
    action: QAction
    devices: QAction
    glances: Glances
    settings: Callable[[], Settings]


class WelcomeDesk(QObject):
    """Joins the page with what is looked for while it is there; it leaves when a photo comes.

    What only the page needs is imported with it: the window comes sooner.

    Signals:
        seen: It was shown: never again by itself.
        photo_wanted: A Path is to be opened.
        programs_wanted: All programs shall be shown.
    """

    seen, programs_wanted = Signal(), Signal()
    photo_wanted = Signal(object)

    def __init__(self, parts: WelcomeParts, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._sample: Path | None = None
        self._page: WelcomePage | None = None
        self._under: QWidget | None = None
        self._checkup: Checkup | None = None
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._soon.timeout.connect(self._look)
        parts.action.triggered.connect(self.show)
        parts.stack.currentChanged.connect(self._on_turned)
        parts.glances.glanced.connect(self._on_glance)

    def greet(self) -> None:
        """Show the page at the first start, as soon as the window has been painted."""
        settings, shown = self._parts.settings(), self._parts.stack.currentWidget()
        is_first = not settings.was_welcomed and not settings.recent_folders
        if is_first and shown is not None:
            shown.installEventFilter(self)
            shown.update()
            self._under = shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window is painted."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._greet)
        return super().eventFilter(watched, event)

    def set_dragging(self, dragging: bool) -> None:
        """Say whether photos are held over the window."""
        if self._page is not None:
            self._page.set_dragging(dragging)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is looked for or measured."""
        return self._checkup is None or self._checkup.is_idle

    def stop(self) -> None:
        """End the threads, once what they do is done; nothing begins any more."""
        self._soon.stop()
        if self._checkup is not None:
            self._checkup.stop()

    @Slot()
    def _greet(self) -> None:
        stack = self._parts.stack
        if stack.isVisible() and stack.currentWidget() is self._under:  # no photo came first
            self.show()

    @Slot()
    def show(self) -> None:
        """Show the page, over whatever is there."""
        if self._page is not None:
            return
        from lowlight_desktop.gui.welcome.welcome_page import WelcomePage

        self._sample = sample_photo()
        presets, stack = self._parts.settings().presets_folder, self._parts.stack
        folder = default_folder() if presets == Path() else presets
        page = self._page = WelcomePage(folder, has_sample=self._sample is not None)
        page.closed.connect(self._on_closed)
        page.sample_wanted.connect(self._on_sample)
        page.devices_wanted.connect(self._parts.devices.trigger)
        page.programs_wanted.connect(self.programs_wanted)
        self._under = stack.currentWidget()
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        page.setFocus()
        self._soon.start()
        self.seen.emit()

    @Slot()
    def _look(self) -> None:
        page = self._page
        assert page is not None
        if self._sample is not None:
            self._parts.glances.glance((self._sample,), _ASKER)
        if self._checkup is None:
            from lowlight_desktop.gui.welcome.checkup import Checkup

            self._checkup = Checkup(self._parts.settings().device, self)
        checkup, programs = self._checkup, page.programs
        checkup.device_found.connect(page.set_device)
        checkup.measured.connect(page.set_speed)
        checkup.failed.connect(page.set_device_failure)
        checkup.programs_found.connect(programs.set_reports)
        checkup.program_told.connect(programs.set_report)
        checkup.programs_failed.connect(programs.set_failure)
        programs.install_wanted.connect(checkup.install)
        checkup.begin()

    @Slot(object)
    def _on_glance(self, glance: Glance) -> None:
        if self._page is not None and glance.path == self._sample:
            ratio = self._page.devicePixelRatioF()
            self._page.set_picture(picture_of(glance.thumbnail, self._page.picture_room, ratio))

    @Slot()
    def _on_sample(self) -> None:
        if self._sample is not None:
            kind = QStandardPaths.StandardLocation.PicturesLocation
            pictures = Path(QStandardPaths.writableLocation(kind) or Path.home())
            self.photo_wanted.emit(own_copy(self._sample, pictures))

    @Slot()
    def _on_closed(self) -> None:
        if self._under is not None:
            self._parts.stack.setCurrentWidget(self._under)

    @Slot(int)
    def _on_turned(self, _index: int) -> None:
        """Whatever comes in its place ends it."""
        page, stack = self._page, self._parts.stack
        if page is None or stack.currentWidget() is page:
            return
        self._page = None
        self._soon.stop()
        if self._checkup is not None:
            self._checkup.give_up()
        self._parts.glances.glance((), _ASKER)
        stack.removeWidget(page)
        page.deleteLater()
