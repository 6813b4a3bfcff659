"""Text that stands still: digits of one width, so that a changing number does not jump."""

from PySide6.QtGui import QFont


def tabular(font: QFont) -> QFont:
    """The font with digits of one width, where it has such digits.

    Args:
        font: Any font; it is not changed.
    """
    still = QFont(font)
    still.setFeature(QFont.Tag("tnum"), 1)
    return still


def semibold(font: QFont) -> QFont:
    """The font for titles.

    Args:
        font: Any font; it is not changed.
    """
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
