"""Shows a photo at 100 % on a display of the ratio in QT_SCALE_FACTOR; run by a test.

Prints what it found as JSON: the ratio, and whether the screen shows the photo's pixels exactly.
"""

import json
import sys

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget

from lowlight_desktop.gui.canvas.canvas import Canvas
from lowlight_desktop.photo.region import Region
from lowlight_desktop.studio.view import Frame
from tests.gui.canvas.scenes import noise, pixels_of


def main() -> None:
    """Look for the whole visible region in what the screen shows."""
    app = QApplication([])
    window = QWidget()
    canvas = Canvas(window)
    # Odd places: with a ratio of 1.25 or 1.5 they fall between device pixels.
    canvas.setGeometry(7, 5, 301, 203)
    window.resize(320, 220)
    window.show()
    app.processEvents()
    photo = noise(1200, 1600)
    canvas.exchange_photo(1200, 1600)
    canvas.show_base(Frame(photo, Region.whole(1200, 1600), is_proxy=False))
    canvas.zoom_to_actual(QPointF(100, 80))
    canvas.pan_by(-33.3, 21.7)
    app.processEvents()
    view = canvas.view()
    shown = pixels_of(window.grab().toImage())
    seen = view.region
    inner = photo[seen.top + 8 : seen.bottom - 8, seen.left + 8 : seen.right - 8]
    height, width = inner.shape[:2]
    places = [
        (y, x)
        for y in range(shown.shape[0] - height + 1)
        for x in range(shown.shape[1] - width + 1)
        if np.array_equal(shown[y, x : x + 9], inner[0, :9])
    ]
    is_exact = any(np.array_equal(shown[y : y + height, x : x + width], inner) for y, x in places)
    print(  # noqa: T201
        json.dumps(
            {
                "ratio": canvas.devicePixelRatioF(),
                "scale": view.scale,
                "seen": [seen.height, seen.width],
                "is_exact": is_exact,
                "torch": "torch" in sys.modules,
            }
        )
    )


if __name__ == "__main__":
    main()
