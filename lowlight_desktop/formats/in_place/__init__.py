"""A host's own file, written back as it was but for its pixels: the external-editor contract.

Whatever a container holds besides its picture is copied byte for byte: the color profile, tags,
other pages. Start with `layout.py` (what a file is, and whether it can be written back), then
`replacing.py` (how it is).
"""
