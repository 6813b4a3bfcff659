"""Rows of a label and what it names, the same in all dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QFormLayout, QFrame, QLabel, QWidget

LABEL_PX = 120
"""Width of the labels: fields of several forms stand in one line."""

NUMBER_PX, BUTTON_PX = 96, 96
"""Widths of numbers and of buttons at the end of a row."""


def form() -> QFormLayout:
    """An empty form."""
    layout = QFormLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return layout


def label(text: str, names: QWidget | None = None) -> QLabel:
    """A form's label; its mnemonic goes to the field."""
    made = QLabel(text)
    made.setMinimumWidth(LABEL_PX)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if names is not None:
        made.setBuddy(names)
    return made


def number_field(field: QAbstractSpinBox, name: str) -> None:
    """Make a field for a number: as wide as the others, its digits below theirs."""
    field.setAccessibleName(name)
    field.setFixedWidth(NUMBER_PX)
    field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def dimmed(text: str = "") -> QLabel:
    """Text that explains: it wraps."""
    made = QLabel(text)
    made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def line() -> QFrame:
    """A thin line between groups."""
    made = QFrame()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFixedHeight(1)
    made.setAutoFillBackground(True)
    made.setBackgroundRole(QPalette.ColorRole.Mid)
    return made
