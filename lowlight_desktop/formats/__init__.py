"""Files in and out: photographs, their metadata and their color profiles.

The only layer that imports codecs; it may import `photo` and `develop`, and turns every foreign
exception into a sentence of `photo.errors`. Start reading at `reading.py` and `writing.py`.
"""
