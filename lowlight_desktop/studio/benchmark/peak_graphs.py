"""The machine's peaks as OpenVINO reaches them: graphs of nothing but one operation.

The counterparts of `networks.blocks.plain`, computed with the settings of our networks.
"""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from lowlight_desktop.engine.backends import by_openvino
from lowlight_desktop.engine.backends.arrays import Floats
from lowlight_desktop.engine.machine import threads

Work = Callable[[], object]

_ONE = [1, 1]


def convolution_chain(channels: int, layers: int, side_px: int, *, bfloat16: bool) -> Work:
    """A turn of convolutions of 3x3; as `networks.blocks.plain.ConvolutionChain`.

    Args:
        channels: Of all but the input.
        layers: As there.
        side_px: Of the picture.
        bfloat16: Whether it is computed in bfloat16.

    Raises:
        RuntimeError: If this processor cannot do it.
    """
    library = _library()
    operations = library.opset13
    picture = operations.parameter([1, 1, side_px, side_px], np.float32)
    out, before = picture, 1
    for _ in range(layers + 1):
        weights = operations.constant(_random(channels, before, 3, 3))
        out = operations.convolution(out, weights, _ONE, _ONE, _ONE, _ONE)
        before = channels
    out = operations.reduce_mean(out, np.array([1, 2, 3]), keep_dims=True)
    return _turn(library, out, picture, bfloat16=bfloat16)


def product_chain(side: int, products: int, *, bfloat16: bool) -> Work:
    """A turn of products of matrices; as `networks.blocks.plain.ProductChain`.

    Args:
        side: Rows and columns of all.
        products: How many.
        bfloat16: As for `convolution_chain`.

    Raises:
        RuntimeError: As there.
    """
    library = _library()
    operations = library.opset13
    matrix = operations.parameter([side, side], np.float32)
    weights = operations.constant(_random(side, side))
    out = matrix
    for _ in range(products):
        out = operations.matmul(out, weights, transpose_a=False, transpose_b=False)
    out = operations.reduce_mean(out, np.array([0, 1]), keep_dims=True)
    return _turn(library, out, matrix, bfloat16=bfloat16)


def _library() -> Any:  # noqa: ANN401 - a module
    by_openvino.get_ready()  # without what would tell others of it
    return importlib.import_module("openvino")


def _random(*shape: int) -> Floats:
    """Numbers that neither grow nor vanish from layer to layer."""
    numbers = np.random.default_rng(0).standard_normal(shape, np.float32)
    return numbers / np.float32(np.prod(shape[1:]) ** 0.5)


def _turn(library: Any, out: Any, given: Any, *, bfloat16: bool) -> Work:  # noqa: ANN401
    settings = {
        "INFERENCE_PRECISION_HINT": "bf16" if bfloat16 else "f32",
        "INFERENCE_NUM_THREADS": threads(),
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,
    }
    model = library.Model([out], [given], "peak")
    request = library.Core().compile_model(model, "CPU", settings).create_infer_request()
    numbers = _random(*given.shape)
    request.set_input_tensor(library.Tensor(numbers, shared_memory=True))

    def turn() -> object:
        request.infer()
        return numbers  # the request does not hold them

    return turn
