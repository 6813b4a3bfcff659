"""The light curve as a plot and as seven sliders."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lowlight_desktop.gui.panel.curve_plot import CurvePlot
from lowlight_desktop.gui.panel.fold_out import FoldOut
from lowlight_desktop.gui.panel.light_curve import STRAIGHT, turned
from lowlight_desktop.gui.panel.param_slider import ParamSlider
from lowlight_desktop.photo.param import Param
from lowlight_desktop.studio.view import Histogram


class CurveEditor(QWidget):
    """Two views of the same seven numbers.

    Signals:
        edited: The seven parameters that the user wants, None for the network's.
        settled: The move is over.
    """

    edited = Signal(object)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: tuple[float, ...] | None = None
        self._plot = CurvePlot()
        self._fold_out = FoldOut(self.tr("Curve parameters"))
        self._sliders = tuple(self._slider(i) for i in range(len(STRAIGHT)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._plot)
        whole.addWidget(self._fold_out)
        self._plot.edited.connect(self._on_plot)
        self._plot.settled.connect(self.settled)
        self._plot.reset.connect(self._on_reset)

    def plot(self) -> CurvePlot:
        """The plot."""
        return self._plot

    def sliders(self) -> tuple[ParamSlider, ...]:
        """The sliders of the seven parameters."""
        return self._sliders

    def fold_out(self) -> FoldOut:
        """What hides the sliders."""
        return self._fold_out

    def set_curve(self, own: tuple[float, ...] | None, network: tuple[float, ...] | None) -> None:
        """Show the photographer's curve and the network's; None where there is none."""
        self._network = network
        self._plot.set_curve(own, network)
        for slider, a, default in zip(
            self._sliders, own or network or STRAIGHT, network or STRAIGHT, strict=True
        ):
            slider.set_default(default)
            slider.set_value(a)

    def set_added(self, added: tuple[float, ...] | None) -> None:
        """Show the curve with what the network adds to it, as `CurvePlot.set_added`."""
        self._plot.set_added(added)

    def set_before(self, before: Histogram | None) -> None:
        """Show the photo's luminance behind the curve."""
        self._plot.set_before(before)

    def _slider(self, place: int) -> ParamSlider:
        label = self.tr("Step {number}").format(number=place + 1)
        text = self.tr("How much this step of the light curve brightens or darkens.")
        slider = ParamSlider(Param(f"a{place}", label, 0.0, -1.0, 1.0, "", text))
        slider.setObjectName(str(place))
        slider.edited.connect(self._on_slider)
        slider.settled.connect(self.settled)
        self._fold_out.add(slider)
        return slider

    @Slot(float)
    def _on_slider(self, value: float) -> None:
        steps = turned(self._plot.curve(), int(self.sender().objectName()), value)
        self.set_curve(steps, self._network)
        self.edited.emit(steps)

    @Slot(tuple)
    def _on_plot(self, steps: tuple[float, ...]) -> None:
        self.set_curve(steps, self._network)
        self.edited.emit(steps)

    @Slot()
    def _on_reset(self) -> None:
        self.set_curve(None, self._network)
        self.edited.emit(None)
        self.settled.emit()
