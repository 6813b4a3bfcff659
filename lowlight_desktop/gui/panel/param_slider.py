"""One number of a recipe as a row: name, slider, value."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from lowlight_desktop.gui.panel.rest import Rest
from lowlight_desktop.gui.panel.scale import Scale, linear
from lowlight_desktop.gui.panel.track import Track
from lowlight_desktop.gui.panel.value_field import ValueField
from lowlight_desktop.gui.panel.value_text import help_of, label_of, text_of, value_of
from lowlight_desktop.photo.param import Param

LABEL_PX, VALUE_PX = 107, 73
"""Widths of the names and of the values: all rows of the panel stand in the same columns, and what
is left, 150 px at least, is for the hand."""


class ParamLabel(QLabel):
    """A name that is shortened where it does not fit.

    Signals:
        reset_asked: Double click.
    """

    reset_asked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the new width."""
        super().resizeEvent(event)
        elide = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, elide, self.width()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to be reset."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit()


class ParamSlider(QWidget):
    """Shows and edits one number; knows its `Param`, nothing of photos.

    Drag, wheel, arrow keys and typing change it; a double click on the name or the slider, or
    Delete, resets it.

    Args:
        param: The declaration.
        scale: Where on the slider values lie.
        beside_name: A small control in the column of the name, at its right end.

    Signals:
        edited: The user chose this value, again and again while moving. Silent when the program
            sets it.
        settled: The move is over: what was edited since the last time is one undo step.
    """

    edited = Signal(float)
    settled = Signal()

    def __init__(
        self,
        param: Param,
        scale: Callable[[Param], Scale] = linear,
        parent: QWidget | None = None,
        *,
        beside_name: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._param, self._scale = param, scale(param)
        self._value = self._default = param.default
        self._moving = False
        self._rest = Rest(self)
        self._label = ParamLabel(label_of(param))
        self._track = Track(self._scale.places, self._scale.single)
        self._field = ValueField()
        self._field.setFixedWidth(VALUE_PX)
        self._lay_out(beside_name)
        self._say_what_it_is()
        self._connect()
        self.setFocusProxy(self._track)
        self.set_default(param.default)
        self.set_value(param.default)

    def param(self) -> Param:
        """The declaration."""
        return self._param

    def value(self) -> float:
        """The number shown, in the unit of the parameter."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show `value` without announcing it."""
        self._value = value
        with QSignalBlocker(self._track):
            self._track.setValue(self._scale.place_of(value))
        self._field.show_text(text_of(self._param, value))
        self._field.set_changed(value != self._default)

    def set_default(self, value: float) -> None:
        """Choose where a reset goes, which is where the fill begins."""
        self._default = value
        self._track.set_origin(self._scale.place_of(value))
        self._field.set_changed(self._value != value)

    def explained(self) -> str:
        """What the number does, in the user's language; may be empty."""
        return help_of(self._param)

    def set_groove(self, colors: tuple[QColor, ...]) -> None:
        """Show where the slider leads as colors along the groove, left to right."""
        self._track.set_groove(colors)

    @Slot()
    def reset(self) -> None:
        """Go back to the default, as the user's wish: one undo step."""
        self._choose(self._default)
        self._settle()

    def _lay_out(self, beside_name: QWidget | None) -> None:
        name = QWidget()
        name.setFixedWidth(LABEL_PX)
        first = QHBoxLayout(name)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(4)
        first.addWidget(self._label, 1)
        if beside_name is not None:
            first.addWidget(beside_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)  # the track keeps free what its handle needs
        row.addWidget(name)
        row.addWidget(self._track, 1)
        row.addWidget(self._field)

    def _say_what_it_is(self) -> None:
        name, text = label_of(self._param), self.explained()
        low, high = text_of(self._param, self._param.low), text_of(self._param, self._param.high)
        reach = self.tr("{low} to {high}").format(low=low, high=high)
        tip = "\n".join(part for part in (f"{name}: {reach}", text) if part)
        self._label.setBuddy(self._track)
        for part in (self._label, self._track, self._field):
            part.setAccessibleName(name)
            part.setAccessibleDescription(text)
            part.setToolTip(tip)

    def _connect(self) -> None:
        self._track.valueChanged.connect(self._on_moved)
        self._track.let_go.connect(self._settle)
        self._track.nudged.connect(self._rest.start)
        self._rest.timeout.connect(self._settle)
        self._track.reset_asked.connect(self.reset)
        self._label.reset_asked.connect(self.reset)
        self._track.typing_began.connect(self._field.begin)
        self._field.typed.connect(self._on_typed)
        self._field.left.connect(self._track.setFocus)

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        self._choose(self._scale.value_at(place))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        value = value_of(self._param, text)
        if value is not None:
            self._choose(value)
            self._settle()

    def _choose(self, value: float) -> None:
        if value != self._value:
            self._rest.put_off()
            self.set_value(value)
            self._moving = True
            self.edited.emit(value)

    @Slot()
    def _settle(self) -> None:
        if self._track.isSliderDown():
            return
        self._rest.stop()
        if self._moving:
            self._moving = False
            self.settled.emit()
