"""Muon: steps of equal size in all directions of a weight matrix, for convolutions.

Adam follows the few directions that the gradient is full of; what the coarse levels of a U-Net
could add lies in the others, and is learned late. Here every direction of the momentum moves alike.

Weights are brought back to one size before every step: left alone they grow until the deep layers
of a network without normalization are thousands of times too loud, and gates behind them shut.

Source:
    Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024, and the size
    from his "airbench". torch has it for matrices only; a convolution is one of outputs by inputs
    times places.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

_MOMENTUM = 0.95
# Of the odd polynomial of fifth degree whose iteration brings singular values near 1.
_A, _B, _C = 3.4445, -4.7750, 2.0315
_ITERATIONS = 5
_LEAST_SIDE = 16


def suits(weight: Tensor) -> bool:
    """Whether a weight is a convolution's, with enough inputs and outputs to have directions."""
    return weight.ndim == 4 and min(len(weight), weight[0].numel()) >= _LEAST_SIDE


def orthogonal(matrix: Tensor) -> Tensor:
    """The nearest matrix, about, whose singular values are all near 1.

    Args:
        matrix: (n, m) float32.
    """
    is_tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if is_tall else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(_ITERATIONS):
        product = x @ x.T
        x = _A * x + (_B * product + _C * product @ product) @ x
    return x.T if is_tall else x


class Muon(torch.optim.Optimizer):
    """Muon with Nesterov momentum, for weights whose rows have a length of 1 on the average.

    Args:
        weights: Those that it `suits`.
        lr: Size of a step, as of a matrix whose singular values are 1.
    """

    def __init__(self, weights: Iterable[Tensor], lr: float) -> None:
        super().__init__(list(weights), {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Move every weight that has a gradient."""
        assert closure is None
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._move(weight, weight.grad, group["lr"])

    def _move(self, weight: Tensor, gradient: Tensor, rate: float) -> None:
        state = self.state[weight]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(weight)
        momentum = state["momentum"].lerp_(gradient, 1 - _MOMENTUM)
        ahead = gradient.lerp(momentum, _MOMENTUM)
        matrix = ahead.reshape(len(ahead), -1)
        size = max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5
        weight.mul_(len(weight) ** 0.5 / (weight.norm() + 1e-7))
        weight.add_(orthogonal(matrix).view_as(weight), alpha=-rate * size)
