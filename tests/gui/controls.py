"""Finds controls as their users do: by what they say."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

W = TypeVar("W", bound=QWidget)


def button(inside: QWidget, says: str) -> QAbstractButton:
    """The one button with this text or accessible name."""
    return control(inside, QAbstractButton, says)


def control(inside: QWidget, kind: type[W], says: str) -> W:
    """The one control of a kind with this accessible name, or text."""
    found = [
        widget
        for widget in inside.findChildren(kind)
        if says in (widget.accessibleName(), str(widget.property("text") or "").replace("&", ""))
    ]
    assert len(found) == 1, f"{len(found)} controls say {says!r}"
    return found[0]
