"""The published networks as torch modules, one file each, with every deviation written down.

A network splits in two: `survey` looks at the whole photo once, in a fixed small size; the rest
is local and runs on tiles. May import `develop`, `photo` and torch. Start reading at `flw.py`;
`registry.py` is the one table that names them.
"""
