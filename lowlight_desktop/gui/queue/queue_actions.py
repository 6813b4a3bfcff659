"""What can be done with the selected photos of the queue, by menu and by key."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from lowlight_desktop.gui.queue import moves
from lowlight_desktop.gui.queue.queue_model import QueueModel
from lowlight_desktop.gui.queue.queue_view import QueueView
from lowlight_desktop.studio.journal_entry import OPEN, Entry, State

_AGAIN = (State.FAILED, State.CANCELLED)


class QueueActions(QObject):
    """Entries of the table's menu; their keys work while the table has the keyboard.

    Signals:
        cancel_requested: Give these up: a tuple of ids.
        remove_requested: Take these, which are over, out of the list: a tuple of ids.
        retry_requested: Let these wait again: a tuple of ids.
        move_requested: (ids, id or None): move these right before that one, or to the end.
        show_requested: A Path: show it in the system's file manager.
    """

    cancel_requested, remove_requested = Signal(object), Signal(object)
    retry_requested = Signal(object)
    move_requested, show_requested = Signal(object, object), Signal(object)

    def __init__(self, view: QueueView, model: QueueModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._show = self._action(self.tr("Show File"), ("Return", "Enter"), self._on_show)
        self._separate()
        self._up = self._action(self.tr("Move Up"), ("Alt+Up",), self._on_up)
        self._down = self._action(self.tr("Move Down"), ("Alt+Down",), self._on_down)
        self._separate()
        self._retry = self._action(self.tr("Try Again"), ("F5",), self._on_retry)
        self._cancel = self._action(self.tr("Cancel"), ("Del", "Backspace"), self._on_cancel)
        # What the journal changes is looked at once a turn of the event loop.
        self._offering = QTimer(self, singleShot=True, interval=0)
        self._offering.timeout.connect(self._offer)
        view.selectionModel().selectionChanged.connect(self._offer)
        view.doubleClicked.connect(self._on_show)
        model.dataChanged.connect(self._offering.start)
        model.layoutChanged.connect(self._offering.start)
        self._offer()

    def _action(self, text: str, keys: Iterable[str], slot: object) -> QAction:
        action = QAction(text, self._view)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)  # pyright: ignore[reportArgumentType] - a bound slot
        self._view.addAction(action)
        return action

    def _separate(self) -> None:
        line = QAction(self._view)
        line.setSeparator(True)
        self._view.addAction(line)

    def _chosen(self) -> list[Entry]:
        entries = (self._model.entry(id_) for id_ in self._view.chosen())
        return [entry for entry in entries if entry is not None]

    def _ids(self, *states: State) -> tuple[int, ...]:
        return tuple(entry.id for entry in self._chosen() if entry.state in states)

    @Slot()
    def _offer(self) -> None:
        """Offer what makes sense."""
        states = {entry.state for entry in self._chosen()}
        self._show.setEnabled(bool(states))
        is_open = not states.isdisjoint(OPEN)
        self._cancel.setText(self.tr("Cancel") if is_open else self.tr("Remove from List"))
        self._cancel.setEnabled(bool(states))
        self._retry.setEnabled(not states.isdisjoint(_AGAIN))
        for action in (self._up, self._down):
            action.setEnabled(State.WAITING in states)

    @Slot()
    def _on_cancel(self) -> None:
        """What is not over is given up, and stays in the list; a second time takes it out."""
        if ids := self._ids(*OPEN):
            self.cancel_requested.emit(ids)
        else:
            self.remove_requested.emit(self._ids(*State))

    @Slot()
    def _on_retry(self) -> None:
        self.retry_requested.emit(self._ids(*_AGAIN))

    @Slot()
    def _on_up(self) -> None:
        self._move(moves.up(self._model.entries(), set(self._view.chosen())))

    @Slot()
    def _on_down(self) -> None:
        self._move(moves.down(self._model.entries(), set(self._view.chosen())))

    def _move(self, move: moves.Move | None) -> None:
        if move is not None:
            self.move_requested.emit(move.ids, move.before)

    @Slot()
    def _on_show(self) -> None:
        """The result where there is one, else the original."""
        index = self._view.currentIndex()
        if index.isValid():
            entry = self._model.entry_at(index)
            written = entry.written if entry.state is State.DONE else None
            self.show_requested.emit(entry.source if written is None else written.output)
