"""The window: everything that knows Qt, and nothing that knows pixels.

It may import `studio` and what lies below, never `cli`, `training` or torch. Start with `app.py`
(how it opens), then `main_window.py` (what is where) and `live.py` (how a photo follows the hand).
"""
