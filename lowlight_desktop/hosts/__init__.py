"""Editors that call Lowlight: their scripts put in place, and the contract of an external editor.

Imports `studio` and below; knows no Qt and no command line.
Start reading at `catalog.py`; the scripts themselves lie in `resources/hosts/`.
"""
