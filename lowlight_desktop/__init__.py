"""Lowlight: light and clean photographs taken in the dark.

The house, from the ground up: `photo` (what a photograph is), `develop` (pure pixel functions),
`networks` (torch modules), `formats` and `engine` (files; devices and tiles), `studio` (use
cases), and the tops `cli` and `training`. Imports point down only; `pyproject.toml` holds the
contract and CI checks it. Start reading at `studio.export`.
"""

import os

# Threads of numpy's linear algebra spin for 25 ms after each product, on the processors that the
# networks need; ours are too small to gain by them. Read when numpy is imported, which is later.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
