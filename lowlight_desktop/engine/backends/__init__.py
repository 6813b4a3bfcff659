"""Who computes a network's `render`: torch, OpenVINO on x86 processors, or ONNX Runtime.

Imports torch and `networks`; the others only when they are asked, and where they are installed.
Start reading at `fastest.py`; `engine.loading.Loaded.render` is the seam that the steps call.
"""
