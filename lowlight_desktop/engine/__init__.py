"""Networks on devices: model files, devices, memory, tiles, and the steps that they do.

Imports `networks`, `develop` and `photo`; knows no files but models. Networks are asked in arrays;
torch (1.3 s) is imported by `weights.py` and `backends/by_torch.py` alone, which are imported where
no other engine has an answer, and for graphics chips. Start reading at `light.py`.
"""
