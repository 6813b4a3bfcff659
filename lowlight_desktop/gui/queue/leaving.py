"""What becomes of an export when the window is closed."""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QMessageBox, QWidget

from lowlight_desktop.gui.declared_words import count


class Leaving(Enum):
    """What the photographer wants."""

    STAY = auto()
    FINISH_LATER = auto()
    GIVE_UP = auto()


def ask(window: QWidget, left: int, finished: SignalInstance) -> Leaving:
    """Ask what shall become of photos that are not done.

    Args:
        window: Above which it is asked.
        left: How many there are; 0: nobody knows yet.
        finished: They are done: there is nothing to ask any more, and the window may be closed.
    """
    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("Leaving", "Photos are being exported"))
    box.setText(_sentence(left))
    box.setInformativeText(
        translate("Leaving", "They can be finished when Lowlight is opened the next time.")
    )
    role = QMessageBox.ButtonRole
    later = box.addButton(translate("Leaving", "Finish Later"), role.AcceptRole)
    give_up = box.addButton(translate("Leaving", "Give Up"), role.DestructiveRole)
    stay = box.addButton(translate("Leaving", "Keep Exporting"), role.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    finished.connect(later.click)
    box.exec()
    finished.disconnect(later.click)
    clicked = box.clickedButton()
    if clicked is later:
        return Leaving.FINISH_LATER
    return Leaving.GIVE_UP if clicked is give_up else Leaving.STAY


def _sentence(left: int) -> str:
    translate = QCoreApplication.translate
    if left == 0:
        return translate("Leaving", "Photos are being exported.")
    if left == 1:
        return translate("Leaving", "One photo is not exported yet.")
    return translate("Leaving", "{0} photos are not exported yet.").format(count(left))
