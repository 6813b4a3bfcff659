"""Stopping a network between its layers: a tile takes seconds on a slow processor."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lowlight_desktop.engine.loading import Loaded

if TYPE_CHECKING:
    from torch import nn


@contextmanager
def watched(model: Loaded, look: Callable[[], None] | None) -> Generator[None]:
    """Look up before every layer of a network while this lasts, or a few times a tile.

    Args:
        model: Of this thread alone.
        look: Raises what stops the work; None: nothing does.
    """
    if look is None:
        yield
        return

    def before(_layer: nn.Module, _inputs: object) -> None:
        look()

    hooks = [layer.register_forward_pre_hook(before) for layer in _layers(model)]
    model.watch.look = look
    try:
        yield
    finally:
        model.watch.look = None
        for hook in hooks:
            hook.remove()


def _layers(model: Loaded) -> list[nn.Module]:
    """Those of torch, if that computes."""
    if model.way.backend != "torch":
        return []
    return [module for module in model.network.modules() if not any(module.children())]
