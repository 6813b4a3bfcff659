"""How large and how costly a network is."""

from collections.abc import Callable

from torch import nn
from torch.utils.flop_counter import FlopCounterMode


def parameter_count(network: nn.Module) -> int:
    """Trainable numbers of a network."""
    return sum(p.numel() for p in network.parameters())


def multiplications(work: Callable[[], object]) -> int:
    """Multiply-accumulates of all convolutions and matrix products that `work` does."""
    with FlopCounterMode(display=False) as counter:
        work()
    return counter.get_total_flops() // 2
