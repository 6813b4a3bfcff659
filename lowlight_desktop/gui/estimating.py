"""How long an export from the window will take; without Qt."""

from collections.abc import Callable
from pathlib import Path

from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe
from lowlight_desktop.studio.forecast import Load, export_s, loads_of
from lowlight_desktop.studio.last import Last
from lowlight_desktop.studio.speeds import known


class Estimating:
    """Answers the export dialog; the files are looked at once.

    Args:
        place: Tells where the networks work, `machine.place_of`; "" while nobody knows.
        recipe: Tells the look of a photo, without reading a file.
    """

    def __init__(self, place: Callable[[], str], recipe: Callable[[Path], Recipe]) -> None:
        self._place, self._recipe, self._speeds = place, recipe, known()
        self._loads = Last[tuple[Path, ...], tuple[Load, ...]](2)

    def __call__(self, photos: tuple[Path, ...], options: ExportOptions) -> float | None:
        """About how many seconds it takes to export photos; None: nobody knows.

        Args:
            photos: Which.
            options: The files.
        """
        loads = self._loads.get(photos, lambda: self._looked_up(photos))
        return export_s(self._place(), loads, options, self._speeds)

    def _looked_up(self, photos: tuple[Path, ...]) -> tuple[Load, ...]:
        return loads_of([(photo, self._recipe(photo)) for photo in photos], self._speeds)
