"""Words that are declared below the window, in the user's language.

Translators find them through `packaging/translate.py`, which reads the same declarations.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from lowlight_desktop.hosts.sentence import Sentence
from lowlight_desktop.photo.noise_level import NoiseSource
from lowlight_desktop.photo.noise_words import SOURCE_WORDS
from lowlight_desktop.studio.presets import Preset

GATES = (
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, fine"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, medium"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, coarse"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, coarsest"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, fine"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, medium"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, coarse"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, coarsest"),
)
"""Labels of `SaUnet.maps`: how many there are depends on the trained network."""


def map_label(label: str) -> str:
    """What a `NetworkMap` shows."""
    return QCoreApplication.translate("NetworkMap", label)


def unit_word(unit: str) -> str:
    """The unit of a parameter or of a map; an empty one stays empty."""
    return QCoreApplication.translate("Unit", unit) if unit else ""


def noise_source(source: NoiseSource) -> str:
    """Where a noise level is known from."""
    return QCoreApplication.translate("NoiseSource", SOURCE_WORDS[source])


def host_words(sentence: Sentence) -> str:
    """What is said of programs that call Lowlight."""
    return QCoreApplication.translate("Hosts", sentence.text).format(*sentence.values)


def preset_name(name: str) -> str:
    """The name of a preset: one that comes with the program has one in each language."""
    return QCoreApplication.translate("Preset", name)


def preset_about(preset: Preset) -> str:
    """What a preset is for; may be empty."""
    return QCoreApplication.translate("Preset", preset.about) if preset.about else ""


def number(value: float, decimals: int = 0) -> str:
    """A number as the user's language writes it, without separators of thousands."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(round(float(value), decimals), "f", decimals)


def count(number: int) -> str:
    """A large whole number: "89,124", or as the user's language groups it."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    return locale.toString(number)
