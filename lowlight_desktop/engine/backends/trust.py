"""Whether a graphics chip that nobody of us could try computes a model rightly, and faster."""

import logging
from typing import TYPE_CHECKING

import numpy as np

from lowlight_desktop.engine.backends.arrays import RENDER
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.engine.backends.fastest import found_once, key_of, times_of
from lowlight_desktop.engine.backends.way import MOST_DIFFERENCE, Way
from lowlight_desktop.engine.tiles import is_out_of_memory

if TYPE_CHECKING:
    from lowlight_desktop.engine.loading import Loaded

logger = logging.getLogger(__name__)

BY_CHIP = Way("onnxruntime", bfloat16=False)
"""How a chip computes."""

_SIDE_PX = 512  # as photos are cut; smaller tiles would not keep a chip busy
_STEPS = 255


def is_believed(there: "Loaded", here: "Loaded") -> bool:
    """Whether a chip may compute the tiles of a model; tried once, then remembered.

    It must come as near to the processor as a graph must come to its network to be published, and
    must be faster. Drivers differ, and whoever looks at a photo would not see what is wrong.

    Args:
        there: The model on the chip.
        here: The same on the processor.

    Raises:
        RuntimeError: If memory does not suffice to try it now.
    """
    best = here.way

    def tried() -> str:
        objection = _objection(there, here, best)
        if objection:
            names = there.device.name, there.card.title, objection
            logger.warning("%s is not used for %s (%s); the CPU goes on", *names)
        return objection or str(BY_CHIP)

    key = key_of(there, [str(BY_CHIP), f"or else {best} by {here.graphs[RENDER].version}"])
    return found_once(key, tried) == str(BY_CHIP)


def _objection(there: "Loaded", here: "Loaded", best: Way) -> str:
    """What speaks against the chip; nothing: it is believed."""
    try:
        far = _difference(there, here, best)
    except RuntimeError as error:
        if is_out_of_memory(error):
            raise
        return f"it failed: {error}"
    if not far <= MOST_DIFFERENCE:  # nor is what is no number
        return f"up to {far:.2g} steps of 255 away"
    (ours,) = times_of(here, [best], _SIDE_PX).values()
    its = times_of(there, [BY_CHIP], _SIDE_PX).get(BY_CHIP, ours)
    return "" if its < ours else f"{its:.2g} s for what takes {ours:.2g} s"


def _difference(there: "Loaded", here: "Loaded", best: Way) -> float:
    """The largest between the example tile of both, in steps of 255."""
    exact = Way(best.backend, bfloat16=False)
    step, grid_px = here.card.step, here.grid_px
    known = here.asked(exact, "survey", *survey_inputs(step, grid_px))
    tile = tile_inputs(step, -(-_SIDE_PX // grid_px) * grid_px)
    return (
        float(np.abs(there.by(BY_CHIP, tile, known) - here.by(exact, tile, known)).max()) * _STEPS
    )
