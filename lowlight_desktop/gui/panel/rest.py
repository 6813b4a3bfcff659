"""The pause after which a move in small steps is over."""

from PySide6.QtCore import QObject, QTimer

_REST_MS = 400


class Rest(QTimer):
    """Started by each notch of a wheel and each key that is let go; times out once they rest.

    What was moved until then is one step of undo.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=_REST_MS)

    def put_off(self) -> None:
        """The move goes on: if a pause has begun, it begins anew."""
        if self.isActive():
            self.start()
