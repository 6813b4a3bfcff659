"""The inputs of a network's `render` as a flat row of named tensors: what a graph takes."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from torch import Tensor

OUTPUT = "rendered"
"""Name of a graph's output."""

T = TypeVar("T")


def tile_name(place: int) -> str:
    """Name of the input that changes from tile to tile, by its place in the call."""
    return f"tile_{place}"


def named(tile: tuple[Tensor, ...], survey: object = None) -> dict[str, Tensor]:
    """Names and tensors of a call of `render`, in the order of a graph's inputs.

    Args:
        tile: What is the tile's own: (B, C, H, W) each.
        survey: What is known of the whole photo: a dataclass, or None.
    """
    of_photo = {f"survey_{i}": tensor for i, tensor in enumerate(flat(survey))}
    return {tile_name(i): tensor for i, tensor in enumerate(tile)} | of_photo


def flat(survey: object) -> Iterator[Tensor]:
    """Every tensor in a survey, field by field."""
    if isinstance(survey, Tensor):
        yield survey
    elif isinstance(survey, tuple):
        for part in survey:
            yield from flat(part)
    elif is_dataclass(survey):
        for field in fields(survey):
            yield from flat(getattr(survey, field.name))


def filled(survey: T, tensors: Iterator[Tensor]) -> T:
    """The same survey with other tensors, in the order of `flat`."""
    return _filled(survey, tensors)


def _filled(part: Any, tensors: Iterator[Tensor]) -> Any:  # noqa: ANN401 - any part of a survey
    if isinstance(part, Tensor):
        return next(tensors)
    if isinstance(part, tuple):
        return tuple(_filled(p, tensors) for p in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {f.name: _filled(getattr(part, f.name), tensors) for f in fields(part)}
        return replace(part, **changed)
    return part
