"""Off, Fast, Best: as far as there are networks for it."""

from PySide6.QtCore import QCoreApplication

from lowlight_desktop.gui.panel.segmented import Segmented
from lowlight_desktop.photo.recipe import Quality


def quality_word(quality: Quality) -> str:
    """A quality in the user's language."""
    words = {
        Quality.OFF: QCoreApplication.translate("Quality", "Off"),
        Quality.FAST: QCoreApplication.translate("Quality", "Fast"),
        Quality.BEST: QCoreApplication.translate("Quality", "Best"),
    }
    return words[quality]


def offer(choice: Segmented, qualities: tuple[Quality, ...]) -> None:
    """Offer Off and these qualities, in their order.

    Args:
        choice: Where the user chooses.
        qualities: Those that networks exist for; Off may be among them.
    """
    tips = {
        Quality.OFF: QCoreApplication.translate("Quality", "Leave this step out"),
        Quality.FAST: QCoreApplication.translate("Quality", "The small network"),
        Quality.BEST: QCoreApplication.translate("Quality", "The large network: slower"),
    }
    choice.set_options(
        tuple(
            (quality, quality_word(quality), tips[quality])
            for quality in Quality
            if quality is Quality.OFF or quality in qualities
        )
    )
