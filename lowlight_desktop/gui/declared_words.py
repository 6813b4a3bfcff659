"""Words that are declared below the window, in the user's language.

Translators find them through `packaging/translate.py`, which reads the same declarations.
"""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from lowlight_desktop.photo.errors import PhotoError, named_sentence
from lowlight_desktop.photo.network_map import STREAMS
from lowlight_desktop.photo.noise_level import NoiseSource
from lowlight_desktop.photo.noise_words import SOURCE_WORDS
from lowlight_desktop.photo.sentence import Sentence, Value, said_by
from lowlight_desktop.studio.presets import Preset

GATES = (
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, fine"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, medium"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, coarse"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, coarsest"),
    QT_TRANSLATE_NOOP("NetworkMap", "Noise attention, streams"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, fine"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, medium"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, coarse"),
    QT_TRANSLATE_NOOP("NetworkMap", "Early noise attention, coarsest"),
)
"""Labels of `SaUnet.maps` and `MirnetDenoiser.maps`: which there are depends on the network."""

STREAM_NAMES = (
    QT_TRANSLATE_NOOP("NetworkMap", "fine"),
    QT_TRANSLATE_NOOP("NetworkMap", "medium"),
    QT_TRANSLATE_NOOP("NetworkMap", "coarse"),
)
"""As `photo.network_map.STREAMS`."""

_OF_SENTENCES = ("Errors", "Hosts", "Recipe")
"""Where translators find what lower layers say; sliders are named in errors too."""


def map_label(label: str) -> str:
    """What a `NetworkMap` shows."""
    return QCoreApplication.translate("NetworkMap", label)


def stream_words(shares: Sequence[float]) -> tuple[str, ...]:
    """How much each stream counts: "fine 52%"."""
    words = (map_label(name) for name in STREAMS)
    return tuple(
        f"{word}\N{NO-BREAK SPACE}{with_unit(number(100 * share), '%')}"
        for word, share in zip(words, shares, strict=True)
    )


def unit_word(unit: str) -> str:
    """The unit of a parameter or of a map; an empty one stays empty."""
    return QCoreApplication.translate("Unit", unit) if unit else ""


def with_unit(number: str, unit: str) -> str:
    """A number and its unit, which may be empty, as the user's language has it: "1.0 EV", "85%"."""
    if unit == "%":
        return QCoreApplication.translate("Unit", "{0}%").format(number)
    return f"{number}\N{NO-BREAK SPACE}{unit_word(unit)}" if unit else number


def noise_source(source: NoiseSource) -> str:
    """Where a noise level is known from."""
    return QCoreApplication.translate("NoiseSource", SOURCE_WORDS[source])


def sentence_words(text: str) -> str:
    """A sentence, and each that is a part of it; words of others stay as they are."""
    if not isinstance(text, Sentence):
        return text
    return _template(text.text).format(*map(_value, text.values))


def error_words(error: Exception) -> str:
    """What went wrong, with the whole path where it is about a file."""
    return sentence_words(said_by(error))


def photo_error_words(error: PhotoError) -> str:
    """What is wrong with a file, with its name alone: "night.CRW: the file is empty."."""
    return sentence_words(named_sentence(error.path.name, error.cause, error.advice))


def preset_name(name: str) -> str:
    """The name of a preset: one that comes with the program has one in each language."""
    return QCoreApplication.translate("Preset", name)


def preset_about(preset: Preset) -> str:
    """What a preset is for; may be empty."""
    return QCoreApplication.translate("Preset", preset.about) if preset.about else ""


def _template(text: str) -> str:
    if not text:
        return text  # Qt would give what it knows about the whole file
    told = (QCoreApplication.translate(context, text) for context in _OF_SENTENCES)
    return next((words for words in told if words != text), text)


def _value(value: Value) -> Value:
    if isinstance(value, str):
        return sentence_words(value)
    return _LocalFloat(value) if isinstance(value, float) else value


class _LocalFloat(float):
    """Is written with the user's decimal point, whatever form a template asks for."""

    def __format__(self, form: str, /) -> str:
        return super().__format__(form).replace(".", QLocale().decimalPoint())


def number(value: float, decimals: int = 0) -> str:
    """A number as the user's language writes it: a real minus, no separators of thousands."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    shown = round(float(value), decimals)
    sign = "\N{MINUS SIGN}" if shown < 0 else ""
    return sign + locale.toString(abs(shown), "f", decimals)


def count(number: int) -> str:
    """A large whole number: "89,124", or as the user's language groups it."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    return locale.toString(number)
