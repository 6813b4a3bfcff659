"""Stopping a network between its layers: a tile takes seconds on a slow processor."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from torch import nn


@contextmanager
def watched(network: nn.Module, look: Callable[[], None]) -> Generator[None]:
    """Look up before every layer of a network while this lasts.

    Args:
        network: Of this thread alone.
        look: Raises what stops the work.
    """

    def before(_layer: nn.Module, _inputs: object) -> None:
        look()

    layers = [module for module in network.modules() if not any(module.children())]
    hooks = [layer.register_forward_pre_hook(before) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
