"""Decoding in a process of its own, so that a file that crashes or hangs it is one failed photo.

`reader.py` is the side that asks, `worker.py` the one that decodes; pixels come back through shared
memory (`lending.py`). Start reading at `reader.py`; docs/reliability.md has the measurements.
"""
