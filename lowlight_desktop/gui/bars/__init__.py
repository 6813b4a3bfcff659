"""What stands around the picture: messages above it, facts below it, an invitation without one.

Imports Qt and nothing of photos. Start with `message_bar.py`.
"""
