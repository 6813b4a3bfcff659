"""About how long a batch will take, said before it begins."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lowlight_desktop.photo.export_options import ExportOptions
from lowlight_desktop.photo.recipe import Recipe

if TYPE_CHECKING:
    from lowlight_desktop.engine.enhancer import Enhancer

_WORTH_SAYING_S = 10.0


def expected(
    photos: Sequence[Path], recipe: Recipe, options: ExportOptions, enhancer: "Enhancer"
) -> str:
    """A sentence; "" where nothing is known of such photos here, or it is soon over.

    Args:
        photos: All that may have to be done.
        recipe: Their look.
        options: The files.
        enhancer: One of those at work; asked for its device where there are networks.
    """
    from lowlight_desktop.engine.machine import place_of
    from lowlight_desktop.studio.batch_page import duration
    from lowlight_desktop.studio.forecast import export_s, loads_of
    from lowlight_desktop.studio.speeds import ANYWHERE, known

    speeds = known()
    place = place_of(enhancer.device.name) if recipe.networks else ANYWHERE
    loads = loads_of([(photo, recipe) for photo in photos], speeds)
    seconds = export_s(place, loads, options, speeds)
    if seconds is None or seconds < _WORTH_SAYING_S:
        return ""
    return f"About {duration(seconds)}, less if some are done already."
