"""A watched folder in the window: what arrives goes into the queue and is exported there.

`watch_dialog.py` asks, `watch_desk.py` joins `studio.watch` with the queue.
"""
