"""A quiet line about a photo's noise or damage: what was found, or why nothing can be done."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from lowlight_desktop.gui.declared_words import noise_source, number
from lowlight_desktop.gui.theme.fonts import tabular
from lowlight_desktop.photo.noise_level import NoiseLevel, NoiseSource, PictureNoise
from lowlight_desktop.photo.noise_words import one_or_all

_SPACE = "\N{NO-BREAK SPACE}"


class NoiseLine(QLabel):
    """One sentence, broken where it is too long; hidden while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setFont(tabular(self.font()))
        self.say("")

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self._say(sentence, "")

    def show_level(self, level: NoiseLevel | PictureNoise) -> None:
        """Show how noisy the sensor's values are, or the picture, and who says so."""
        if isinstance(level, NoiseLevel):
            self._show_sensor(level)
        else:
            self._show_picture(level)

    def show_damage(self, level: PictureNoise) -> None:
        """Show how much compression has changed the picture."""
        about = self.tr(
            "How far pixels typically stray from the picture before it was compressed.\n"
            "From black to white there are 255 steps."
        )
        if level.is_none:
            self._say(self.tr("No traces of compression found."), about)
            return
        text = self.tr("Changed by luminance {luminance}, color {color} of 255").format(
            luminance=number(level.luminance, 1), color=number(level.color, 1)
        )
        self._say(text, about)

    def _show_sensor(self, level: NoiseLevel) -> None:
        text = self.tr("Gain {gain}, read {read} · {source}").format(
            gain=_value(level.gain, "DN/e−"),
            read=_value(level.read, "DN"),
            source=noise_source(level.source).replace(" ", _SPACE),
        )
        about = self.tr(
            "Gain: what an electron adds to a sensor value.\n"
            "Read: the noise without any light.\n"
            "Where colors differ, one number for each."
        )
        self._say(text, about)

    def _show_picture(self, level: PictureNoise) -> None:
        about = self.tr(
            "How far pixels typically stray, in brightness and in color.\n"
            "From black to white there are 255 steps."
        )
        if level.is_none:
            self._say(self.tr("No noise found."), about)
            return
        text = self.tr("Luminance {luminance}, color {color} of 255 · {source}").format(
            luminance=number(level.luminance, 1),
            color=number(level.color, 1),
            source=noise_source(NoiseSource.PHOTO).replace(" ", _SPACE),
        )
        self._say(text, about)

    def _say(self, text: str, about: str) -> None:
        self.setText(text.replace("· ", f"·{_SPACE}"))  # a line may end before the dot, not after
        self.setToolTip(about)
        self.setAccessibleDescription(about)
        self.setVisible(bool(text))


def _value(numbers: tuple[float, ...], unit: str) -> str:
    """Numbers and their unit, in one line."""
    said = one_or_all(numbers).replace(".", QLocale().decimalPoint())
    return f"{said}{_SPACE}{unit}"
