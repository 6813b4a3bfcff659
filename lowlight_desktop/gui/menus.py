"""The menu bar, from the declarations of the actions."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from lowlight_desktop.gui import actions

MENUS = (
    ("&File", actions.FILE),
    ("&Edit", actions.EDIT),
    ("&View", actions.VIEW),
    ("&Photo", actions.PHOTO),
    ("&Help", actions.HELP),
)
"""Title and entries of each menu, from left to right."""


def fill(bar: QMenuBar, made: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Put every action into its menu.

    Returns:
        The menus, by their English title without the mnemonic.
    """
    menus: dict[str, QMenu] = {}
    for title, specs in MENUS:
        menu = bar.addMenu(QCoreApplication.translate("Menus", title))
        menu.setToolTipsVisible(False)
        for spec in specs:
            if spec is actions.SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(made[spec.id])
        menus[title.replace("&", "")] = menu
    return menus
