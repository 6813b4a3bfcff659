"""A network on a photo that comes in strips of rows, none of which is computed twice.

A convolution of 3x3 needs the last two rows of what it saw before: they are carried from strip to
strip, wherever something looks beyond a row, and what would be a halo around a tile is a delay. No
network knows of it. What it does is read off while it does it, so every network can be streamed
whose layers are named here; another one fails, or differs from the whole photo, and is not.

    strip k of the photo, rows [k h, (k + 1) h) -> rows [k h - lag, (k + 1) h - lag) of the answer
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode

_ROWS = -2  # the axis of a map that counts them


def begun(strip: Tensor) -> Tensor:
    """A strip of a photo, (B, C, h, W), as `Streaming` wants it given to a network."""
    return _marked(strip.view_as(strip), 0)


def lag_of(answer: Tensor) -> int:
    """How many rows a network's answer is behind what it was given."""
    lag = _lag(answer)
    assert lag is not None, "not the answer of a network that was streamed"
    return lag


class Streaming(TorchFunctionMode):
    """While it is entered, networks go on where the strip before has ended.

    A map of the photo is marked by how many rows late it is, and by how many rows of the strip
    before it begins with.

    Args:
        carried: What the strip before has left; None: there was none, and zeros stand for it. The
            first `lag_of` rows of an answer, and all that a halo of them makes wrong, are no use.

    Attributes:
        left: For the next strip: the last rows of whatever looks beyond one, in order.

    Raises:
        ValueError: By a layer that cannot be streamed.
    """

    def __init__(self, carried: Sequence[Tensor] | None = None) -> None:
        super().__init__()
        self._carried = carried
        self.left: list[Tensor] = []

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        del types
        layer = {
            "avg_pool2d": self._pooled,
            "max_pool2d": self._pooled,
            "conv2d": self._convolved,
            "conv_transpose2d": self._risen,
            "interpolate": self._risen,
            "pad": self._padded,
            "pixel_shuffle": self._risen,
            "pixel_unshuffle": self._folded,
        }.get(getattr(func, "__name__", ""))
        named = kwargs or {}
        if layer is None or _lag(args[0]) is None:
            return self._alike(func, args, named)
        return layer(func, args, named)

    def _with_more(self, x: Tensor, rows: int) -> Tensor:
        """A map that begins with so many rows of the strip before."""
        if self._carried is None:
            before = x.new_zeros(*x.shape[:_ROWS], rows, x.shape[-1])
        else:
            before = self._carried[len(self.left)].to(x.dtype)
        whole = torch.cat([before, x], _ROWS)
        self.left.append(whole[..., -rows:, :].float())
        return _marked(whole, lag_of(x), rows)

    def _later(self, x: Tensor, rows: int) -> Tensor:
        """The same map, so many rows later."""
        if not rows:
            return x
        return _marked(self._with_more(x, rows)[..., :-rows, :], lag_of(x) + rows)

    def _alike(self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Any:  # noqa: ANN401
        """What looks at one row at a time, of maps that have to be equally late."""
        if not _maps(args):
            return func(*args, **named)
        latest = max(lag_of(x) for x in _maps(args))
        out = func(*_each(args, lambda x: self._later(x, latest - lag_of(x))), **named)
        for x in _tensors(out):
            if x.ndim > 2 and x.is_floating_point():
                _marked(x, latest)
        return out

    def _convolved(
        self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Tensor:
        del func
        x, weight, bias, stride, padding, dilation = _convolution(*args, **named)
        rows = int(weight.shape[_ROWS])  # a tensor, where it is traced
        if stride > 1:
            if rows != stride:
                raise ValueError(f"a convolution of {rows} rows by {stride} cannot be streamed")
            x = self._on_grid(x, stride)
            return _marked(F.conv2d(x, weight, bias, stride), lag_of(x) // stride)
        around = dilation * (rows - 1)
        whole = self._with_more(x, around) if _more(x) != around else x
        out = F.conv2d(whole, weight, bias, 1, (0, padding), dilation)
        return _marked(out, lag_of(x) + around // 2)

    def _pooled(
        self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Tensor:
        x, rows, *more = args
        stride = more[0] if more else named.get("stride") or rows
        if stride == rows:
            x = self._on_grid(x, stride)
            return _marked(func(x, rows), lag_of(x) // stride)
        if stride != 1 or func.__name__ != "avg_pool2d" or more[1] != rows // 2:
            raise ValueError(f"pools of {rows} rows by {stride} cannot be streamed")
        whole = self._with_more(x, rows - 1)
        return _marked(func(whole, rows, 1, (0, rows // 2), **named), lag_of(x) + rows // 2)

    def _padded(
        self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Tensor:
        x, (left, right, above, below), *more = args
        if above != below:
            raise ValueError("more rows above than below cannot be streamed")
        whole = self._with_more(x, above + below)
        return _marked(func(whole, (left, right, 0, 0), *more, **named), lag_of(x), above + below)

    def _risen(
        self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Tensor:
        name = func.__name__
        # Not from the shapes: traced, these are tensors.
        if name == "pixel_shuffle":
            times = args[1]
        elif name == "interpolate":
            times = round(named["scale_factor"])
        else:
            times = _first(named["stride"] if "stride" in named else args[3])
        return _marked(func(*args, **named), lag_of(args[0]) * times)

    def _folded(
        self, func: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> Tensor:
        x, fold = args
        x = self._on_grid(x, fold)
        return _marked(func(x, fold, **named), lag_of(x) // fold)

    def _on_grid(self, x: Tensor, step: int) -> Tensor:
        """So late that strips begin at whole squares of `step` rows."""
        return self._later(x, -lag_of(x) % step)


def _convolution(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> tuple[Tensor, Tensor, Tensor | None, int, int, int]:
    """What a convolution was called with; of pairs, which are of two equal numbers here, one."""
    if groups != 1:
        raise ValueError("a convolution in groups cannot be streamed")
    return x, weight, bias, _first(stride), _first(padding), _first(dilation)


def _first(pair: int | tuple[int, int]) -> int:
    return pair if isinstance(pair, int) else pair[0]


def _marked(x: Tensor, lag: int, more: int = 0) -> Tensor:
    """Mark a map as so many of its rows behind the photo, and begun so many rows earlier."""
    cast("Any", x).lag, cast("Any", x).more = lag, more
    return x


def _lag(value: object) -> int | None:
    """Of a map of the photo; None: it is something else, the same for all strips."""
    return getattr(value, "lag", None) if isinstance(value, Tensor) else None


def _more(x: Tensor) -> int:
    """How many rows of the strip before a map begins with."""
    return getattr(x, "more", 0)


def _maps(values: object) -> list[Tensor]:
    """Those of the tensors in a value that are maps of the photo."""
    return [x for x in _tensors(values) if _lag(x) is not None]


def _tensors(value: object) -> list[Tensor]:
    """All tensors in a value, those in lists and tuples too."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [x for v in cast("Sequence[object]", value) for x in _tensors(v)]
    return []


def _each(args: tuple[Any, ...], change: Callable[[Tensor], Tensor]) -> tuple[Any, ...]:
    """The same arguments with maps of the photo changed, those in lists too."""

    def changed(value: object) -> object:
        if isinstance(value, Tensor):
            return value if _lag(value) is None else change(value)
        if isinstance(value, (list, tuple)) and _maps(cast("object", value)):
            return [changed(v) for v in cast("Sequence[object]", value)]
        return cast("object", value)

    return tuple(changed(value) for value in args)
