"""Questions and facts in windows of their own: export, preferences, devices, shortcuts, about.

Imports `studio` and below, and Qt; a dialog takes values and gives values, and does nothing itself.
Start with `export_dialog.py`.
"""
