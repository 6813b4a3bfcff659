"""How the weights in `models/` came to be: data, losses, the loop, publishing.

A top of the house beside `cli`; imports `networks`, `develop`, `engine` and below. Needs only
torch, numpy, OpenCV, Pillow, safetensors, tqdm and the standard library, so that it runs on a
bare GPU machine. Start reading at `train_flw.py`, the whole recipe of one network as a script.
"""
