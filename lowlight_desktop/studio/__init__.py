"""Use cases: what a photographer does with the house, without saying through which door.

Imports `formats` and `engine` and below; knows no Qt and no command line.
Start reading at `export.py`.
"""
