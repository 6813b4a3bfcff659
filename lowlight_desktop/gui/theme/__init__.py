"""How the window looks: neutral grays, one accent, the style sheet, the fonts and the icons.

It imports Qt and nothing of the project; widgets read `QPalette` and never a `Theme`.
Start reading at `theme.py`, then `appearance.py`.
"""
