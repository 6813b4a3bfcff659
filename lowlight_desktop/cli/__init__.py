"""The command line: one file a command, and the parser that knows them all.

A top of the house: it talks to the user and calls `studio`. Nothing heavy is imported before a
command runs, so `lowlight --help` is instant. Start reading at `main.py`.
"""
