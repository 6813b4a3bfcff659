"""The filmstrip: which photos are at hand, and what became of each.

Imports Qt and numpy; knows paths, no files. Start with `filmstrip.py`.
"""
