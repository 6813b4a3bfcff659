"""A list that lies on its side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from lowlight_desktop.gui.strip.strip_model import StripModel


class StripView(QListView):
    """Scrolls sideways with either wheel, selects several with Ctrl and Shift.

    Signals:
        delete_pressed: Delete or Backspace.
        activated_by_key: Return: the photo with the keyboard's focus is wanted.
        room_changed: Other photos may be visible now.
    """

    delete_pressed, activated_by_key, room_changed = Signal(), Signal(), Signal()

    def __init__(self, model: StripModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)  # 5,000 photos are laid out without asking each
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("StripView { border: none; }")  # lists elsewhere have one
        self.setMouseTracking(True)
        self.horizontalScrollBar().valueChanged.connect(self.room_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down do nothing here; the window may want them."""
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.delete_pressed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.activated_by_key.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                event.ignore()
            case _ if event.text().isprintable() and event.text().strip():
                event.ignore()  # letters are the window's shortcuts, not a search for names
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways, whichever way the wheel turns."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        bar = self.horizontalScrollBar()
        if not pixels.isNull():
            moved = pixels.x() or pixels.y()
        else:
            moved = (angle.x() or angle.y()) * bar.singleStep() * 3 // 120
        bar.setValue(bar.value() - moved)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is more or less room."""
        super().resizeEvent(event)
        self.room_changed.emit()
