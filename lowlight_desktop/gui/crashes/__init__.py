"""Unexpected errors in the window: said once, written down, and survived by what was open.

Imports `studio.crashes` and the window's parts. Start with `beginning.py`, then `crash_desk.py`.
"""
