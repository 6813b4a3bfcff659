"""The queue of exports as the window shows it: a sheet over the picture, and who fills it.

The journal in `studio` is the truth; two threads hold it open (`clerk.py` for the window's wishes,
`photo_worker.py` for the photos) and the table follows its changes. Start with `queue_desk.py`.
"""
