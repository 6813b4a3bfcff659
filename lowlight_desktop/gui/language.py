"""The language of the window.

Every visible word goes through `tr` or `translate`; `packaging/translate.py` collects them and
compiles `resources/translations`. What errors say (`photo/sentence.py`) is translated where it is
shown; the command line and the log keep the English. Two kinds of text stay as they are in every
language: what the system or a library says inside an error, and what model pages say of training
data, because terms are quoted.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from lowlight_desktop.gui.settings import SYSTEM

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"
"""Where the translations lie, `lowlight_de.ts` to be edited and `lowlight_de.qm` to be loaded."""

LANGUAGES = (("en", "English"), ("de", "Deutsch"))
"""Codes as Qt writes them, each with the language's own name; the first needs no translation."""


def code_of(wish: str, system: QLocale) -> str:
    """The language that the window speaks.

    Args:
        wish: `settings.SYSTEM`, or a code; one that nobody knows counts as the system's.
        system: The system's languages, the preferred one first.

    Returns:
        A code of `LANGUAGES`: English where none of the system's is among them.
    """
    known = [code for code, _ in LANGUAGES]
    wanted = (wish, *(name.split("-")[0] for name in system.uiLanguages()))
    return next((code for code in wanted if code in known), known[0])


def speak(
    app: QCoreApplication, wish: str, system: QLocale | None = None
) -> tuple[QTranslator, ...]:
    """Let all windows that are made from now on speak a language.

    Numbers follow the system, unless another language than the system's was chosen.

    Args:
        app: Gets the translators.
        wish: `settings.SYSTEM`, or a code.
        system: The system's languages; those of this machine where None.

    Returns:
        The translators, ours and that of Qt's own words, as far as there are files for them.
    """
    system = QLocale.system() if system is None else system
    code = code_of(wish, system)
    if wish != SYSTEM and QLocale(code).language() is not system.language():
        QLocale.setDefault(QLocale(code))
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    translators: list[QTranslator] = []
    for path in (qt / f"qtbase_{code}.qm", TRANSLATIONS / f"lowlight_{code}.qm"):
        translator = QTranslator(app)
        if path.is_file() and translator.load(str(path)):
            app.installTranslator(translator)
            translators.append(translator)
    return tuple(translators)
