"""OpenVINO's graphs for inputs of one size: they are faster than those for any.

A graph for strips keeps what is carried from strip to strip where it is computed.
"""

import importlib
from typing import Any

from lowlight_desktop.engine.backends.arrays import (
    CARRIED,
    OUTPUT,
    TILES,
    fold_of,
    left_name,
    tile_name,
)

Sizes = tuple[tuple[str, tuple[int, ...]], ...]
"""Names and shapes of inputs that may have any size."""


def sized(model: Any, sizes: Sizes, library: Any) -> Any:  # noqa: ANN401 - no types there
    """The graph for inputs of one size, tiles lying as photos do: faster by a fifth to a half.

    Args:
        model: OpenVINO's, for any size; changed.
        sizes: Of tiles (1, C, H, W).
        library: The module `openvino`.
    """
    wanted = {name: list(shape) for name, shape in sizes}
    named = {n: place for place in model.inputs for n in place.get_names() if n in wanted}
    tiles = [name for name in named if name.startswith(TILES)]
    carried = _carried(model, wanted[tile_name(0)][-1]) if tiles else {}
    if tiles:
        preparation, layout = library.preprocess.PrePostProcessor(model), library.Layout
        for name in tiles:
            preparation.input(name).tensor().set_layout(layout("NHWC"))
            preparation.input(name).model().set_layout(layout("NCHW"))
            b, c, h, w = wanted[name]
            wanted[name] = [b, h, w, c]
        preparation.output(OUTPUT).tensor().set_layout(layout("NHWC"))
        preparation.output(OUTPUT).model().set_layout(layout("NCHW"))
        model = preparation.build()
    model.reshape({name: wanted[name] for name in named} | carried)
    if carried:
        passes = importlib.import_module("openvino.passes")  # the library itself does not
        manager = passes.Manager()
        manager.register_pass(passes.MakeStateful({name: left_name(name) for name in carried}))
        manager.run_passes(model)
    return model


def _carried(model: Any, width: int) -> dict[str, list[int]]:  # noqa: ANN401
    """Shapes of what is carried from strip to strip of a photo so wide, by the inputs' names."""
    return {
        name: [
            *(side.get_length() for side in list(place.partial_shape)[:-1]),
            width // fold_of(name),
        ]
        for place in model.inputs
        for name in place.get_names()
        if name.startswith(CARRIED)
    }
