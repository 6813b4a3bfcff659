"""The queue over the lower part of the picture."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lowlight_desktop.gui.bars.elided_label import ElidedLabel
from lowlight_desktop.gui.escape import EscapeKey
from lowlight_desktop.gui.queue.queue_actions import QueueActions
from lowlight_desktop.gui.queue.queue_delegate import ROW_PX
from lowlight_desktop.gui.queue.queue_model import QueueModel
from lowlight_desktop.gui.queue.queue_view import QueueView
from lowlight_desktop.gui.strip.thumbnails import Thumbnails
from lowlight_desktop.studio.journal_entry import OVER, State

_FEWEST_ROWS, _ROWS = 2, 6
_MOST_OF_PICTURE = 0.45
_STEPS = 1000


class QueueSheet(QFrame):
    """Every photo of the queue, the whole progress above, what can be done below. Esc closes it.

    Signals:
        pause_requested: Whether nothing new shall be begun.
        cancel_requested: Give up a tuple of ids; None: all that are not over.
        remove_requested: Take a tuple of ids, which are over, out of the list.
        retry_requested: Let a tuple of ids wait again; None: all that failed.
        clear_requested: Take what is over and did not fail out of the list.
        move_requested: (ids, id or None): move these right before that one, or to the end.
        show_requested: A Path: show it in the system's file manager.
        dropped: A tuple of Paths, files and folders: export the photos among them and in them.
        thumbnails_wanted: Others became visible: a tuple of all Paths in view that have no picture.
        shown: It is visible now, or not.
    """

    pause_requested = Signal(bool)
    cancel_requested, remove_requested = Signal(object), Signal(object)
    retry_requested, clear_requested = Signal(object), Signal()
    move_requested, show_requested = Signal(object, object), Signal(object)
    thumbnails_wanted, shown = Signal(object), Signal(bool)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        EscapeKey(self).pressed.connect(self.hide)
        self.setAccessibleName(self.tr("Export queue"))
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._thumbnails = Thumbnails()
        self._failed_thumbnails = set[Path]()
        self._wanted = set[Path]()
        self._is_paused = self._is_dragging = False
        self._model = QueueModel(self)
        self._view = QueueView(self._model, self._thumbnails)
        self._view.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._actions = QueueActions(self._view, self._model)
        self._totals = ElidedLabel(Qt.TextElideMode.ElideRight, letters=16)
        self._totals.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress of the whole queue"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setRange(0, _STEPS)
        self._failed = self._button("", self.tr("Select the photos that failed"))
        self._pause = self._button(self.tr("Pause"), "")
        self._cancel = self._button(self.tr("Cancel All"), self.tr("Give up what is not done yet"))
        self._retry = self._button(
            self.tr("Retry Failed"), self.tr("Try the photos that failed once more")
        )
        self._clear = self._button(
            self.tr("Clear Finished"), self.tr("Take what is over out of the list; files stay")
        )
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close the queue"))
        self._close.setToolTip(self.tr("Close the queue; the export goes on (F7)"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._asking = QTimer(self, singleShot=True, interval=0)  # once a turn of the event loop
        self._asking.timeout.connect(self._ask_for_thumbnails)
        self._title = QLabel()
        self._lay_out()
        self._connect()
        self._show_dragging(on=False)
        self.set_totals("", 0.0)
        self.set_paused(on=False)

    def _button(self, text: str, hint: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(hint)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._totals)
        head.addWidget(self._bar, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(8)
        foot.addWidget(self._pause)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        for button in (self._failed, self._retry, self._clear):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        actions = self._actions
        self._view.room_changed.connect(self._asking.start)
        self._model.dataChanged.connect(self._offer)
        for changed in (self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(self._offer)
            changed.connect(self.updateGeometry)
        self._model.layoutChanged.connect(self._offer)
        self._model.move_requested.connect(self.move_requested)
        actions.move_requested.connect(self.move_requested)
        actions.cancel_requested.connect(self.cancel_requested)
        actions.remove_requested.connect(self.remove_requested)
        actions.retry_requested.connect(self.retry_requested)
        actions.show_requested.connect(self.show_requested)
        self._pause.clicked.connect(self._on_pause)
        self._cancel.clicked.connect(self._on_cancel_all)
        self._retry.clicked.connect(self._on_retry_failed)
        self._clear.clicked.connect(self.clear_requested)
        self._failed.clicked.connect(self.show_failed)
        self._close.clicked.connect(self.hide)

    @property
    def model(self) -> QueueModel:
        """The photos."""
        return self._model

    @property
    def view(self) -> QueueView:
        """The table."""
        return self._view

    def sizeHint(self) -> QSize:
        """Room for some rows, and for no more than there are; most of the picture stays free."""
        rest = self.minimumSizeHint().height() - self._view.minimumSizeHint().height()
        rows = min(max(self._model.rowCount(), _FEWEST_ROWS), _ROWS)
        over = self.parentWidget()
        most = round(_MOST_OF_PICTURE * over.height()) if over is not None else rows * ROW_PX
        return QSize(640, rest + min(rows * ROW_PX, max(most - rest, _FEWEST_ROWS * ROW_PX)))

    def set_totals(self, text: str, fraction: float) -> None:
        """Show the whole progress, in words and from 0 to 1."""
        self._totals.setText(text)
        self._totals.setToolTip(text)
        self._bar.setValue(round(fraction * _STEPS))

    def set_paused(self, *, on: bool) -> None:
        """Offer to pause, or to go on."""
        self._is_paused = on
        self._pause.setText(self.tr("Resume") if on else self.tr("Pause"))
        hint = self.tr("Go on") if on else self.tr("Begin no other photo; those in hand are ended")
        self._pause.setToolTip(hint)
        self._offer()

    def put_thumbnail(self, path: Path, picture: QPixmap | None) -> None:
        """Show a photo's picture; None: it has none."""
        self._wanted.discard(path)
        if picture is None:
            self._failed_thumbnails.add(path)
        else:
            self._thumbnails.put(path, picture)
            self._view.viewport().update()

    @Slot()
    def show_failed(self) -> None:
        """Select the photos that failed, and show the first."""
        if rows := self._model.rows_of(State.FAILED):
            self._view.choose(rows)
        self._view.setFocus()

    @Slot()
    def _offer(self) -> None:
        """Offer what makes sense."""
        counts = self._model.counts
        failed, waiting = counts.get(State.FAILED, 0), counts.get(State.WAITING, 0)
        is_open = waiting + counts.get(State.RUNNING, 0) > 0
        self._pause.setEnabled(is_open)
        self._cancel.setEnabled(is_open)
        self._retry.setEnabled(failed > 0)
        self._failed.setVisible(failed > 0)
        self._failed.setText(self.tr("%n failed", "", failed))
        self._clear.setEnabled(any(counts.get(state, 0) for state in OVER))

    @Slot()
    def _on_pause(self) -> None:
        self.pause_requested.emit(not self._is_paused)

    @Slot()
    def _on_cancel_all(self) -> None:
        self.cancel_requested.emit(None)

    @Slot()
    def _on_retry_failed(self) -> None:
        self.retry_requested.emit(None)

    @Slot()
    def _ask_for_thumbnails(self) -> None:
        def lacks(path: Path) -> bool:
            return path not in self._thumbnails and path not in self._failed_thumbnails

        missing = dict.fromkeys(filter(lacks, self._view.sources_in_view()))
        if self.isVisible() and not self._wanted.issuperset(missing):
            self._wanted = set(missing)
            self.thumbnails_wanted.emit(tuple(missing))

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
        """Tell what was dropped."""
        self._show_dragging(on=False)
        event.acceptProposedAction()
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.dropped.emit(tuple(Path(url.toLocalFile()) for url in urls))

    def _show_dragging(self, *, on: bool) -> None:
        """Say what a drop would do."""
        self._is_dragging = on
        text = self.tr("Drop to export with the last settings") if on else self.tr("Exports")
        self._title.setText(text)
        roles = QPalette.ColorRole
        self._title.setForegroundRole(roles.Highlight if on else roles.WindowText)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the pictures that are in view now."""
        super().showEvent(event)
        self._view.show_turn()
        self._asking.start()
        self.shown.emit(True)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Its foot moves with the height of what it lies over."""
        super().moveEvent(event)
        self.updateGeometry()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell it."""
        super().hideEvent(event)
        self._wanted.clear()
        if not event.spontaneous():  # minimized is not closed
            self.shown.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line that parts it from the picture above."""
        super().paintEvent(event)
        line = QRect(0, 0, self.width(), 1)
        role = QPalette.ColorRole.Highlight if self._is_dragging else QPalette.ColorRole.Mid
        QPainter(self).fillRect(line, self.palette().color(role))
