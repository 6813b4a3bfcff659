"""The user guide in a window of its own: pages of `docs/guide`, offline, with a search.

Pages and search know no Qt; `docs/guide/index.md` names the pages in their order. Nothing of this
is imported before somebody asks for the guide. Start reading at `guide_window.py`.
"""
