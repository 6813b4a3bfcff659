"""The window of `lowlight edit`: the files of a host, saved in place or left alone.

It is made of the same parts as the main window, with other actions. Start with `app.py`, then
`window.py`; `saving.py` does the work.
"""
