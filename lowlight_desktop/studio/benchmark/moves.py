"""How long a move of a finish slider takes: from the lit photo to the pixels of the screen."""

import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from lowlight_desktop.engine.enhancer import Enhancer
from lowlight_desktop.formats.reading import read_photo
from lowlight_desktop.photo.progress import Progress
from lowlight_desktop.photo.recipe import Finish, Recipe
from lowlight_desktop.studio.preview import Preview

_PX = 2_000_000
_MOVES, _WARM_UP = 25, 5
_LOOKS = {
    "finish_move_ms": Finish(contrast=0.2, shadows=0.2),
    "crisp_move_ms": Finish(contrast=0.2, shadows=0.2, sharpening=1.0),
}


def finish_moves(path: Path) -> dict[str, float]:
    """The median time of a move of the exposure, of a photo reduced to two megapixels.

    Args:
        path: A photo.

    Returns:
        Milliseconds; "finish_move_ms" without sharpening, "crisp_move_ms" with much of it.

    Raises:
        ReadError: If it cannot be read.
        ModelError: If there is no network.
    """
    preview = Preview(read_photo(path), Enhancer("cpu"))
    return {name: 1e3 * _seconds(preview, look) for name, look in _LOOKS.items()}


def _seconds(preview: Preview, look: Finish) -> float:
    taken: list[float] = []
    for i in range(_MOVES):
        moved = Recipe(finish=replace(look, exposure_ev=0.01 * i))
        begin = time.perf_counter()
        preview.whole(moved, _PX, Progress())
        taken.append(time.perf_counter() - begin)
    return median(taken[_WARM_UP:])
