"""Stopping a network between its layers: a tile takes seconds on a slow processor."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from torch import nn

from lowlight_desktop.engine.loading import Loaded


@contextmanager
def watched(model: Loaded, look: Callable[[], None]) -> Generator[None]:
    """Look up before every layer of a network while this lasts, or a few times a tile.

    Args:
        model: Of this thread alone.
        look: Raises what stops the work.
    """

    def before(_layer: nn.Module, _inputs: object) -> None:
        look()

    layers = [module for module in model.network.modules() if not any(module.children())]
    hooks = [layer.register_forward_pre_hook(before) for layer in layers]
    model.watch.look = look
    try:
        yield
    finally:
        model.watch.look = None
        for hook in hooks:
            hook.remove()
