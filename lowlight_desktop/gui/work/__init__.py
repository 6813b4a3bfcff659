"""Work away from the window's thread: closed envelopes in, exactly one outcome out.

Imports `photo` and Qt only. Start with `task.py`, then `work_thread.py`.
"""
