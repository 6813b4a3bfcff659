"""What this machine can do, and what the program makes of it: `lowlight benchmark`.

Below `cli` and `gui`, which ask for figures; `report.py` holds all of them, `tables.py`, `plot.py`
and `page.py` show them. Start reading at `peaks.py`, then `networks.py`, then `whole.py`.
"""
