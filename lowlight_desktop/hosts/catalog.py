"""The programs that Lowlight has scripts for."""

from lowlight_desktop.hosts.programs.art import ART
from lowlight_desktop.hosts.programs.darktable import DARKTABLE
from lowlight_desktop.hosts.programs.desktop import DESKTOP, EDITOR
from lowlight_desktop.hosts.programs.digikam import DIGIKAM
from lowlight_desktop.hosts.programs.gimp import GIMP
from lowlight_desktop.hosts.programs.krita import KRITA
from lowlight_desktop.hosts.programs.lightroom import LIGHTROOM

HOSTS = (DARKTABLE, GIMP, LIGHTROOM, DIGIKAM, KRITA, ART, EDITOR, DESKTOP)
"""In the order of the list."""
