"""The graph of a network: its `render` as an ONNX file, for engines that are not torch.

Tracing needs the package onnx. What the survey knows is an input of the graph, the sides of a tile
may be any; `engine.backends.tensors` names the inputs.
"""

import importlib.util
import io
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.onnx import (
    register_custom_op_symbolic,  # pyright: ignore[reportPrivateImportUsage]
    unregister_custom_op_symbolic,  # pyright: ignore[reportPrivateImportUsage]
)

from lowlight_desktop.engine.backends import by_torch
from lowlight_desktop.engine.backends.example import example
from lowlight_desktop.engine.backends.tensors import OUTPUT, filled, named
from lowlight_desktop.photo.errors import UsageError

OPSET = 17
"""Of ONNX: what OpenVINO and ONNX Runtime have read for years."""

_SIDE_PX = 256
_SIDES = {2: "height", 3: "width"}


class _Render(nn.Module):
    """A network's `render` as a function of tensors alone."""

    def __init__(self, network: nn.Module, tiles: int, survey: object) -> None:
        super().__init__()
        self.network = network
        self._tiles, self._survey = tiles, survey

    def forward(self, *inputs: Tensor) -> Tensor:
        tile, of_photo = inputs[: self._tiles], iter(inputs[self._tiles :])
        survey = filled(self._survey, of_photo)
        return by_torch.render(self.network, tile, survey, bfloat16=False)


def graph_of(network: nn.Module) -> bytes:
    """The network's `render` as an ONNX file.

    Args:
        network: In evaluation mode, on the processor.

    Raises:
        UsageError: If the package onnx is missing.
    """
    if importlib.util.find_spec("onnx") is None:
        raise UsageError("The graph of a network needs the package onnx: pip install onnx.")
    tile, survey = example(network, _SIDE_PX)
    inputs = {name: tensor.clone() for name, tensor in named(tile, survey).items()}
    sides = dict.fromkeys(list(inputs)[: len(tile)], _SIDES)
    out = io.BytesIO()
    with torch.no_grad(), warnings.catch_warnings(), _own_translations():
        # The newer exporter needs two more packages, and fixes sizes that may change.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Render(network, len(tile), survey).eval(),
            tuple(inputs.values()),
            out,  # pyright: ignore[reportArgumentType] - files need no name
            dynamo=False,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=[OUTPUT],
            dynamic_axes={**sides, OUTPUT: _SIDES},
        )
    return out.getvalue()


@contextmanager
def _own_translations() -> Generator[None]:
    """Operations that torch does not translate, or not as it should be."""
    translations = {"aten::channel_shuffle": _channel_shuffle, "aten::einsum": _einsum}
    for name, translation in translations.items():
        register_custom_op_symbolic(name, translation, OPSET)
    try:
        yield
    finally:
        for name in translations:
            unregister_custom_op_symbolic(name, OPSET)


def _constant(graph: Any, *values: int) -> Any:  # noqa: ANN401 - torch's, without types
    return graph.op("Constant", value_t=torch.tensor(values))


def _channel_shuffle(graph: Any, x: Any, groups: Any) -> Any:  # noqa: ANN401
    """Folded, turned, flattened.

    Not a Gather: OpenVINO 2026.4 moves one through a convolution and turns it around on the way.
    """
    channels, count = x.type().sizes()[1], int(groups.node().t("value"))
    ends = _constant(graph, 2), _constant(graph, 4), _constant(graph, 0)
    place = graph.op("Slice", graph.op("Shape", x), *ends)
    folds = graph.op("Concat", _constant(graph, 1, count, channels // count), place, axis_i=0)
    turned = graph.op("Transpose", graph.op("Reshape", x, folds), perm_i=[0, 2, 1, 3, 4])
    sizes = graph.op("Concat", _constant(graph, 1, channels), place, axis_i=0)
    return graph.op("Reshape", turned, sizes)


def _einsum(graph: Any, equation: Any, tensors: Any, path: object = None) -> Any:  # noqa: ANN401
    """A change of color space, as a sum of colors.

    Not a convolution of single pixels: OpenVINO takes what comes before a convolution for a part
    of the network that may be rounded.
    """
    del path
    said = equation.node().s("value")
    if said != "ij,bjhw->bihw":
        raise ValueError(f"einsum {said!r} is not translated yet")
    matrix, x = tensors.node().inputs()
    columns = graph.op("Unsqueeze", matrix, _constant(graph, 0, 3))  # (1, i, j, 1)
    total = None
    for color in range(matrix.type().sizes()[1]):
        ends = _constant(graph, color), _constant(graph, color + 1)
        plane = graph.op("Slice", x, *ends, _constant(graph, 1))
        column = graph.op("Slice", columns, *ends, _constant(graph, 2))
        part = graph.op("Mul", plane, column)
        total = part if total is None else graph.op("Add", total, part)
    return total
