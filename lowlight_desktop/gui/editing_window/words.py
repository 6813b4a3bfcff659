"""What the window says of a host's file."""

from PySide6.QtCore import QCoreApplication

from lowlight_desktop.formats.in_place.notice import About, Notice
from lowlight_desktop.gui.declared_words import count


def notice_words(notice: Notice) -> str:
    """A notice in the window's language."""
    translate = QCoreApplication.translate
    if notice.about is About.LAYERS:
        return translate(
            "HostFile",
            "This file has Photoshop layers. The flat picture is edited; saving leaves the layers "
            "out.",
        )
    return translate(
        "HostFile", "This file has {0} pages. The first is edited; the others stay as they are."
    ).format(count(notice.count))
