"""The six ways in which lit photos fail, each as a number with a limit.

Pure pixel functions like the rest of `develop`: clipped lights, color drift, lifted black, lost
texture and halos, color noise, and what never had a signal. Start reading at `find.py`.
"""

from lowlight_desktop.develop.defects.find import MEASURES, Defect, Measure, find_defects

__all__ = ["MEASURES", "Defect", "Measure", "find_defects"]
