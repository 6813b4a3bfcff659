"""What is left of an unexpected error: a report for whoever mends it, and the photos at hand.

Imports `formats` and below. Start with `watch.py`, which hears of errors, then `report.py`;
`running.py` is for those crashes of which no Python code hears.
"""
