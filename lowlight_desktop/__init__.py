"""Lowlight: light and clean photographs taken in the dark.

The house, from the ground up: `photo` (what a photograph is), `develop` (pure pixel functions),
`networks` (torch modules), `formats` and `engine` (files; devices and tiles), `studio` (use
cases), and the tops `cli` and `training`. Imports point down only; `pyproject.toml` holds the
contract and CI checks it. Start reading at `studio.export`.
"""

__version__ = "0.1.0"
