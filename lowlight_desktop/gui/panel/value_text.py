"""Numbers as photographers read them: +0.35 EV, 85%, −12 mired."""

import math
import re

from PySide6.QtCore import QCoreApplication, QLocale

from lowlight_desktop.gui.declared_words import number, unit_word, with_unit
from lowlight_desktop.photo.param import TIMES, Param

_MINUS = "\N{MINUS SIGN}"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")


def label_of(param: Param) -> str:
    """The name of a parameter in the user's language."""
    return QCoreApplication.translate("Recipe", param.label)


def help_of(param: Param) -> str:
    """What a parameter does, in the user's language."""
    return QCoreApplication.translate("Recipe", param.help) if param.help else ""


def is_percent(param: Param) -> bool:
    """Whether 1.0 is shown as 100%: shares and factors without a unit of their own."""
    return param.unit in ("", TIMES) and max(abs(param.low), abs(param.high)) <= 2.0


def resolution(param: Param) -> float:
    """The smallest step that is shown, in the parameter's own unit."""
    return 10.0 ** -_decimals(param) / _factor(param)


def text_of(param: Param, value: float) -> str:
    """A value with its unit, signed where the range has two sides.

    Args:
        param: Its declaration.
        value: In the parameter's own unit.

    Returns:
        Text in the numbers of the user's language, with a real minus sign.
    """
    shown = round(value * _factor(param), _decimals(param))
    sign = "+" if shown > 0 > param.low else ""
    text = sign + number(shown, _decimals(param))
    return with_unit(text, "%" if is_percent(param) else param.unit)


def value_of(param: Param, typed: str) -> float | None:
    """The value that somebody has typed.

    Args:
        param: Its declaration.
        typed: "1.5", "1,5 EV", "-30%", …: the unit may be left out, it is the one that is shown.

    Returns:
        The value in the parameter's own unit, moved into its range; None if that is no number.
    """
    point = QLocale().decimalPoint()
    plain = typed.replace(_MINUS, "-").replace(point, ".").replace(",", ".")
    plain = plain.casefold().replace(unit_word(param.unit).casefold(), "")
    plain = plain.replace(param.unit.casefold(), "").replace("%", "")
    plain = plain.replace("x", "") if param.unit == TIMES else plain
    plain = "".join(plain.split())
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain) / _factor(param)
    return min(max(value, param.low), param.high) if math.isfinite(value) else None


def _factor(param: Param) -> float:
    return 100.0 if is_percent(param) else 1.0


def _decimals(param: Param) -> int:
    if is_percent(param):
        return 1 if 0.0 < param.low < 0.01 else 0
    return 0 if param.high - param.low >= 50.0 else 2
