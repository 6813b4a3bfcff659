"""Edits that cannot be kept where their photos are, when the window is closed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from lowlight_desktop.gui.declared_words import count, error_words
from lowlight_desktop.photo.errors import LowlightError


def may_be_lost(window: QWidget, lost: Sequence[tuple[Path, LowlightError]]) -> bool:
    """Ask whether to close all the same.

    Args:
        window: Above which it is asked.
        lost: The photos, at least one, and why their edits cannot be kept.
    """
    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Unsaved", "Edits cannot be saved"))
    if len(lost) == 1:
        text = translate("Unsaved", "The edits of {0} cannot be saved beside it.")
        box.setText(text.format(lost[0][0].name))
    else:
        text = translate("Unsaved", "The edits of {0} photos cannot be saved beside them.")
        box.setText(text.format(count(len(lost))))
    box.setInformativeText(
        translate("Unsaved", "Export the photos, or save their look as a preset, to keep it.")
    )
    box.setDetailedText("\n".join(error_words(error) for _, error in lost))
    role = QMessageBox.ButtonRole
    close = box.addButton(translate("Unsaved", "Close and Lose Edits"), role.DestructiveRole)
    stay = box.addButton(translate("Unsaved", "Keep Lowlight Open"), role.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is close
