"""Parts that networks are made of, one idea a file.

Imports torch only. Start reading at `bayer.py`, the way of a mosaic into a network and out of it.
"""
