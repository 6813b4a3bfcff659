"""The brush that keeps light away from parts of the photo."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.gui.panel.scale import linear, logarithmic
from lowlight_desktop.gui.theme.icons import icon
from lowlight_desktop.photo.param import check_params, param, params_of
from lowlight_desktop.photo.stroke import Stroke

_DECLARED = {p.name: p for p in params_of(Stroke)}


def _as_in_stroke(name: str) -> float:
    p = _DECLARED[name]
    return param(p.label, p.default, p.low, p.high, p.unit, p.help)


@dataclass(frozen=True, slots=True)
class Brush:
    """What the next stroke will be like.

    Attributes:
        radius: Share of the photo's longer side.
        softness: Share of the radius that fades.
        strength: How much of the light is kept away.
        erases: Whether it takes earlier strokes away.
    """

    radius: float = _as_in_stroke("radius")
    softness: float = _as_in_stroke("softness")
    strength: float = _as_in_stroke("strength")
    erases: bool = False

    def __post_init__(self) -> None:
        check_params(self)


class BrushControls(QWidget):
    """Takes the brush up and puts it down; its settings show while it is in hand.

    Esc puts it down from anywhere in the window where Esc has no nearer meaning.

    Signals:
        brush_changed: The `Brush` in hand, None when it is put down.
        clear_asked: The user wants all strokes gone.
    """

    brush_changed = Signal(object)
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = Brush()
        self._in_hand = QToolButton()
        self._in_hand.setText(self.tr("Limit here"))
        self._in_hand.setIcon(icon("brush"))
        self._in_hand.setToolTip(self.tr("Paint over what should stay dark. Esc puts it down."))
        self._erases = QToolButton()
        self._erases.setText(self.tr("Erase"))
        self._erases.setIcon(icon("eraser"))
        self._erases.setToolTip(self.tr("Paint to take strokes away."))
        self._clear = QPushButton(self.tr("Clear strokes"))
        self._clear.setAccessibleName(self._clear.text())
        self._clear.setToolTip(self.tr("Take all strokes of this photo away."))
        for toggle in (self._in_hand, self._erases):
            toggle.setCheckable(True)
            toggle.setProperty("look", "iconed")
            toggle.setIconSize(QSize(14, 14))
            toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            toggle.setAccessibleName(toggle.text())
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self._on_escape)
        self._settings = QWidget()
        self._lay_out()
        self.set_strokes(0)
        self._in_hand.toggled.connect(self._on_in_hand)
        self._erases.toggled.connect(self._on_erases)
        self._clear.clicked.connect(self.clear_asked)

    def brush(self) -> Brush | None:
        """The brush in hand, None if none is."""
        return self._brush if self._in_hand.isChecked() else None

    def set_in_hand(self, on: bool) -> None:
        """Take the brush up or put it down; a change is announced."""
        self._in_hand.setChecked(on)

    def set_strokes(self, count: int) -> None:
        """Tell how many strokes the photo has."""
        self._clear.setEnabled(count > 0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._in_hand)
        buttons.addWidget(self._erases)
        buttons.addStretch(1)
        buttons.addWidget(self._clear)
        rows = QVBoxLayout(self._settings)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for declared in params_of(Brush):
            # A brush is made half or twice as large, not one percent larger.
            scale = logarithmic if declared.name == "radius" else linear
            slider = ParamSlider(declared, scale)
            slider.setObjectName(declared.name)
            slider.edited.connect(self._on_number)
            rows.addWidget(slider)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(buttons)
        whole.addWidget(self._settings)
        self._settings.hide()
        self._erases.hide()

    @Slot(bool)
    def _on_in_hand(self, on: bool) -> None:
        self._escape.setEnabled(on)
        self._settings.setVisible(on)
        self._erases.setVisible(on)
        self.brush_changed.emit(self.brush())

    @Slot()
    def _on_escape(self) -> None:
        self.set_in_hand(False)

    @Slot(bool)
    def _on_erases(self, on: bool) -> None:
        self._brush = replace(self._brush, erases=on)
        self.brush_changed.emit(self.brush())

    @Slot(float)
    def _on_number(self, value: float) -> None:
        self._brush = replace(self._brush, **{self.sender().objectName(): value})
        self.brush_changed.emit(self.brush())
