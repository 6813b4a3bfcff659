"""Who computes a network's `render`: torch, or OpenVINO on x86 processors.

Imports torch and `networks`; OpenVINO only when it is asked, and only where it is installed. Start
reading at `fastest.py`; `engine.loading.Loaded.render` is the seam that the steps call.
"""
