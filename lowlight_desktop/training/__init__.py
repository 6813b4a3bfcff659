"""How the weights in `models/` came to be: data, losses, the loop, publishing.

A top of the house beside `cli`; imports `studio`'s scores, `engine`, `networks`, `develop` and
`photo`. Needs only torch, numpy, OpenCV, safetensors, psutil, tqdm and the standard library, so
that it runs on a bare GPU machine. Start reading at `train_flw.py`, the whole recipe of
one network as a script.
"""
