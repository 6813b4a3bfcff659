"""What is told once, on one page, to who starts for the first time."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontInfo, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.declared_words import number
from lowlight_desktop.gui.dialogs.device_row import DeviceRow
from lowlight_desktop.gui.dialogs.form import dimmed, line
from lowlight_desktop.gui.escape import EscapeKey
from lowlight_desktop.gui.welcome.program_lines import ProgramLines
from lowlight_desktop.gui.welcome.topic import Topic, leveled, side_button

_PICTURE = QSize(128, 96)  # a thumbnail is as large on screens of two pixels for one
_WIDTH_PX, _MARGIN_PX, _GAP_PX = 640, 24, 12
_TITLE_SCALE = 1.7
_USUAL_MP = 24


class WelcomePage(QScrollArea):
    """A sample to try, the device and its speed, where edits are kept, other programs, privacy.

    Args:
        presets: The folder of own presets.
        has_sample: Whether a photo comes with the program.

    Signals:
        sample_wanted: The photo that comes with the program shall be opened.
        devices_wanted: All devices shall be shown.
        programs_wanted: All programs shall be shown.
        closed: It was read.
    """

    sample_wanted, devices_wanted, programs_wanted = Signal(), Signal(), Signal()
    closed = Signal()

    def __init__(self, presets: Path, *, has_sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        EscapeKey(self).pressed.connect(self.closed)
        self.setAccessibleName(self.tr("Welcome"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QScrollArea { border: none; }")
        self.setWidgetResizable(True)
        self._title = QLabel()
        font = self._title.font()
        font.setPixelSize(round(QFontInfo(font).pixelSize() * _TITLE_SCALE))
        self._title.setFont(font)
        self._picture = QLabel()
        self._picture.setFixedSize(_PICTURE)
        self._device, self._speed = leveled(self.tr("Looking at it…")), dimmed()
        self._device.setForegroundRole(QPalette.ColorRole.Text)
        self._programs = ProgramLines()
        self._programs.all_wanted.connect(self.programs_wanted)
        self._start = QPushButton(self.tr("Start"))
        self._start.setDefault(True)
        self._start.setToolTip(self.tr("Close this page (Esc)"))
        self._start.clicked.connect(self.closed)
        self._lay_out(presets, has_sample=has_sample)
        self.set_dragging(False)

    def _lay_out(self, presets: Path, *, has_sample: bool) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP_PX)
        about = dimmed(self.tr("It lights photographs taken in the dark and cleans their noise."))
        column.addWidget(self._title)
        column.addWidget(about)
        for topic in self._topics(presets, has_sample=has_sample):
            column.addWidget(line())
            column.addWidget(topic)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.addWidget(dimmed(self.tr("Help ▸ Welcome shows this page again.")), 1)
        self._start.setMinimumWidth(112)
        self._start.setMinimumHeight(32)
        foot.addWidget(self._start)
        column.addLayout(foot)
        page = QWidget()
        page.setAutoFillBackground(True)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)
        self.setWidget(page)

    def _topics(self, presets: Path, *, has_sample: bool) -> list[Topic]:
        topics = [self._sample_topic()] if has_sample else []
        devices = side_button(self.tr("All Devices…"), self.tr("What computes here, and how fast"))
        devices.clicked.connect(self.devices_wanted)
        kept = self.tr(
            "Your photos are never changed. Edits are kept beside each, in PHOTO.lowlight.json; "
            "presets of your own in {0}."
        )
        alone = self.tr(
            "Lowlight makes no connection to the network: no account, no telemetry, no cloud. It "
            "does not look for updates either."
        )
        return [
            *topics,
            Topic(self.tr("This computer"), self._device, self._speed, button=devices),
            Topic(self.tr("Your edits"), leveled(kept.format(_short(presets)))),
            Topic(self.tr("Other programs"), self._programs),
            Topic(self.tr("Privacy"), leveled(alone)),
        ]

    def _sample_topic(self) -> Topic:
        hint = self.tr("Copy it to your pictures, and open it")
        button = side_button(self.tr("Open Sample"), hint)
        button.clicked.connect(self.sample_wanted)
        text = leveled(
            self.tr(
                "A dim RAW photo comes with Lowlight. Or drop photos of your own here, whenever "
                "you like."
            )
        )
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        return Topic(self.tr("Try it"), beside, button=button)

    # What comes to be known

    def set_picture(self, picture: QPixmap) -> None:
        """Show the sample, at most as large as `picture_room`."""
        self._picture.setPixmap(picture)

    @Slot(object)
    def set_device(self, row: DeviceRow) -> None:
        """Show what will compute; its speed is being measured."""
        self._device.setText(row.name)
        self._speed.setText(self.tr("Measuring how fast it lights photos…"))

    @Slot(float)
    def set_speed(self, megapixels_per_s: float) -> None:
        """Show how fast it lights photos."""
        text = self.tr("Lights {0} megapixels a second: {1} megapixels in about {2} s.")
        speed = number(megapixels_per_s, 1 if megapixels_per_s < 100 else 0)
        seconds = _USUAL_MP / megapixels_per_s
        took = number(seconds, 0 if seconds >= 5 else 1)
        unbroken = text.replace("{2} ", "{2}\N{NO-BREAK SPACE}")
        self._speed.setText(unbroken.format(speed, _USUAL_MP, took))

    @Slot(str)
    def set_device_failure(self, sentence: str) -> None:
        """Show why it cannot be measured."""
        self._speed.setText(sentence)

    @property
    def picture_room(self) -> QSize:
        """The room for the sample's picture, in logical pixels."""
        return _PICTURE

    @property
    def programs(self) -> ProgramLines:
        """The lines of other programs."""
        return self._programs

    def set_dragging(self, dragging: bool) -> None:
        """Say whether photos are held over the window."""
        invitation = self.tr("Let go to open") if dragging else self.tr("Welcome to Lowlight")
        self._title.setText(invitation)


def _short(folder: Path) -> str:
    """A folder as people write it."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
