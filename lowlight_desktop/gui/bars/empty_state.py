"""What the window shows without a photo: an invitation."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.bars.recent_folders import RecentFolders

_FRAME_MARGIN_PX, _RADIUS_PX = 24, 8
_COLUMN_WIDTH_PX = 440
_SHOWN_FOLDERS = 5
_TITLE_SCALE = 1.7


class EmptyState(QWidget):
    """Invites to drop photos, opens files and folders, offers recent folders.

    The window takes the drops and says while something is dragged over it.

    Signals:
        open_files: The user wants to choose files.
        open_folder: The user wants to choose a folder.
        recent_chosen: The user wants this recent folder, a Path.
    """

    open_files = Signal()
    open_folder = Signal()
    recent_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragging = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(self.tr("No photo is open"))
        self._title = QLabel()
        font = self._title.font()
        font.setPixelSize(round(QFontInfo(font).pixelSize() * _TITLE_SCALE))
        self._title.setFont(font)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kinds = QLabel(self.tr("RAW, JPEG, TIFF, PNG, HEIC, AVIF or WebP, or whole folders"))
        self._kinds.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._open = QPushButton(self.tr("Open Photos…"))
        self._open.setDefault(True)
        self._open.setToolTip(self.tr("Choose photos (Ctrl+O)"))
        self._open.clicked.connect(self.open_files)
        self._folder = QPushButton(self.tr("Open Folder…"))
        self._folder.setToolTip(self.tr("Choose a folder of photos (Ctrl+Shift+O)"))
        self._folder.clicked.connect(self.open_folder)
        self._recent = RecentFolders()
        self._recent.chosen.connect(self.recent_chosen)
        self._lay_out()
        self.setFocusProxy(self._open)
        self.set_dragging(False)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._open, self._folder):
            button.setMinimumWidth(136)
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        buttons.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_COLUMN_WIDTH_PX)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._kinds)
        column.addSpacing(24)
        column.addLayout(buttons)
        column.addSpacing(32)
        column.addWidget(self._recent)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(48, 48, 48, 48)
        page.addStretch(1)
        page.addLayout(row)
        page.addStretch(1)

    def set_recent(self, folders: Sequence[Path]) -> None:
        """Offer these folders, the newest first; the first five are shown."""
        self._recent.set_folders(folders[:_SHOWN_FOLDERS])

    def set_dragging(self, dragging: bool) -> None:
        """Say whether photos are held over the window."""
        self._dragging = dragging
        invitation = self.tr("Let go to open") if dragging else self.tr("Drop night photos here")
        self._title.setText(invitation)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame; in the accent while photos are held over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        line = (
            accent if self._dragging else self.palette().color(QPalette.ColorRole.PlaceholderText)
        )
        pen = QPen(line, 2.0 if self._dragging else 1.0)
        pen.setDashPattern([6.0, 4.0] if not self._dragging else [4.0, 3.0])
        painter.setPen(pen)
        if self._dragging:
            accent.setAlphaF(0.08)
            painter.setBrush(accent)
        m = _FRAME_MARGIN_PX + 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(m, m, -m, -m), _RADIUS_PX, _RADIUS_PX)
