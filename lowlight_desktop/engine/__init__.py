"""Networks on devices: model files, devices, memory, tiles, and the light step.

Imports `networks`, `develop`, `photo` and torch; knows no files but models. Importing a module
of this layer may import torch (1.3 s), so the layers above do it when they need it, not before.
Start reading at `light.py`.
"""
