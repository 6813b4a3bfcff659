"""Numbers as photographers read them."""

from PySide6.QtCore import QCoreApplication

from lowlight_desktop.gui.declared_words import number, with_unit

_MINUTE_S, _HOUR_S = 60, 3600


def time_left(seconds: float) -> str:
    """A duration, coarser the longer it is: nobody knows it to the second.

    Args:
        seconds: 0 or more.
    """
    if seconds < _MINUTE_S:
        near = max(1, round(seconds)) if seconds < 10 else 5 * round(seconds / 5)
        return QCoreApplication.translate("TimeLeft", "{0} s left").format(near)
    if seconds < _HOUR_S:
        near = round(seconds / _MINUTE_S)
        return QCoreApplication.translate("TimeLeft", "{0} min left").format(near)
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    text = QCoreApplication.translate("TimeLeft", "{hours} h {minutes} min left")
    return text.format(hours=hours, minutes=minutes)


def photo_size(width: int, height: int) -> str:
    """Pixels of the sides, and how many there are."""
    text = QCoreApplication.translate("Words", "{width} × {height} px, {megapixels} MP")
    megapixels = number(width * height / 1e6, 1)
    return text.format(width=width, height=height, megapixels=megapixels)


def zoom(scale: float) -> str:
    """Screen pixels per photo pixel as a percentage: "33.3%" below 100, whole above."""
    percent = scale * 100
    decimals = 0 if percent >= 99.95 or percent == round(percent) else 1
    return with_unit(number(percent, decimals), "%")


def memory(size: int) -> str:
    """Bytes in GB as they are sold: "16 GB"; one decimal below 10."""
    gigabytes = size / 2**30
    text = QCoreApplication.translate("Words", "{0} GB")
    return text.format(number(gigabytes, 1 if gigabytes < 10 else 0))


def pixel(rgb: tuple[int, int, int], ev: float) -> str:
    """Channels from 0 to 255, each as wide as the widest, and EV above black, signed."""
    red, green, blue = (f"{value:3d}".replace(" ", "\N{FIGURE SPACE}") for value in rgb)
    text = QCoreApplication.translate("Words", "R {red}  G {green}  B {blue}   {ev} EV")
    signed = ("" if ev < 0 else "+") + number(ev, 1)
    return text.format(red=red, green=green, blue=blue, ev=signed)
