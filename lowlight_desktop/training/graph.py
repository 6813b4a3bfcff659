"""The graphs of a network: what it answers as ONNX files, for engines that are not torch.

Tracing needs the package onnx. What the survey knows is an input of `render`; the sides of a tile
and the number and the sides of crops may be any; `engine.backends.arrays` names the inputs.
"""

import importlib.util
import io
import warnings
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.onnx import (
    register_custom_op_symbolic,  # pyright: ignore[reportPrivateImportUsage]
    unregister_custom_op_symbolic,  # pyright: ignore[reportPrivateImportUsage]
)

from lowlight_desktop.engine.backends.arrays import (
    OUTPUT,
    RENDER,
    SIDES,
    STREAM,
    Floats,
    carried_name,
    given_name,
    left_name,
    named,
)
from lowlight_desktop.engine.backends.by_torch import (
    TorchNetwork,
    as_array,
    as_tensor,
    filled,
    flat,
)
from lowlight_desktop.engine.backends.example import survey_inputs, tile_inputs
from lowlight_desktop.photo.errors import UsageError
from lowlight_desktop.training.streaming import Streaming, begun, lag_of

OPSET = 17
"""Of ONNX: what OpenVINO and ONNX Runtime have read for years."""

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "light": ("predictor", "survey"),
    "raw": ("survey",),
    "denoise": ("level", "survey"),
    "detail": ("level", "survey"),
}
"""What the networks of a step are asked of a whole photo."""

STREAMED = frozenset({"raw", "denoise"})
"""Steps whose networks look far, so that strips are faster than tiles. Light looks 18 pixels far,
Detail through windows."""

_SIDE_PX = 256
_TRIED = 3  # strips of so many rows: what the first one lacked has no part in the last
_ALIKE = 1e-5
_CROPS = {1: "crops", 3: "height", 4: "width"}
_CPU = torch.device("cpu")
_END = 2**63 - 1  # of an axis, in the format's words


class _Answer(nn.Module):
    """A function of tensors that a network has, as a module: what the exporter takes."""

    def __init__(self, network: nn.Module, ask: Callable[..., Any]) -> None:
        super().__init__()
        self.network = network
        self._ask = ask

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        return tuple(flat(self._ask(*inputs)))


def graphs_of(network: TorchNetwork) -> dict[str, bytes]:
    """Everything that a network answers, as ONNX files by question.

    Args:
        network: On the processor.

    Raises:
        UsageError: If the package onnx is missing.
    """
    if importlib.util.find_spec("onnx") is None:
        raise UsageError("The graph of a network needs the package onnx: pip install onnx.")
    given = survey_inputs(network.step, _grid(network))
    graphs = {RENDER: _render(network, given)}
    if network.step in STREAMED and can_stream(network):
        graphs[STREAM] = _stream(network, given)
    for question in QUESTIONS[network.step]:
        ask = cast("Callable[..., Any]", getattr(network.module, question))
        of_it = given if question == "survey" else given[:1]
        inputs = {given_name(i): array for i, array in enumerate(of_it)}
        sizes = {given_name(0): _CROPS} if of_it[0].ndim == len(_CROPS) + 2 else {}
        graphs[question] = _exported(_Answer(network.module, ask), inputs, sizes)
    return graphs


def _render(network: TorchNetwork, given: tuple[Floats, ...]) -> bytes:
    tile = tile_inputs(network.step, _SIDE_PX)
    inputs = named(tile, network.ask("survey", given, bfloat16=False))
    module, shape = cast("Any", network.module), network.shape

    def render(*tensors: Tensor) -> Tensor:
        survey = filled(shape, iter(tensors[len(tile) :]))
        return module.render(*tensors[: len(tile)], survey)

    sizes = dict.fromkeys(list(inputs)[: len(tile)], SIDES) | {OUTPUT: SIDES}
    return _exported(_Answer(network.module, render), inputs, sizes, [OUTPUT])


@torch.inference_mode()
def can_stream(network: TorchNetwork) -> bool:
    """Whether a photo comes out of the network in strips as it does at once."""
    tile = tuple(torch.from_numpy(x) for x in tile_inputs(network.step, _TRIED * _SIDE_PX))
    photo = tuple(x[..., : 2 * _grid(network)] for x in tile)
    given = survey_inputs(network.step, _grid(network))
    known = network.ask("survey", given, bfloat16=False)
    whole = cast("Any", network.module).render(*photo, network.survey(known))
    carried, answer = None, whole
    try:
        for strip in range(_TRIED):
            rows = slice(strip * _SIDE_PX, (strip + 1) * _SIDE_PX)
            answer, carried = _streamed(
                network, tuple(x[:, :, rows] for x in photo), carried, known
            )
    except (ValueError, RuntimeError):  # maps that do not fit together
        return False
    lag = lag_of(answer)
    wanted = whole[:, :, -lag - _SIDE_PX : -lag]
    return lag > 0 and torch.allclose(answer, wanted, atol=_ALIKE, rtol=_ALIKE)


def lag_px(network: TorchNetwork) -> int:
    """How many rows the answer to a strip is behind what it was given."""
    tile = tile_inputs(network.step, _SIDE_PX)
    known = network.ask("survey", survey_inputs(network.step, _grid(network)), bfloat16=False)
    with torch.inference_mode():
        return lag_of(_streamed(network, tuple(map(torch.from_numpy, tile)), None, known)[0])


def _stream(network: TorchNetwork, given: tuple[Floats, ...]) -> bytes:
    tile = tile_inputs(network.step, _SIDE_PX)
    known = network.ask("survey", given, bfloat16=False)
    with torch.inference_mode():
        first = _streamed(network, tuple(map(torch.from_numpy, tile)), None, known)[1]
    names = [carried_name(i, _SIDE_PX // x.shape[-1]) for i, x in enumerate(first)]
    carried = {n: as_array(x) for n, x in zip(names, first, strict=True)}
    inputs = named(tile, known) | carried

    def stream(*tensors: Tensor) -> tuple[Tensor, ...]:
        of_photo = tensors[len(tile) : -len(carried)]
        answer, left = _streamed(network, tensors[: len(tile)], tensors[-len(carried) :], of_photo)
        return answer, *left

    sizes = dict.fromkeys(list(inputs)[: len(tile)], SIDES) | {OUTPUT: SIDES}
    for name, x in carried.items():
        sizes |= {each: {x.ndim - 1: "width"} for each in (name, left_name(name))}
    outputs = [OUTPUT, *map(left_name, names)]
    return _exported(_Answer(network.module, stream), inputs, sizes, outputs)


def _streamed(
    network: TorchNetwork,
    strip: Sequence[Tensor],
    carried: Sequence[Tensor] | None,
    known: Sequence[Floats] | Sequence[Tensor],
) -> tuple[Tensor, list[Tensor]]:
    """The answer to a strip, and what is left for the next one."""
    of_photo = (k if isinstance(k, Tensor) else as_tensor(k, _CPU) for k in known)
    survey = filled(network.shape, of_photo)
    with Streaming(carried) as streaming:
        answer = cast("Any", network.module).render(*map(begun, strip), survey)
    return answer, streaming.left


def _grid(network: TorchNetwork) -> int:
    return cast("int", network.facts["grid_px"])


def _exported(
    answer: _Answer,
    inputs: Mapping[str, Floats],
    sizes: Mapping[str, Mapping[int, str]],
    outputs: list[str] | None = None,
) -> bytes:
    out = io.BytesIO()
    with torch.no_grad(), warnings.catch_warnings(), _own_translations():
        # The newer exporter needs two more packages, and fixes sizes that may change.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            answer.eval(),
            tuple(as_tensor(array, _CPU).clone() for array in inputs.values()),
            out,  # pyright: ignore[reportArgumentType] - files need no name
            dynamo=False,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={name: dict(axes) for name, axes in sizes.items()},
        )
    return out.getvalue()


@contextmanager
def _own_translations() -> Generator[None]:
    """Operations that torch does not translate, or not as it should be."""
    translations = {
        "aten::channel_shuffle": _channel_shuffle,
        "aten::einsum": _einsum,
        "aten::sort": _sort,
    }
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
    shape, count = graph.op("Shape", x), _constant(graph, int(groups.node().t("value")))

    def part(start: int, end: int) -> Any:  # noqa: ANN401
        return graph.op("Slice", shape, *(_constant(graph, i) for i in (start, end, 0)))

    batch, channels, place = part(0, 1), part(1, 2), part(2, 4)
    each = graph.op("Div", channels, count)
    folds = graph.op("Concat", batch, count, each, place, axis_i=0)
    turned = graph.op("Transpose", graph.op("Reshape", x, folds), perm_i=[0, 2, 1, 3, 4])
    return graph.op("Reshape", turned, shape)


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


def _sort(graph: Any, x: Any, axis: Any, descending: Any) -> Any:  # noqa: ANN401
    """All of the last axis, in order.

    How many is a list of one number, as the format has it: torch writes a number, which ONNX
    Runtime refuses.
    """
    if int(axis.node().t("value")) != -1:
        raise ValueError("only the last axis is sorted")
    all_of_it = graph.op("Slice", graph.op("Shape", x), *(_constant(graph, i) for i in (-1, _END)))
    largest = int(descending.node().t("value"))
    return graph.op("TopK", x, all_of_it, axis_i=-1, largest_i=largest, outputs=2)
