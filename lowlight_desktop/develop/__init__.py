"""Pure pixel functions: color, light, noise, and the order in which a photo is developed.

Arrays in, arrays out: no files, no devices, no torch. May import `photo` only (and numpy, cv2).
Start reading at `develop.py`, the order of the steps.
"""
