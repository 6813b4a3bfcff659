"""Preferences: what leaves this computer, which is nothing."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lowlight_desktop.gui.dialogs.form import dimmed


class PrivacyPage(QWidget):
    """Says that there is no telemetry and no cloud; there is nothing to switch off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        promise = QLabel(self.tr("No telemetry, no cloud."))
        font = promise.font()
        font.setBold(True)
        promise.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(16)
        column.addWidget(promise)
        for text in (
            self.tr(
                "Photos are read, lit and saved on this computer. Lowlight makes no connection "
                "to the network: it sends nothing and asks for no account."
            ),
            self.tr(
                "Edits are kept beside each photo, in a file that ends with .lowlight.json. "
                "These preferences are kept in your user account."
            ),
            self.tr(
                "Exported photos keep the tags of the original, the place among them. "
                "Under Metadata, the export dialog leaves out what you do not want to share."
            ),
        ):
            column.addWidget(dimmed(text))
        column.addStretch(1)
