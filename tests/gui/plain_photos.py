"""Photos that are shown as they are: no network is asked, and torch is not waited for."""

from pathlib import Path

from lowlight_desktop.formats.sidecar import Sidecar, write_sidecar
from lowlight_desktop.photo.recipe import ORIGINAL
from tests.gui.photos import dark_photo


def plain_photo(path: Path) -> Path:
    """Write a dark photo, and beside it the wish to leave it as it is."""
    photo = dark_photo(path)
    write_sidecar(photo, Sidecar(ORIGINAL))
    return photo
