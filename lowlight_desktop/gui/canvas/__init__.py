"""The picture in the middle of the window: zoom, pan, compare, overlays, brush, read-out.

May import `studio.view`, `photo` and `develop`; it gets finished pixels and knows no photo files.
Start at `canvas.py`; `viewport.py` is the geometry, `scene.py` what is drawn.
"""
