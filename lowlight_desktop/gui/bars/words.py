"""Numbers as photographers read them."""

from PySide6.QtCore import QCoreApplication

_MINUTE_S, _HOUR_S = 60, 3600


def time_left(seconds: float) -> str:
    """A duration, coarser the longer it is: nobody knows it to the second.

    Args:
        seconds: 0 or more.
    """
    if seconds < _MINUTE_S:
        near = max(1, round(seconds)) if seconds < 10 else 5 * round(seconds / 5)
        return _said("%n s left", near)
    if seconds < _HOUR_S:
        return _said("%n min left", round(seconds / _MINUTE_S))
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    text = QCoreApplication.translate("TimeLeft", "{hours} h {minutes} min left")
    return text.format(hours=hours, minutes=minutes)


def _said(text: str, number: int) -> str:
    return QCoreApplication.translate("TimeLeft", text, "", number)


def photo_size(width: int, height: int) -> str:
    """Pixels of the sides, and how many there are."""
    return f"{width} × {height} px, {width * height / 1e6:.1f} MP"


def zoom(scale: float) -> str:
    """Screen pixels per photo pixel as a percentage: "33.3 %" below 100, whole above."""
    percent = scale * 100
    return (
        f"{percent:.0f} %" if percent >= 99.95 or percent == round(percent) else f"{percent:.1f} %"
    )


def memory(size: int) -> str:
    """Bytes in GB as they are sold: "16 GB"; one decimal below 10."""
    gigabytes = size / 2**30
    return f"{gigabytes:.1f} GB" if gigabytes < 10 else f"{gigabytes:.0f} GB"
