"""The first minute: a sample photo, the device, where edits are kept, other programs.

It lies where photos will be shown, and leaves when one comes. Start with `welcome_desk.py`.
"""
