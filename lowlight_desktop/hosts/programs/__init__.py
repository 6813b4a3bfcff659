"""Each program that can call Lowlight: where it is found, and what it gets.

Imports what lies beside it in `hosts`; `catalog.py` puts them in order.
"""
