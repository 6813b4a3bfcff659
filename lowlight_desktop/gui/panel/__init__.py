"""The right panel: a recipe as sliders, curves and switches, and the histogram above them.

Recipes are the truth and these widgets a view of them; they know `photo` and `studio.view`, no
files and no networks. Start reading at `right_panel.py`, then `param_slider.py`.
"""
